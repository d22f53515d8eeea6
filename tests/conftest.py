"""Golden files: a document that was read by a person, and is compared with what is printed now."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files, and fail")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compares a text with the golden file of that name; `--update-golden` writes it and fails, so that it is read."""

    def check(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden") and (not path.is_file() or path.read_text("utf-8") != text):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
            pytest.fail(f"{path} was rewritten: read it, then run again")
        assert path.is_file(), f"{path} is not there yet: run with --update-golden"
        assert text == path.read_text("utf-8")

    return check
