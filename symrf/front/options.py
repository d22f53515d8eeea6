"""The options, in one table: the command, the magics of notebooks, \\symrf and Sphinx read theirs from it."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache, partial
from typing import NoReturn

import symrf
from symrf.answers.documents.english.contents import CONTENTS
from symrf.errors import InputError
from symrf.formulas.forms import FORMS, FormName
from symrf.front.rendering.targets import TARGETS
from symrf.front.requests import DEFAULTS, Request
from symrf.networks.axes import check_axes
from symrf.networks.conventions import CONVENTIONS
from symrf.networks.derivation import ORIGINS
from symrf.networks.quantities import QUANTITIES

__all__ = [
    "EXAMPLES",
    "FORMATS",
    "IN_TEXTS",
    "OPTIONS",
    "Command",
    "Kind",
    "Option",
    "command",
    "request",
    "request_of_settings",
    "request_of_words",
]

FORMATS = (*TARGETS, "json")
EXAMPLES = """\
  symrf "c3s1 p2s2 c3s1"
  symrf compare "c3s1 c3s1" "c3s1 p2s2 c3s1" --at w=64,h=64
"""
MORE = """\
  symrf derive "c3s2p1 p3s2p1" --format latex --steps
  symrf derive "(c3p1 c3p1 p2)*5" --at w=224,h=224 --format json
  symrf "c3s2same p2" --convention tensorflow --axes t
  symrf "(c{k}p{p} p2)*{n}" --where "k odd" "p = (k-1)/2"
  symrf @network.txt
  symrf check "c3s1 p2s2 c3s1" "size = ((w-2)/2-2, (h-2)/2-2)" "rf = (8,8)"
  symrf check claims.txt
  symrf check paper.tex answer.md
  symrf latex-cache paper.tex
  symrf solve "(c3 c3 p2)*{n}" "rf >= 224"
  symrf solve "c{k}p{p}" "size = w" --unknown p
  symrf derive "c3s1 p2s2 c3s1" --for paper --contents prose,steps,table --write-as "w=W_{in}" -o derivation.tex
"""


# ---- the table -------------------------------------------------------------------------------------------------------


class Kind(Enum):
    """How many texts stand behind the name of an option."""

    FLAG = "none"
    VALUE = "one"
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


def _listed(texts: Sequence[str]) -> tuple[str, ...]:
    """The parts of `a,b`."""
    return tuple(part.strip() for part in texts[0].split(",")) if texts[0] else ()


def _pieces(texts: Sequence[str], between: str) -> tuple[str, ...]:
    """What stands between signs, such as `k odd; k >= 3`."""
    return tuple(piece.strip() for text in texts for piece in re.split(between, text) if piece.strip())


def _meaning(texts: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The symbols of `W=w,H=h`."""
    named = {}
    for part in texts[0].split(","):
        symbol, _, meant = (piece.strip() for piece in part.partition("="))
        if not symbol or not meant:
            raise InputError("meaning takes symbols and what they stand for, such as W=w,H=h", texts[0])
        named[symbol] = meant
    return tuple(named.items())


def _form(text: str) -> FormName:
    return next(form for form in FORMS if form == text)


_DERIVE = ("derive",)
_SHOW = ("derive", "compare")
_ASK = ("check", "solve")
_ALL = (*_SHOW, *_ASK)
_ORIGINS = {f"{origin:g}": float(origin) for origin in ORIGINS}

OPTIONS = (
    Option(
        *("steps", Kind.FLAG, _DERIVE, lambda asked, _: replace(asked, steps=True)),
        help="show rule, numbers and result for each layer",
    ),
    Option(
        *("reach", Kind.FLAG, _DERIVE, lambda asked, _: replace(asked, reach=True)),
        help="show which inputs the outputs read, and by how many paths",
    ),
    Option(
        *("costs", Kind.FLAG, _DERIVE, lambda asked, _: replace(asked, costs=True)),
        help="show parameters, MACs and activations of each layer",
    ),
    Option(
        *("axes", Kind.VALUE, _ALL, lambda asked, texts: replace(asked, axes=_axes(texts))),
        help="names of one to three axes; default: w,h",
        metavar="W,H",
    ),
    Option(
        *("at", Kind.VALUE, (*_SHOW, "solve"), lambda asked, texts: replace(asked, at=texts[0])),
        help="input sizes to put in, and values of symbols",
        metavar="W=64,H=64",
    ),
    Option(
        *("form", Kind.VALUE, _SHOW, lambda asked, texts: replace(asked, form=_form(texts[0]))),
        help="how sizes are written: hand, nested, closed; default: hand",
        metavar="FORM",
        choices=FORMS,
    ),
    Option(
        *("convention", Kind.VALUE, _ALL, lambda asked, texts: replace(asked, convention=texts[0])),
        help=", ".join(CONVENTIONS),
        metavar="NAME",
    ),
    Option(
        *("origin", Kind.VALUE, _SHOW, lambda asked, texts: replace(asked, origin=_ORIGINS[texts[0]])),
        help="the first pixel's centre: 0, 0.5, 1; default: 0",
        metavar="X",
        choices=tuple(_ORIGINS),
    ),
    Option(
        *("where", Kind.LIST, _ALL, lambda asked, texts: replace(asked, where=_pieces(texts, ";"))),
        help="what holds of symbols: 'k odd', 'p = (k-1)/2', 's >= 2'",
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
        help="the unknown, where there are several symbols",
        metavar="NAME",
        texts=False,
    ),
    Option(
        *("contents", Kind.VALUE, _DERIVE, lambda asked, texts: replace(asked, contents=_listed(texts))),
        help=f"what the document holds, in this order: {', '.join(CONTENTS)}",
        metavar="A,B",
    ),
    Option(
        *("columns", Kind.VALUE, _DERIVE, lambda asked, texts: replace(asked, columns=_listed(texts))),
        help=f"of the table of layers: {', '.join(QUANTITIES)}",
        metavar="A,B",
    ),
    Option(
        *("arrows", Kind.FLAG, _DERIVE, lambda asked, _: replace(asked, arrows=True)),
        help="I → F → M, and not M ∘ F ∘ I",
    ),
    Option(
        *("write-as", Kind.LIST, _ALL, lambda asked, texts: replace(asked, write_as=_pieces(texts, "[,;]"))),
        help="how a symbol is written",
        metavar="w=W_{in}",
        former="symbol",
    ),
    Option(
        *("for", Kind.VALUE, _ALL, lambda asked, texts: replace(asked, target=texts[0])),
        help=f"where the document goes: {', '.join(FORMATS)}; default: text, or what the name of the file says",
        metavar="TARGET",
        choices=FORMATS,
        texts=False,
        alias="format",
    ),
    Option(
        *("standalone", Kind.FLAG, _ALL, lambda asked, _: replace(asked, standalone=True)),
        help="a whole document, which compiles",
        texts=False,
    ),
    Option(
        *("fragment", Kind.FLAG, _ALL, lambda asked, _: replace(asked, standalone=False)),
        help="what can be pasted into one; the default",
        texts=False,
    ),
    Option(
        *("o", Kind.VALUE, _ALL, lambda asked, texts: replace(asked, output=texts[0])),
        help="write a file: .tex, .md, .html, .typ, .pdf, …",
        metavar="FILE",
        texts=False,
    ),
    Option(
        *("strict", Kind.FLAG, ("check",), lambda asked, _: replace(asked, strict=True)),
        help="exit with 1 for a conditional claim, too",
        texts=False,
    ),
    Option(
        *("sty", Kind.FLAG, ("latex-cache",), lambda asked, _: replace(asked, sty=True)),
        help="put symrf.sty beside it; alone: print where symrf.sty is",
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
    notes = dict.fromkeys(given.notes)
    for name, texts in options.items():
        if name not in known:
            raise InputError(f"there is no option {name}: there are {', '.join(option.name for option in taken)}")
        option = known[name]
        if name == option.former:
            notes[f"{sign}{name} is now {sign}{option.name}"] = None
        found.setdefault(option.name, []).extend(texts)
    if {"standalone", "fragment"} <= found.keys():
        raise InputError("--standalone and --fragment exclude each other")
    for option in taken:
        if option.name in found:
            texts = found[option.name]
            _check(option, texts)
            given = option.read(given, texts)
    return replace(given, notes=tuple(notes))


def _check(option: Option, texts: Sequence[str]) -> None:
    """Refuse texts that are too many, too few, or none of the choices."""
    if option.kind is Kind.FLAG and texts:
        raise InputError(f"{option.name} takes no value, and is given {' '.join(texts)!r}")
    if option.kind is not Kind.FLAG and not texts:
        raise InputError(f"{option.name} needs a value")
    if option.kind is Kind.VALUE and len(texts) > 1:
        raise InputError(f"{option.name} takes one value, and is given {' and '.join(texts)}")
    if option.choices and texts[0] not in option.choices:
        raise InputError(f"{option.name} is one of {', '.join(option.choices)}, not {texts[0]!r}")


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
        raise InputError("a quotation mark is never closed", line, (0, len(line))) from None
    options: dict[str, list[str]] = {}
    last: list[str] | None = None
    for word in words:
        if word.startswith("--"):
            name, equals, value = word[2:].partition("=")
            last = options.setdefault(name, [])
            last += [value] if equals else []
        elif last is None:
            start = max(line.find(word), 0)
            raise InputError("options start with --, such as --axes t", line, (start, start + len(word)))
        else:
            last.append(word)
    return request(options, given, sign="--")


# ---- the command -----------------------------------------------------------------------------------------------------


_NETWORK = ("ARCH", None, "a network such as 'c3s1 p2s2'; - is standard input, @FILE a file")
_VERBS: Mapping[str, tuple[str, tuple[tuple[str, str | None, str], ...]]] = {  # its help, and the words behind it
    "derive": ("one network (the verb may be left out)", (_NETWORK,)),
    "compare": (
        "several networks side by side, with their derivations",
        (("ARCH", "+", "networks; - is standard input, @FILE a file"),),
    ),
    "check": (
        "claims about a network, in a file of claims, or in documents",
        (
            ("ARCH|FILE", None, "a network, a file of claims, or a .tex, .md or .ipynb"),
            ("CLAIM|FILE", "*", "such as 'rf = 5'; or more documents"),
        ),
    ),
    "solve": (
        "the inputs, or the parameter, for which conditions hold",
        (_NETWORK, ("CONDITION", "+", "such as 'size = 28' or 'rf >= 224'")),
    ),
    "latex-cache": (
        "derive what \\symrf{...} in a .tex asks for, for symrf.sty",
        (("FILE.tex", "?", "the main file of a document"),),
    ),
}


@dataclass(frozen=True)
class Command:
    """What the command is to do: its verb, the networks, claims and files behind it, and what is asked of them."""

    verb: str
    texts: tuple[str, ...]
    request: Request


def command(words: Sequence[str]) -> Command:
    """What words on a command line ask for; --help and --version are answered at once.

    >>> asked = command(["solve", "(c3)*{n}", "rf >= 9", "--at", "w=20"])
    >>> asked.verb, asked.texts, asked.request.at
    ('solve', ('(c3)*{n}', 'rf >= 9'), 'w=20')
    """
    if words[0] in ("-h", "--help", "--version"):
        _whole().parse_args(words)
    verb, rest = (words[0], words[1:]) if words[0] in _VERBS else ("derive", words)
    namespace = vars(_behind(verb).parse_intermixed_args(rest))
    taken = tuple(option for option in OPTIONS if verb in option.verbs)
    names = [name for option in taken for name in (option.name, option.alias, option.former) if name]
    options: dict[str, list[str]] = {name: namespace[name] for name in names if namespace[name] is not None}
    texts: list[str] = []
    for place in range(len(_VERBS[verb][1])):
        said = namespace[f"word {place}"]
        texts += said if isinstance(said, list) else [] if said is None else [said]
    notes: tuple[str, ...] = ()
    if verb == "solve" and (unknowns := [text for text in options.get("for", ()) if text not in FORMATS]):
        options["for"] = [text for text in options["for"] if text in FORMATS]
        options["unknown"] = [*options.get("unknown", ()), *unknowns]
        notes = (f"--for {unknowns[0]} is now --unknown {unknowns[0]}",)
        if not options["for"]:
            del options["for"]
    return Command(verb, tuple(texts), request(options, replace(DEFAULTS, notes=notes), taken, "--"))


_WIDTH = 78  # columns of the help: where none is given, argparse asks the terminal for each option


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints are one line, like every other message."""

    def error(self, message: str) -> NoReturn:
        raise InputError(f"{message} (symrf --help shows examples)")


def _whole() -> argparse.ArgumentParser:
    """What answers --help and --version; it knows the verbs by their names alone."""
    whole = _Parser(
        prog="symrf",
        description="Closed-form output sizes and receptive fields of convolutional networks, with the steps.",
        epilog=f"examples:\n{EXAMPLES}{MORE}",
        formatter_class=partial(argparse.RawDescriptionHelpFormatter, width=_WIDTH),
    )
    whole.add_argument("--version", action="version", version=f"symrf {symrf.__version__}")
    verbs = whole.add_subparsers(dest="verb", metavar="VERB", required=True)
    for verb, (told, _) in _VERBS.items():
        verbs.add_parser(verb, help=told)
    return whole


@cache
def _behind(verb: str) -> argparse.ArgumentParser:
    """What reads the words behind a verb."""
    parser = _Parser(prog=f"symrf {verb}", formatter_class=partial(argparse.HelpFormatter, width=_WIDTH))
    for place, (metavar, count, meant) in enumerate(_VERBS[verb][1]):
        parser.add_argument(f"word {place}", metavar=metavar, nargs=count, help=meant)
    for option in OPTIONS:
        if verb in option.verbs:
            _add(parser, option, verb)
    return parser


def _add(parser: argparse.ArgumentParser, option: Option, verb: str) -> None:
    """Let a parser take an option under all its names, each with the texts behind it; a former one is not shown."""
    helps = {option.name: option.help, option.alias: f"the same as --{option.name}", option.former: argparse.SUPPRESS}
    for name, told in helps.items():
        if name is None:
            continue
        flag = f"-{name}" if len(name) == 1 else f"--{name}"
        if option.kind is Kind.FLAG:
            parser.add_argument(flag, dest=name, action="store_const", const=[], help=told)
            continue
        choices = None if verb == "solve" and name == "for" else option.choices or None
        many = option.kind is Kind.LIST
        parser.add_argument(
            flag,
            dest=name,
            metavar=option.metavar,
            action="extend" if many else "append",
            nargs="+" if many else None,
            choices=choices,
            help=told,
        )
