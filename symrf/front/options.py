"""The options, in one table: the command, the magics of notebooks, \\symrf and Sphinx read theirs from it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from symrf.answers.documents.english.contents import CONTENTS
from symrf.errors import InputError
from symrf.formulas.forms import FORMS, FormName
from symrf.formulas.limits import BUDGET_SECONDS
from symrf.front import _english
from symrf.front.rendering.targets import TARGETS
from symrf.front.rendering.terminal import COLOR
from symrf.front.reports import REPORTS
from symrf.front.requests import DEFAULTS, Request
from symrf.networks.arguments import seconds
from symrf.networks.axes import check_axes
from symrf.networks.conventions import CONVENTIONS
from symrf.networks.derivation import ORIGINS
from symrf.networks.quantities import COLUMNS
from symrf.writers.table import WRITERS

__all__ = [
    "FORMATS",
    "IN_TEXTS",
    "OPTIONS",
    "Kind",
    "Option",
    "request",
    "request_of_settings",
    "request_of_words",
]

FORMATS = (*TARGETS, "json")


# ---- the table -------------------------------------------------------------------------------------------------------


class Kind(Enum):
    """How many texts stand behind the name of an option."""

    FLAG = "none"
    VALUE = "one"
    EACH = "one, and more where it stands again"
    LIST = "one and more"


@dataclass(frozen=True)
class Option:
    """A row of the table: the option's name, how many texts it has, how they are read, and which verbs take it.

    `texts` says whether documents, notebooks and Sphinx take it, too. `alias` is another name of it, `former` the one
    that it had once, which still works. Where there are `choices` a text is one of them.
    """

    name: str
    kind: Kind
    verbs: tuple[str, ...]
    read: Callable[[Request, Sequence[str]], Request]
    help: str
    metavar: str | None = None
    choices: tuple[str, ...] = ()
    texts: bool = True
    alias: str | None = None
    former: str | None = None


def _axes(texts: Sequence[str]) -> tuple[str, ...]:
    axes = tuple(axis.strip() for axis in texts[0].split(","))
    check_axes(axes)
    return axes


def _chosen(asked: Request, name: str) -> Request:
    """A request of which an option is chosen that a text may have itself."""
    return replace(asked, chosen=asked.chosen | {name})


def _listed(texts: Sequence[str]) -> tuple[str, ...]:
    """The parts of `a,b`."""
    return tuple(part.strip() for part in texts[0].split(",")) if texts[0] else ()


def _pieces(texts: Sequence[str], between: str) -> tuple[str, ...]:
    """What stands between signs, such as `k odd; k >= 3`."""
    return tuple(piece.strip() for text in texts for piece in re.split(between, text) if piece.strip())


def _inputs(texts: Sequence[str]) -> tuple[str, ...]:
    """The inputs of `64; w=32,h=64`."""
    found = _pieces(texts, ";")
    if not found:
        raise InputError(_english.AT_TAKES, texts[0], (0, 1))
    return found


def _meaning(texts: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The symbols of `W=w,H=h`."""
    named = {}
    for part in texts[0].split(","):
        symbol, _, meant = (piece.strip() for piece in part.partition("="))
        if not symbol or not meant:
            raise InputError(_english.MEANING_TAKES, texts[0])
        named[symbol] = meant
    return tuple(named.items())


def _seconds(text: str) -> float | None:
    number = re.fullmatch(r"\s*[0-9]{1,7}(\.[0-9]{1,3})?\s*", text)
    return seconds(float(text) if number else text)


def _depth(text: str) -> int:
    """How deep a table goes, from 1 on."""
    if not re.fullmatch(r"\s*[1-9][0-9]{0,3}\s*", text):
        raise InputError(_english.DEPTH_TAKES, text)
    return int(text)


_POINTS = {"pt": 1.0, "bp": 72.27 / 72, "pc": 12.0, "mm": 7.227 / 2.54, "cm": 72.27 / 2.54, "in": 72.27}
_NARROWEST, _WIDEST = 100, 2000  # points of a line


def _width(text: str) -> float:
    """A length in points."""
    found = re.fullmatch(r"\s*([0-9]{1,4}(?:\.[0-9]{1,5})?)\s*([a-z]{2})\s*", text)
    points = float(found[1]) * _POINTS.get(found[2], 0.0) if found else 0.0
    if not _NARROWEST <= points <= _WIDEST:
        raise InputError(_english.width_takes(_NARROWEST, _WIDEST), text, (0, len(text)))
    return points


def _caption(text: str) -> str:
    """A caption as one line of what is printed: LaTeX takes no paragraphs in it, and a terminal obeys what is not."""
    return "".join(filter(str.isprintable, " ".join(text.split())))


def _label(text: str) -> str:
    """What a paper refers to a table or a picture by."""
    if not re.fullmatch(r"[A-Za-z0-9:._-]+", text):
        raise InputError(_english.no_label(text))
    return text


def _address(text: str) -> str:
    if not re.fullmatch(r"(?:https?|file)://[^\s#\"<>]+", text):
        raise InputError(_english.PAGE_TAKES, text, (0, len(text)))
    return text


def _port(text: str) -> int:
    if re.fullmatch("[0-9]{1,5}", text) and int(text) < 2**16:
        return int(text)
    raise InputError(_english.no_port(text))


def _kind(text: str) -> str:
    """A kind of what is read; an InputError lists them."""
    from symrf.readers.detection import reader_named
    from symrf.readers.table import NOTATION

    return text if text == NOTATION else reader_named(text).name


def _form(text: str) -> FormName:
    return next(form for form in FORMS if form == text)


_READ = ("read",)
_SHOW = ("derive", "compare")
_ASK = ("check", "solve")
_ALL = (*_SHOW, *_ASK)
_WRITE = (*_ALL, "about")
_NUMBERED = (*_ALL, "write")
_SOURCE = (*_NUMBERED, *_READ)
_ORIGINS = {f"{origin:g}": float(origin) for origin in ORIGINS}


def _target(verbs: tuple[str, ...], targets: tuple[str, ...]) -> Option:
    """The option that says where a document goes, or a report."""
    return Option(
        *("for", Kind.VALUE, verbs, lambda asked, texts: replace(asked, target=texts[0])),
        help=f"where the document goes: {', '.join(targets)}; default: text, or what the name of the file says",
        metavar="TARGET",
        choices=targets,
        texts=False,
        alias="format",
    )


OPTIONS = (
    Option(
        *("steps", Kind.FLAG, _SHOW, lambda asked, _: replace(asked, steps=True)),
        help="show the rule, numbers and result for each layer",
    ),
    Option(
        *("reach", Kind.FLAG, _SHOW, lambda asked, _: replace(asked, reach=True)),
        help="show which pixels the outputs read, and by how many paths",
    ),
    Option(
        *("costs", Kind.FLAG, _SHOW, lambda asked, _: replace(asked, costs=True)),
        help="show the parameters, MACs and activations of each layer",
    ),
    Option(
        *("axes", Kind.VALUE, _NUMBERED, lambda asked, texts: _chosen(replace(asked, axes=_axes(texts)), "axes")),
        help="names of the axes, one to three; default: w,h",
        metavar="W,H",
    ),
    Option(
        *("at", Kind.EACH, _NUMBERED, lambda asked, texts: replace(asked, at=_inputs(texts))),
        help="sizes of the input, and values of symbols; again for another input",
        metavar="W=64,H=64",
    ),
    Option(
        *("form", Kind.VALUE, _SHOW, lambda asked, texts: replace(asked, form=_form(texts[0]))),
        help="how sizes are written: hand (default), nested, closed",
        metavar="FORM",
        choices=FORMS,
    ),
    Option(
        *(
            "convention",
            Kind.VALUE,
            _NUMBERED,
            lambda asked, texts: _chosen(replace(asked, convention=texts[0]), "convention"),
        ),
        help=f"the framework: {', '.join(CONVENTIONS)}; default: {DEFAULTS.convention}",
        metavar="NAME",
    ),
    Option(
        *("origin", Kind.VALUE, (*_SHOW, "check"), lambda asked, texts: replace(asked, origin=_ORIGINS[texts[0]])),
        help="the first pixel's centre: 0 (default), 0.5, 1",
        metavar="X",
        choices=tuple(_ORIGINS),
    ),
    Option(
        *("where", Kind.LIST, _NUMBERED, lambda asked, texts: replace(asked, where=_pieces(texts, ";"))),
        help="what to assume of symbols: 'k odd', 's >= 2', 'p=(k-1)/2'",
        metavar="THAT",
    ),
    Option(
        *("meaning", Kind.VALUE, _ASK, lambda asked, texts: replace(asked, meaning=_meaning(texts))),
        help="what symbols in formulas stand for",
        metavar="W=w,H=h",
        former="symbols",
    ),
    Option(
        *("unknown", Kind.VALUE, ("solve",), lambda asked, texts: replace(asked, unknown=texts[0])),
        help="the unknown, if there are several symbols",
        metavar="NAME",
        texts=False,
    ),
    Option(
        *("contents", Kind.VALUE, _SHOW, lambda asked, texts: replace(asked, contents=_listed(texts))),
        help=f"what the document holds, in this order: {', '.join(CONTENTS)}",
        metavar="A,B",
    ),
    Option(
        *("columns", Kind.VALUE, _SHOW, lambda asked, texts: replace(asked, columns=_listed(texts))),
        help=f"columns of the table of layers: {', '.join(COLUMNS)}",
        metavar="A,B",
    ),
    Option(
        *("depth", Kind.VALUE, _SHOW, lambda asked, texts: replace(asked, depth=_depth(texts[0]))),
        help="how deep the table goes: 1 has a row for each group; default: as deep as 40 rows allow",
        metavar="N",
    ),
    Option(
        *("arrows", Kind.FLAG, _SHOW, lambda asked, _: replace(asked, arrows=True)),
        help="write I → F → M, not M ∘ F ∘ I",
    ),
    Option(
        *("notation", Kind.FLAG, _SHOW, lambda asked, _: replace(asked, notation=True)),
        help="show layers as c3s1 in what is published, too",
    ),
    Option(
        *("write-as", Kind.LIST, _WRITE, lambda asked, texts: replace(asked, write_as=_pieces(texts, "[,;]"))),
        help="how a symbol is written",
        metavar="w=W_{in}",
        former="symbol",
    ),
    _target((*_SHOW, "solve", "about"), FORMATS),
    _target(("check",), (*FORMATS, *REPORTS)),
    _target(_READ, ("text", "json")),
    Option(
        *("standalone", Kind.FLAG, _WRITE, lambda asked, _: replace(asked, standalone=True)),
        help="a complete document that compiles",
        texts=False,
    ),
    Option(
        *("fragment", Kind.FLAG, _WRITE, lambda asked, _: replace(asked, standalone=False)),
        help="a fragment to paste into a document; the default",
        texts=False,
    ),
    Option(
        *("color", Kind.VALUE, _WRITE, lambda asked, texts: replace(asked, color=texts[0])),
        help="when text is coloured: auto (on a terminal, the default), always, never",
        metavar="WHEN",
        choices=COLOR,
        texts=False,
    ),
    Option(
        *(
            "o",
            Kind.VALUE,
            (*_WRITE, "write", "examples", "completion"),
            lambda asked, texts: replace(asked, output=texts[0]),
        ),
        help="write a file: .tex, .md, .html, .typ, .pdf, …",
        metavar="FILE",
        texts=False,
    ),
    Option(
        *("width", Kind.VALUE, _WRITE, lambda asked, texts: replace(asked, width=_width(texts[0]))),
        help="how wide the lines of a paper are: of its columns, where it has two",
        metavar="3.5in",
    ),
    Option(
        *("caption", Kind.VALUE, _WRITE, lambda asked, texts: replace(asked, caption=_caption(texts[0]))),
        help="the caption of the first table or picture",
        metavar="TEXT",
    ),
    Option(
        *("label", Kind.VALUE, _WRITE, lambda asked, texts: replace(asked, label=_label(texts[0]))),
        help="its label, by which a paper refers to it",
        metavar="tab:layers",
    ),
    Option(
        *("budget", Kind.VALUE, _NUMBERED, lambda asked, texts: replace(asked, budget=_seconds(texts[0]))),
        help=f"CPU time that one question may take; default: {BUDGET_SECONDS}",
        metavar="SECONDS",
    ),
    Option(
        *("strict", Kind.FLAG, ("check",), lambda asked, _: replace(asked, strict=True)),
        help="exit with 1 for conditional claims, too",
        texts=False,
    ),
    Option(
        *("why", Kind.FLAG, ("check",), lambda asked, _: replace(asked, why=True)),
        help="name the slips that would give a wrong number; the default",
        texts=False,
    ),
    Option(
        *("no-why", Kind.FLAG, ("check",), lambda asked, _: replace(asked, why=False)),
        help="do not look for slips",
        texts=False,
    ),
    Option(
        *("rate", Kind.VALUE, ("check",), lambda asked, texts: replace(asked, rate=texts[0])),
        help="samples per second, for claims in ms and s",
        metavar="16000",
    ),
    Option(
        *("pixel", Kind.VALUE, ("check",), lambda asked, texts: replace(asked, pixel=texts[0])),
        help="the length of a pixel, for claims in m, cm, …",
        metavar="0.05m",
    ),
    Option(
        *("quiet", Kind.FLAG, ("check",), lambda asked, _: replace(asked, quiet=True)),
        help="print only what is not proved",
        texts=False,
    ),
    Option(
        *("certificate", Kind.VALUE, _ASK, lambda asked, texts: replace(asked, certificate=texts[0])),
        help="write the verdicts as theorems: .v for Rocq, .smt2 for z3",
        metavar="FILE",
        texts=False,
    ),
    Option(
        *("as", Kind.VALUE, ("write",), lambda asked, texts: replace(asked, written=texts[0])),
        help=f"for which program: {', '.join(WRITERS)}; default: what the name of the file says",
        metavar="FORM",
        choices=tuple(WRITERS),
        texts=False,
    ),
    Option(
        *("from", Kind.VALUE, _SOURCE, lambda asked, texts: replace(asked, kind=_kind(texts[0]))),
        help="the kind of text or file, if it is not recognized",
        metavar="KIND",
        texts=False,
    ),
    Option(
        *("network", Kind.VALUE, _SOURCE, lambda asked, texts: replace(asked, network=texts[0])),
        help="which network, if the text has several",
        metavar="NAME",
        texts=False,
    ),
    Option(
        *("assume", Kind.LIST, _SOURCE, lambda asked, texts: replace(asked, assume=tuple(texts))),
        help="what a module is, if the text does not define it",
        metavar="'SPPF = …'",
        texts=False,
    ),
    Option(
        *("page", Kind.VALUE, ("derive", "check"), lambda asked, texts: replace(asked, page=_address(texts[0]))),
        help="the address of the page of symrf: say where on it this is shown",
        metavar="URL",
    ),
    Option(
        *("sty", Kind.FLAG, ("latex-cache",), lambda asked, _: replace(asked, sty=True)),
        help="put symrf.sty beside it; alone: print where symrf.sty is",
        texts=False,
    ),
    Option(
        *("port", Kind.VALUE, ("serve",), lambda asked, texts: replace(asked, port=_port(texts[0]))),
        help="where the page is; 0 is any that is free",
        metavar="N",
        texts=False,
    ),
    Option(
        *("open", Kind.FLAG, ("serve",), lambda asked, _: replace(asked, open=True)),
        help="show it in the browser",
        texts=False,
    ),
)
IN_TEXTS = tuple(option for option in OPTIONS if option.texts)


# ---- reading ---------------------------------------------------------------------------------------------------------


def request(
    options: Mapping[str, Sequence[str]],
    given: Request = DEFAULTS,
    taken: Sequence[Option] = IN_TEXTS,
    sign: str = "",
) -> Request:
    """What options by name ask for, and else as given; an InputError names what is no option, or no value of one.

    >>> request({"axes": ["t"], "where": ["k odd; k >= 3"]}).where
    ('k odd', 'k >= 3')
    """
    known = {name: option for option in taken for name in (option.name, option.alias, option.former) if name}
    found: dict[str, list[str]] = {}
    typed: dict[str, str] = {}
    notes = dict.fromkeys(given.notes)
    for name, texts in options.items():
        if name not in known:
            raise InputError(_english.no_option(name, (option.name for option in taken)))
        option = known[name]
        if name == option.former:
            notes[_english.is_now(f"{sign}{name}", f"{sign}{option.name}")] = None
        found.setdefault(option.name, []).extend(texts)
        typed[option.name] = f"{sign}{name}"
    if {"standalone", "fragment"} <= found.keys():
        raise InputError(_english.EXCLUDE_EACH_OTHER)
    for option in taken:
        if option.name in found:
            texts = found[option.name]
            _check(option, typed[option.name], texts)
            given = option.read(given, texts)
    return replace(given, notes=tuple(notes))


def _check(option: Option, name: str, texts: Sequence[str]) -> None:
    """Refuse texts that are too many, too few, or none of the choices, by the name that was typed."""
    if option.kind is Kind.FLAG and texts:
        raise InputError(_english.takes_no_value(name, texts))
    if option.kind is not Kind.FLAG and not texts:
        raise InputError(_english.needs_a_value(name))
    if option.kind is Kind.VALUE and len(texts) > 1:
        raise InputError(_english.takes_one_value(name, texts))
    if option.choices and texts[0] not in option.choices:
        raise InputError(_english.no_choice(name, option.choices, texts[0]))


def request_of_settings(settings: Mapping[str, str | None], given: Request = DEFAULTS) -> Request:
    """What options with a text each ask for, of which a flag has none.

    >>> request_of_settings({"axes": "t", "steps": ""}).steps
    True
    """
    stripped = {name: (text or "").strip() for name, text in settings.items()}
    return request({name: [text] if text else [] for name, text in stripped.items()}, given)


def request_of_words(line: str, given: Request = DEFAULTS) -> Request:
    """What a line such as `--axes t --where "k odd" "k >= 3" --steps` asks for, and else as given.

    >>> request_of_words("--axes t --steps").axes
    ('t',)
    """
    import shlex

    try:
        words = shlex.split(line)
    except ValueError:
        raise InputError(_english.QUOTATION_MARK_IS_OPEN, line, (0, len(line))) from None
    options: dict[str, list[str]] = {}
    last: list[str] | None = None
    for word in words:
        if word.startswith("--"):
            name, equals, value = word[2:].partition("=")
            last = options.setdefault(name, [])
            last += [value] if equals else []
        elif last is None:
            start = max(line.find(word), 0)
            raise InputError(_english.OPTIONS_START_WITH, line, (start, start + len(word)))
        else:
            last.append(word)
    return request(options, given, sign="--")
