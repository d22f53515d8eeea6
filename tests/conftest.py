"""How the tests run: golden files, on how many examples the laws are tried, and that nothing is skipped in CI."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
from support import laws

from symrf.formulas import limits

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

GOLDEN = Path(__file__).parent / "golden"
IN_CI = bool(os.environ.get("CI"))

collect_ignore_glob = ["cases/readers/*", "support/sources/*"]  # programs that are read; some are run by oracles

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files, and fail")
    parser.addoption("--thorough", action="store_true", help="try the laws on all their examples, as in CI")


def pytest_configure(config: pytest.Config) -> None:
    limits.BUDGET_SLOWNESS = 10  # what is tested is what steps decide, however slow or busy the machine is
    laws.choose(IN_CI or config.getoption("--thorough"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return _nothing_skipped((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return _nothing_skipped((yield))


def _nothing_skipped(report: Report) -> Report:
    """A skip is a failure in CI, where everything is installed."""
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[-1] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome, report.longrepr = "failed", f"nothing is skipped in CI: {reason}"
    return report


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
