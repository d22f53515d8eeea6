"""What the page costs: `python tests/benchmarks/page.py [DIR]` builds it, there or nowhere in particular, and prints
the bytes that are loaded, and the processor's time until its worker has answered, as node runs it.

The first answer is to come within 5 s and 8 MB, which are gzipped; SymPy is loaded with the first family. The exit code
is 1 where it takes more.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from symrf.front.page.building import build

WORKER = Path(__file__).resolve().parents[1] / "support" / "worker.mjs"
QUESTIONS = [{"network": "c3s1 p2s2 c3s1"}, {"network": "c3 p2 c3"}, {"network": "c{k} p2"}, {"network": "(c{k})*{n}"}]
MEGABYTES, SECONDS = 8, 5
APART = {"symrf.html", "licences.txt"}  # which are no part of the page in a folder


def main() -> int:
    """Build, measure and print, and end with 1 where it is more than it may be."""
    with TemporaryDirectory() as elsewhere:
        folder = sys.argv[1] if len(sys.argv) > 1 else elsewhere
        sizes = build(folder)
        told = json.dumps([*map(json.dumps, QUESTIONS)])
        command = [shutil.which("node") or "node", WORKER, folder]
        run = subprocess.run(command, input=told, capture_output=True, text=True, check=True)
    ready, first, *later = json.loads(run.stderr)
    sympy = sizes["sympy.zip.gzipped"]
    loaded = sum(size for name, size in sizes.items() if name not in APART) - sympy
    rows = [
        ("bytes before the first answer", f"{loaded / 1e6:.2f} MB of {MEGABYTES}"),
        ("bytes of SymPy", f"{sympy / 1e6:.2f} MB"),
        ("bytes of symrf.html", f"{sizes['symrf.html'] / 1e6:.2f} MB"),
        ("CPU time until Python is ready", f"{ready:.2f} s"),
        ("until the first answer", f"{first:.2f} s of {SECONDS}"),
        ("of the second", f"{1000 * (later[0] - first):.0f} ms"),
        ("of the first family, with SymPy", f"{later[1] - later[0]:.2f} s"),
        ("of the second family", f"{1000 * (later[2] - later[1]):.0f} ms"),
    ]
    for name, figure in rows:
        print(f"{name:<34} {figure}")
    return 0 if loaded <= MEGABYTES * 1e6 and first <= SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
