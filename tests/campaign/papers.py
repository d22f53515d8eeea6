"""Documents: what is claimed in a file of claims, in Markdown and in LaTeX is judged as it is alone."""

from __future__ import annotations

import contextlib
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from campaign.asking import Asker, Call
from campaign.judging import call_of, judged, words_of
from campaign.networks import text
from campaign.questions import RELATIONS, Claim, Question
from campaign.trials import Trials

__all__ = ["FORMS", "told"]

FORMS = {"claims": "claims.txt", "markdown": "answer.md", "latex": "paper.tex", "cache": "paper.tex", "command": ""}
COMPARED = ("status", "condition", "complete", "counterexample", "true_at", "left_off")


def told(asker: Asker, question: Question, trials: Trials) -> None:
    """A document is read by the command, and its claims are asked alone."""
    form = question.form or "claims"
    if form == "cache":
        _cached(asker, question, trials)
        return
    written = _WRITERS[form](question) if form != "command" else ""
    subject = [FORMS[form]] if written else [question.text, *(claim.text for claim in question.claims)]
    call = Call("main", (["check", *subject, *words_of(question), "--format", "json"],))
    found = _in_folder(asker, FORMS[form], written, call, 1 + len(question.claims))
    long = asker.spent > asker.allowed / 10  # so that time may have ended a claim in one of the two
    alone, timed = [], []
    for claim in question.claims:
        alone.append(asker.ask(call_of(question, claim)))
        timed.append(long or asker.spent > asker.allowed / 10)
        judged(asker, question, trials, claim, alone[-1])
    asked = ", ".join(call_of(question, claim).code for claim in question.claims)
    lines = (
        *_written(FORMS[form], written),
        f"code = {call.code}",
        'together = json.loads(capsys.readouterr().out)["verdicts"]',
        f'alone = [report.to_dict()["verdicts"][0] for report in ({asked},)]',
        f"for key in {COMPARED}:",
        "    assert [each[key] for each in together] == [each[key] for each in alone]",
    )
    _compare(asker, found, alone, timed, lines)


def _compare(asker: Asker, found: Any, alone: Sequence[Any], timed: Sequence[bool], lines: Sequence[str]) -> None:
    """Verdicts told together, and alone."""
    if found is None or None in alone:
        refused = found is not None and None in alone and not any(timed)
        if refused and "unread" not in {each["status"] for each in found[1]["verdicts"]}:
            asker.differs("document", "a claim is read in a document and refused alone", *lines)
        return
    code, data = found
    asker.counts["documents compared"] += 1
    verdicts, each_alone = data["verdicts"], [report.to_dict()["verdicts"][0] for report in alone]
    if len(verdicts) != len(each_alone):
        asker.differs("document", f"{len(verdicts)} of {len(each_alone)} claims are found", *lines)
        return
    for one, other, unsure in zip(verdicts, each_alone, timed, strict=True):
        asker.counts["claims not compared, as time may have ended them"] += unsure
        for key in () if unsure else COMPARED:
            if one.get(key) != other.get(key):
                what = f"{one['claim']!r}: {key} is {one.get(key)!r} in a document and {other.get(key)!r} alone"
                asker.differs("document", what, *lines)
                return
    statuses = {each["status"] for each in each_alone}
    expected = 1 if "refuted" in statuses else 0 if all(each.get("complete") for each in each_alone) else 3
    if code != expected and not any(timed) and "unread" not in statuses:
        asker.differs("command", f"the exit code is {code}, and not {expected}", *lines, f"assert code == {expected}")


def _in_folder(asker: Asker, name: str, written: str, call: Call, questions: int) -> Any:
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        if name:
            Path(name).write_text(written, "utf-8")
        return asker.data(call, questions)


def _written(name: str, written: str) -> list[str]:
    return [f"Path({name!r}).write_text({written!r}, 'utf-8')"] if name else []


def _defined(question: Question) -> list[str]:
    """The network as definitions."""
    items = question.network
    if len(items) == 1:
        return [f"O = {question.text}"]
    half = len(items) // 2
    return [f"F = {text(items[:half])}", f"G = {text(items[half:])}", "O = F G"]


def _claims(question: Question) -> str:
    return "\n".join(["# a file of claims", *_defined(question), "", *(claim.text for claim in question.claims), ""])


def _markdown(question: Question) -> str:
    lines = ["# An answer", "", "```symrf", *_defined(question), "```", ""]
    for claim in question.claims:
        if claim.style == "latex":
            lines += [f"so that ${_formula(claim)}$ <!-- symrf: {claim.quantity} --> is what it gives.", ""]
        else:
            lines += ["```symrf", claim.text, "```", ""]
    return "\n".join(lines)


def _latex(question: Question) -> str:
    lines = [r"\documentclass{article}", r"\begin{document}"]
    lines += [f"% symrf: {line}" for line in _defined(question)]
    for claim in question.claims:
        if claim.style == "latex":
            lines += ["it is", rf"\[ {_formula(claim)}. \] % symrf: {claim.quantity}"]
        else:
            lines += [f"% symrf: {claim.text}"]
    return "\n".join([*lines, r"\end{document}", ""])


def _formula(claim: Claim) -> str:
    right = claim.text.split(RELATIONS["latex"][claim.relation], 1)[1].strip()
    return f"O {RELATIONS['latex'][claim.relation]} {right}"


_WRITERS = {"claims": _claims, "markdown": _markdown, "latex": _latex}


def _cached(asker: Asker, question: Question, trials: Trials) -> None:
    r"""What `\symrf` stands for in LaTeX: the field is what is counted."""
    written = "\n".join(
        [
            r"\documentclass{article}\usepackage{symrf}\begin{document}",
            rf"Its field is \symrf[field, axes=w]{{{question.text}}}, its shape \symrf{{{question.text}}}.",
            r"\end{document}",
        ]
    )
    call = Call("main", (["latex-cache", "paper.tex"],))
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        Path("paper.tex").write_text(written, "utf-8")
        answer = asker.ask(call)
        cache = Path("paper.symrf.tex")
        entries = cache.read_text("utf-8") if cache.is_file() else ""
    if answer is None or answer[0]:
        return
    asker.counts["documents compared"] += 1
    field = re.search(r"\\symrfentry\{\}\{field[^}]*\}.*\\ensuremath\{(\d+)\}\}", entries)
    seen = trials.points[0].view if trials.points and not question.symbols else None
    if seen is not None and (field is None or int(field[1]) != seen.extent):
        what = f"the field in the cache is {field and field[1]}, and not {seen.extent}"
        asker.differs("document", what, *_written("paper.tex", written), call.code)
