"""Certificates put to the provers that they are for, and random verdicts to certify: the provers share no code."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import pytest

import symrf
from support.extras import needed
from support.pdflatex import available
from symrf.answers.verdicts import Report, Verdict

__all__ = ["accepted", "answers", "random_verdicts", "report_of"]

_SECONDS = 600  # one file, on a slow machine with other work beside it
LAYERS = (
    *("c3", "c3", "c5p2", "c3p1", "c3s2p1", "c7s2p3", "c1s2", "c2d3", "c3d2p2", "c4p1:2", "z1:2", "z-1:-2"),
    *("p2", "p2", "p3s2p1", "p3s2ceil", "p2s3p1ceil", "p3s2rawceil", "a5s3", "c3s2same", "c3causal", "relu"),
    *("[c3p1 c3p1 + id]", "[c1 | c3p1 | p3s1p1 c1]", "[c3s2p1 | p2s2p0 | c1s2]", "[crop | p2 c3 t2s2]", "(c3 p2)*2"),
    *("t2s2", "t4s2p1", "t3s2p1o1", "u2", "ub3", "ps2", "pu2", "ad7", "gap", "[c2d2p1 + id]"),
)
CLAIMS = (
    *("size = {hand}", "size = {closed}", "size = {hand}", "size <= w", "size >= (w-{a})/{b}", "size = ceil(w/{b})"),
    *("size = (w-{a})/{b}+1", "rf = {field}", "rf = {a}", "jump = {b}", "start = {a}/2", "padding = {a}", "rf <= w"),
    *("size = w - Mod(w, {b})", "size <= max(w-{a}, {b})", "size at w={w} = {a}", "size = {a}"),
)


def random_verdicts(seed: int, count: int) -> Iterator[Verdict]:
    """Verdicts on random claims about random networks of numbers, as many as asked for."""
    random = Random(seed)  # noqa: S311
    while count > 0:
        network = " ".join(random.choice(LAYERS) for _ in range(random.randint(1, 6)))
        try:
            axis = symrf.derive(network, axes="w")["w"]
            numbers = {"a": random.randint(0, 9), "b": random.randint(1, 4), "w": random.randint(20, 99)}
            forms = {"hand": axis.size.hand, "closed": axis.size.closed, "field": axis.receptive_field}
            claim = random.choice(CLAIMS).format(**numbers, **forms)
            verdict = symrf.check(network, claim, axes="w")[0]
        except symrf.SymrfError:  # no such network, or none with this quantity
            continue
        if verdict.status != "unread":  # a claim that cannot be judged, such as one about a padding of none
            yield verdict
            count -= 1


def report_of(verdicts: Sequence[Verdict]) -> Report:
    """Verdicts as one report, whose certificate is one file."""
    return Report(tuple(verdicts))


def accepted(text: str, folder: Path) -> str:
    """What coqc says against a certificate: nothing where it accepts it; the running test skips without it."""
    program = available("coqc")
    path = folder / "certificate.v"
    path.write_text(text, encoding="utf-8")
    command = [program, "-q", path.name]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=_SECONDS, check=False)
    assert run.returncode in (0, 1), run.stderr
    return run.stderr if run.returncode else ""


def answers(text: str, folder: Path) -> list[str]:
    """What z3 answers to each question of a certificate; the running test skips without it."""
    needed("z3")
    path = folder / "certificate.smt2"
    path.write_text(text, encoding="utf-8")
    beside = Path(sys.executable).with_name("z3")
    program = str(beside) if beside.exists() else shutil.which("z3")
    if program is None:
        pytest.skip("z3 is not installed")
    run = subprocess.run(
        [program, path.name], cwd=folder, capture_output=True, text=True, timeout=_SECONDS, check=False
    )
    return run.stdout.splitlines()
