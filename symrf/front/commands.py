"""The verbs of the command, and how the words of a command line are read, with the table of options."""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from os.path import exists
from typing import NoReturn

import symrf
from symrf.errors import InputError, SymrfError
from symrf.formulas.spelling import nearest
from symrf.front import _english
from symrf.front.completion import SHELLS
from symrf.front.examples import EXAMPLES
from symrf.front.options import FORMATS, OPTIONS, Kind, Option, request
from symrf.front.requests import DEFAULTS, Request

__all__ = ["VERBS", "Command", "command", "help_of", "is_claim", "is_network"]

_NETWORK = ("ARCH", None, "a network such as 'c3s1 p2s2', or what is read: a file, a pasted text, - for standard input")
VERBS: Mapping[str, tuple[str, tuple[tuple[str, str | None, str], ...]]] = {  # its help, and the words behind it
    "derive": ("one network (the verb may be left out)", (_NETWORK,)),
    "compare": (
        "several networks side by side, with their derivations",
        (("ARCH", "+", "networks, or what is read: files, pasted texts, - for standard input"),),
    ),
    "read": (
        "in the notation what other programs wrote: source, prints, tables, ONNX …",
        (("SOURCE", None, "a file, a pasted text, or - for standard input"),),
    ),
    "write": ("a network as code or a file for another program", (_NETWORK,)),
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
    "about": (
        "what a layer, a rule, a quantity or a slip is: its law, each framework's way",
        (("WORD", "+", "such as c, same, ceil, relu, rf, receptive field, slips"),),
    ),
    "latex-cache": (
        "derive what \\symrf{...} in a .tex asks for, for symrf.sty",
        (("FILE.tex", "?", "the main file of a document"),),
    ),
    "serve": ("the page, for the browsers of this computer, until Ctrl-C", ()),
    "help": (
        "help on a verb or an option; what a layer, a rule, a quantity or a slip is",
        (("WORD", "*", "such as check, contents, dilation"),),
    ),
    "examples": (
        "published networks in the notation: all of them, or one by its name",
        (("NAME", "?", "such as resnet18"),),
    ),
    "completion": (
        f"what completes the command in a shell: {', '.join(SHELLS)}",
        (("SHELL", None, "such as bash: source <(symrf completion bash)"),),
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
    ('solve', ('(c3)*{n}', 'rf >= 9'), ('w=20',))
    """
    if words[0] in ("-h", "--help", "--version"):
        _whole().parse_args(words)
    verb, rest = _begun(words)
    _check_verb(words)
    if verb == "help":
        rest = [word if word in ("-h", "--help") else re.sub("^--?(?=.)", "", word) for word in rest]
    found, beyond = _behind(verb).parse_known_intermixed_args(_freed(verb, rest))
    namespace = vars(found)
    if beyond and verb == "derive" and not any(text.startswith("-") or "=" in text for text in beyond):
        raise InputError(_english.network_is_one_word([namespace["word 0"], *beyond]))
    taken = tuple(option for option in OPTIONS if verb in option.verbs)
    if beyond:
        known = [name for option in taken for name in (option.name, option.alias) if name and len(name) > 1]
        raise InputError(_english.with_help(_english.unrecognized(beyond, known)))
    names = [name for option in taken for name in (option.name, option.alias, option.former) if name]
    options: dict[str, list[str]] = {name: _texts(namespace[name]) for name in names if namespace[name] is not None}
    texts: list[str] = []
    for place in range(len(VERBS[verb][1])):
        said = namespace[f"word {place}"]
        texts += said if isinstance(said, list) else [] if said is None else [said]
    notes: tuple[str, ...] = ()
    if verb == "solve" and (unknowns := [text for text in options.get("for", ()) if text not in FORMATS]):
        options["for"] = [text for text in options["for"] if text in FORMATS]
        options["unknown"] = [*options.get("unknown", ()), *unknowns]
        notes = (_english.is_now(f"--for {unknowns[0]}", f"--unknown {unknowns[0]}"),)
        if not options["for"]:
            del options["for"]
    return Command(verb, tuple(texts), request(options, replace(DEFAULTS, notes=notes), taken, "--"))


def _texts(values: Sequence[str | list[str]]) -> list[str]:
    """The texts behind an option; of `--caption=--` argparse leaves an empty list, as two hyphens end its options."""
    return [value if isinstance(value, str) else "--" for value in values]


def _begun(words: Sequence[str]) -> tuple[str, Sequence[str]]:
    """The verb with which words begin, and those behind it; where it is left out they are about one network."""
    return (words[0], words[1:]) if words[0] in VERBS else ("derive", words)


def _check_verb(words: Sequence[str]) -> None:
    """Refuse a word that is no verb and no network, where it is spelt nearly as a verb; an InputError says which."""
    word = words[0]
    meant = nearest(word, VERBS) if word.isalpha() and word not in VERBS else None
    if meant is not None and not exists(word) and not is_network(word):
        raise InputError(_english.no_verb(word, meant))


def help_of(words: Sequence[str]) -> str | None:
    """The help on a verb, or on an option; on the command where there is no word, and None where it is neither.

    >>> print(help_of(["form"]))
    --form FORM
      how sizes are written: hand (default), nested, closed
      symrf derive, symrf compare
    <BLANKLINE>
    """
    if not words:
        return _whole().format_help()
    word = words[0].removeprefix("--")
    if word in VERBS:
        return _behind(word).format_help()
    rows = [option for option in OPTIONS if word in (option.name, option.alias)]
    told = (_english.of_option(each.name, each.metavar, each.help, each.verbs) for each in rows)
    return "\n".join(told) if rows else None


def _freed(verb: str, words: Sequence[str]) -> Sequence[str]:
    """Words whose option with a list, as in `--where "k odd" "rf = 4"`, took what the verb is about: that comes first.

    So it is where the verb would else have no network or no claim, and is not about a file.
    """
    lists = [f"--{name}" for each in OPTIONS if each.kind is Kind.LIST for name in (each.name, each.former) if name]
    for place, word in enumerate(words):
        if word not in lists:
            continue
        end = next((at for at in range(place + 1, len(words)) if words[at].startswith("--")), len(words))
        start = end
        while start > place + 2 and (is_network(words[start - 1]) or is_claim(words[start - 1])):
            start -= 1
        kept, freed = [*words[:place], *words[end:]], words[start:end]
        wanted = is_claim if verb in ("check", "solve") else is_network
        files = [] if verb == "solve" else [each for each in kept if each[:1] == "@" or each == "-" or exists(each)]
        if freed and not files and not any(map(wanted, kept)):
            return [*words[:place], *freed, *words[place:start], *words[end:]]
    return words


def is_network(text: str) -> bool:
    """Whether a text is in the notation of networks.

    >>> is_network("c3 p2"), is_network("k odd")
    (True, False)
    """
    try:
        symrf.parse(text)
    except SymrfError:
        return False
    return True


def is_claim(text: str) -> bool:
    """Whether a text says something of a quantity by its name; a letter may be a symbol of the network.

    >>> is_claim("rf = 4"), is_claim("r = 4")
    (True, False)
    """
    from symrf.answers.claims import reader
    from symrf.answers.claims.heads import spoken

    name = re.match(r"\s*([A-Za-z]\w*)", text)
    said = None if name is None else spoken(name[1])
    return said is not None and not said.loose and reader.is_claim(text)


_WIDTH = 78  # columns of the help: where none is given, argparse asks the terminal for each option


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints are one line, like every other message."""

    def error(self, message: str) -> NoReturn:
        raise InputError(_english.with_help(message))


def _whole() -> argparse.ArgumentParser:
    """What answers --help and --version; it knows the verbs by their names alone."""
    whole = _parser("symrf", _english.DESCRIPTION, None)
    whole.add_argument("--version", action="version", version=f"symrf {symrf.__version__}")
    verbs = whole.add_subparsers(dest="verb", metavar="VERB", required=True)
    for verb, (told, _) in VERBS.items():
        verbs.add_parser(verb, help=told)
    return whole


@cache
def _behind(verb: str) -> argparse.ArgumentParser:
    """What reads the words behind a verb."""
    told, words = VERBS[verb]
    parser = _parser(f"symrf {verb}", told, verb)
    for place, (metavar, count, meant) in enumerate(words):
        parser.add_argument(f"word {place}", metavar=metavar, nargs=count, help=meant)
    for option in OPTIONS:
        if verb in option.verbs:
            _add(parser, option)
    return parser


def _parser(name: str, told: str, verb: str | None) -> argparse.ArgumentParser:
    """A parser with its examples below."""
    shown = EXAMPLES[verb] if verb else [lines[0] for lines in EXAMPLES.values()]
    layout = partial(argparse.RawDescriptionHelpFormatter, width=_WIDTH)
    return _Parser(prog=name, description=told, epilog=_english.examples(shown), formatter_class=layout)


def _add(parser: argparse.ArgumentParser, option: Option) -> None:
    """Let a parser take an option under all its names, each with the texts behind it; a former one is not shown."""
    helps = {option.name: option.help, option.alias: _english.same_as(option.name), option.former: argparse.SUPPRESS}
    for name, told in helps.items():
        if name is None:
            continue
        flag = f"-{name}" if len(name) == 1 else f"--{name}"
        if option.kind is Kind.FLAG:
            parser.add_argument(flag, dest=name, action="store_const", const=[], help=told)
            continue
        many = option.kind is Kind.LIST
        parser.add_argument(
            flag,
            dest=name,
            metavar=option.metavar,
            action="extend" if many else "append",
            nargs="+" if many else None,
            help=told,
        )
