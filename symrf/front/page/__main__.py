"""`python -m symrf.front.page --build DIR`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

import symrf
from symrf.errors import SymrfError
from symrf.front.page import _english
from symrf.front.page.building import build


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the page; the exit code is 0, or 2 where something is missing for it."""
    parser = argparse.ArgumentParser(prog="python -m symrf.front.page", description=_english.DESCRIPTION)
    parser.add_argument("--version", action="version", version=f"symrf {symrf.__version__}")
    parser.add_argument("--build", metavar="DIR", required=True, help=_english.BUILD)
    folder = parser.parse_args(arguments).build
    try:
        made = build(folder)
    except SymrfError as error:
        print(f"symrf: {error}", file=sys.stderr)
        return 2
    for name, size in made.items():
        print(_english.written(f"{folder}/{name}", size))
    return 0


if __name__ == "__main__":
    sys.exit(main())
