r"""A document in LaTeX -> what its \symrf and \symrfcheck stand for, as the file that symrf.sty reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import symrf
from symrf.answers.claims.reader import UnreadClaim
from symrf.answers.documents.english.contents import CONTENTS
from symrf.answers.verdicts import Report, Verdict
from symrf.errors import InputError, SymrfError
from symrf.formulas import limits
from symrf.formulas.forms import FORMS
from symrf.formulas.tree import Tuple, Written, number, symbols, tupled
from symrf.formulas.values import evaluate, rational
from symrf.front import _english
from symrf.front.files import text_of
from symrf.front.manuscripts.latex import settings, words
from symrf.front.manuscripts.passages import Lines, located
from symrf.front.manuscripts.tex import Command, scan
from symrf.front.options import request_of_settings
from symrf.front.rendering.publication import rewritten
from symrf.front.requests import DEFAULTS, Request
from symrf.networks.derivation import Derivation
from symrf.networks.quantities import NAMES

if TYPE_CHECKING:
    from symrf.answers.documents.document import Inline

__all__ = ["STYLE", "Cache", "cached", "write"]

STYLE = Path(__file__).resolve().parent / "symrf.sty"
HEAD = f"% {_english.WRITTEN_BY_SYMRF}\n\\symrfformat{{1}}\n"
_PARAMETER = re.compile(r"#+\d")
TOLD = ("steps", "reach", "costs", "contents")  # the options that ask for paragraphs, and not for a formula
QUANTITIES = (*NAMES, "premise")


@dataclass
class Cache:
    """What a document asks for, by setup, options, network and claim; the verdicts, and what is wrong with the rest."""

    name: str
    entries: dict[tuple[str, str, str, str], str] = field(default_factory=dict)
    verdicts: list[Verdict] = field(default_factory=list)
    errors: list[SymrfError] = field(default_factory=list)
    notes: dict[str, None] = field(default_factory=dict)  # on options that have other names now

    @property
    def text(self) -> str:
        """The file, the same for the same document."""
        lines = ["\\symrfentry{%s}{%s}{%s}{%s}{%s}\n" % (*key, said) for key, said in self.entries.items()]  # noqa: UP031
        return HEAD + "".join(lines)

    def note(self, asked: Request) -> None:
        """Keep what a request says of its options' names."""
        self.notes |= dict.fromkeys(f"{self.name}: {note}" for note in asked.notes)

    @property
    def report(self) -> Report:
        r"""The verdicts on what \symrfcheck claims."""
        return Report(tuple(self.verdicts))


def cached(name: str) -> Cache:
    """What a document and the files that it inputs ask for, each worked out once."""
    name = name if Path(name).suffix else f"{name}.tex"
    cache = Cache(name)
    setup: list[str] = []
    given = DEFAULTS
    for place, command in _commands(name, Path(name).parent, (), count()):
        try:
            arguments = words(command)
            if any(map(_PARAMETER.search, arguments)):
                continue  # in the definition of a macro
            if command.name == "symrfsetup":
                given = request_of_settings(settings(arguments[0]), given)
                setup.append(arguments[0])
                cache.note(given)
                continue
            network, claim = (*arguments, "")[:2]
            if (sign := "".join(arguments).find("#")) >= 0:
                raise InputError(_english.NO_NUMBER_SIGN, "".join(arguments), (sign, sign + 1))
            key = (",".join(setup), " ".join(command.option.split()), network, claim)
            if key in cache.entries:
                continue
            if claim:
                cache.entries[key] = _claimed(cache, key, given, place)
            else:
                cache.entries[key] = _derived(cache, settings(command.option), network, given)
        except SymrfError as error:
            cache.errors.append(located(error, place))
    return cache


def write(cache: Cache, style: bool) -> Iterator[str]:
    """Write the file beside the document, and with `style` symrf.sty, where they are not so already; say what is there.

    A file that need not change keeps its time, so that make and latexmk do not run again.
    """
    name = Path(cache.name)
    path = name.with_name(f"{name.stem}.symrf.tex")
    _put(path, cache.text)
    yield f"{path}: {_english.entries(len(cache.entries))}"
    if style:
        _put(name.with_name(STYLE.name), STYLE.read_text("utf-8"))
        yield f"{name.with_name(STYLE.name)}: {_english.package_of(symrf.__version__)}"


def _put(path: Path, text: str) -> None:
    try:
        if not path.is_file() or path.read_bytes() != text.encode():
            path.write_bytes(text.encode())
    except OSError as error:
        raise InputError(_english.unwritable(str(path), error)) from None


def _commands(
    name: str, folder: Path, within: tuple[Path, ...], opened: Iterator[int]
) -> Iterator[tuple[str, Command]]:
    """The commands of a document in the order in which TeX meets them, each with its place."""
    if next(opened) > limits.TEX_INPUTS:
        raise InputError(_english.too_many_inputs(limits.TEX_INPUTS, name))
    text = text_of(name)
    lines = Lines(text)
    for command in scan(text).commands:
        if command.name.startswith("symrf"):
            yield f"{name}:{lines.at(command.start)}", command
        elif command.whole:
            path = _found(folder, command.arguments[0].strip())
            if path is not None and path not in within:
                yield from _commands(str(path), folder, (*within, path), opened)


def _found(folder: Path, name: str) -> Path | None:
    """The file that an \\input names, unless it is none of the document's own."""
    try:
        return next((path for each in (f"{name}.tex", name) if (path := folder / each).is_file()), None)
    except ValueError:
        return None


def _claimed(cache: Cache, key: tuple[str, str, str, str], given: Request, place: str) -> str:
    r"""What is set for a \symrfcheck: the formula with its premise, or with a mark where it is not so."""
    from symrf.answers.documents.english.domains import where_true

    _, option, network, claim = key
    asked = request_of_settings(settings(option), given)
    cache.note(asked)
    verdict = replace(asked.check(network, [claim])[0], place=place)
    if isinstance(verdict.claim, UnreadClaim):
        raise verdict.claim.error
    cache.verdicts.append(verdict)
    formula = _formula(verdict.claim.formula, asked)
    match verdict.status:
        case "proved":
            return f"\\ensuremath{{{formula}}}"
        case "conditional" if verdict.complete:
            when = _words(where_true(verdict.decisions), asked)
            return f"\\ensuremath{{{formula}}}\\symrfwords{{ {when}}}"
    return f"\\symrfwrong{{{verdict.status}}}{{{formula}}}"


def _derived(cache: Cache, options: dict[str, str], network: str, given: Request) -> str:
    r"""What is set for a \symrf."""
    from symrf.front.rendering.latex import PAPER, paper

    options = _spelled(options)
    named = [name for name in options if name in QUANTITIES]
    own = request_of_settings({name: text for name, text in options.items() if name not in named})
    if len(named) > 1 or (named and own.told):
        raise InputError(_english.one_at_a_time((*QUANTITIES, *TOLD, *CONTENTS)))
    quantity = named[0] if named else "shape"
    form = options.pop(quantity, "")
    asked = request_of_settings(options | ({"form": form} if form else {}), given)
    cache.note(asked)
    derivation = asked.derive(network)
    if own.told:
        laid_out = PAPER if asked.width is None else paper(asked.width)
        return f"\\symrfparagraphs{{%\n{laid_out(replace(asked, target='paper').document(derivation))}}}"
    if quantity == "premise":
        from symrf.answers.documents.english.premises import valid_for

        return f"\\symrfwords{{{_words(valid_for(derivation, asked.form), asked)}}}"
    return f"\\ensuremath{{{_formula(_tree(derivation, quantity, asked), asked)}}}"


def _spelled(options: dict[str, str]) -> dict[str, str]:
    """Options of which a form such as `closed`, and contents such as `table`, stand by their names alone."""
    alone = [name for name, text in options.items() if not text]
    forms = [name for name in alone if name in FORMS]
    contents = [name for name in alone if name in CONTENTS]
    if set(contents) <= set(TOLD):
        contents = []
    found = {name: text for name, text in options.items() if name not in (*forms, *contents)}
    if forms:
        found["form"] = forms[-1]
    if contents:
        found["contents"] = ",".join([*contents, *([found["contents"]] if found.get("contents") else [])])
    return found


def _formula(tree: Written, asked: Request) -> str:
    """A formula in LaTeX, its symbols written as they are asked for."""
    from symrf.front.rendering.latex import mathematics

    (written,) = rewritten((tree,), asked.write_as)
    return mathematics(written)


def _words(inlines: tuple[Inline, ...], asked: Request) -> str:
    """A premise in LaTeX, its symbols written as they are asked for."""
    from symrf.front.rendering.latex import PAPER

    return PAPER.inlines(rewritten(inlines, asked.write_as))


def _tree(derivation: Derivation, quantity: str, asked: Request) -> Written:
    if NAMES[quantity].name == "size" and (at := asked.one(derivation)):
        return tupled([number(size) for size in derivation.at(**at).values()])
    tree = derivation.written(quantity, asked.form)
    if tree is None:
        raise InputError(_english.not_worked_out(quantity))
    at = asked.one(derivation) or {}
    if not symbols(tree) or not symbols(tree) <= at.keys():
        return tree
    entries = tree.entries if isinstance(tree, Tuple) else (tree,)
    return tupled([rational(evaluate(entry, at)) for entry in entries])
