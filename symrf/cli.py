"""The command: `symrf "c3s1 p2s2 c3s1"`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import symrf
from symrf.errors import InputError, SymrfError
from symrf.files import decoded, text_of
from symrf.options import EXAMPLES, VERBS, parser
from symrf.publication import format_of, laid_out, write
from symrf.targets import PICTURES, target

if TYPE_CHECKING:
    from symrf.derivation import Derivation
    from symrf.verdicts import Report

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit code is 0, or 2 where the input is wrong.

    Of a check it is 1 where a claim is refuted, and 3 where none is, but one is undecided; of solving it is 1 where
    there is no solution, and 3 where that is not decided.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given:
        return _print(EXAMPLES)
    if given[0] not in (*VERBS, "-h", "--help", "--version"):
        given.insert(0, "derive")
    try:
        options = parser().parse_args(given)
        output = getattr(options, "output", None)
        options.format = getattr(options, "format", None) or format_of(output)
        answer, code = _VERBS.get(options.verb, _derived)(options)
        if output is not None:
            write(output, answer)
            return code
    except SymrfError as error:
        print(f"symrf: {error}", file=sys.stderr)
        return 2
    return _print(answer) or code


def _checked(options: argparse.Namespace) -> tuple[str | bytes, int]:
    """What a check prints, and its exit code."""
    axes = tuple(axis.strip() for axis in options.axes.split(","))
    from symrf.inquiries import named_symbols
    from symrf.manuscripts.judging import is_document

    named = named_symbols(options.symbols, axes)
    if documents := is_document(options.network):
        report = _judged(options, axes, named)
    elif options.claim:
        report = symrf.check(_text(options.network), options.claim, axes, options.convention, named, options.where)
    else:
        source = options.network if options.network[:1] in ("-", "@") else "@" + options.network
        report = symrf.check_file(_text(source), axes, options.convention, named, options.where)
    code = report.exit_code(options.strict)
    if options.format == "json":
        return _json(report.to_dict()), code
    if documents and not report:
        return "", code
    from symrf.english.judgement import judged

    return laid_out(judged(report), options), code


def _judged(options: argparse.Namespace, axes: tuple[str, ...], named: dict[str, str]) -> Report:
    """The verdicts on what is claimed in documents; one message for each that is wrong."""
    from symrf.axes import check_axes
    from symrf.inquiries import Inquiry
    from symrf.manuscripts.judging import judge

    check_axes(axes)
    given = Inquiry(axes, options.convention, tuple(options.where), tuple(named.items()))
    judgement = judge([options.network, *options.claim], given)
    for silent in judgement.silent:
        print(f"symrf: {silent} has no claims", file=sys.stderr)
    for error in judgement.errors[:-1]:
        print(f"symrf: {error}", file=sys.stderr)
    if judgement.errors:
        raise judgement.errors[-1]
    return judgement.report


def _solved(options: argparse.Namespace) -> tuple[str | bytes, int]:
    """What solving prints, and its exit code."""
    axes = tuple(axis.strip() for axis in options.axes.split(","))
    network = symrf.parse(_text(options.network), options.where)
    from symrf.inquiries import named_symbols, sizes
    from symrf.parameters import parameters

    at = sizes(options.at, (*axes, *parameters(network).names))
    named = named_symbols(options.symbols, axes)
    solution = symrf.solve(network, options.condition, options.unknown, at, axes, options.convention, named)
    if options.format == "json":
        return _json(solution.to_dict()), solution.exit_code
    from symrf.english.answers import answered

    return laid_out(answered(solution), options), solution.exit_code


def _cached(options: argparse.Namespace) -> tuple[str | bytes, int]:
    """What was written for a document in LaTeX, and the exit code of its claims."""
    from symrf.manuscripts.caches import STYLE, cached, write

    if options.document is None:
        if not options.sty:
            raise InputError("a document is missing, such as paper.tex (symrf --help shows examples)")
        return f"{STYLE}\n", 0
    cache = cached(options.document)
    for error in cache.errors[:-1]:
        print(f"symrf: {error}", file=sys.stderr)
    if cache.errors:
        raise cache.errors[-1]
    answer = "".join(f"{line}\n" for line in write(cache, options.sty))
    if cache.report:
        from symrf.english.judgement import judged

        answer += "\n" + target("text").render(judged(cache.report))
    return answer, cache.report.exit_code()


def _derived(options: argparse.Namespace) -> tuple[str | bytes, int]:
    """What a derivation or a comparison prints."""
    return _answer(options), 0


_VERBS = {"check": _checked, "solve": _solved, "latex-cache": _cached}


def _answer(options: argparse.Namespace) -> str | bytes:
    axes = tuple(axis.strip() for axis in options.axes.split(","))
    networks = options.network if options.verb == "compare" else [options.network]
    derivations = [
        symrf.derive(_text(network), axes, options.convention, float(options.origin), options.where)
        for network in networks
    ]
    at = _sizes(options.at, derivations)
    if options.format == "json":
        return _json(_data(derivations, at, options))
    from symrf.english import exposition

    if options.verb == "compare":
        return laid_out(exposition.compare(derivations, options.form, at), options)
    from symrf.english.contents import USUAL, Request, composed

    asked = tuple(name for name in USUAL if getattr(options, name, True))
    contents = _listed(options.contents) or (("pyramid",) if options.format in PICTURES else asked)
    request = Request(contents, options.form, at or {}, _listed(options.columns), options.arrows)
    return laid_out(composed(derivations[0], request), options)


def _sizes(given: str | None, derivations: Sequence[Derivation]) -> dict[str, int] | None:
    """The sizes, and the numbers of symbols, that are given."""
    if given is None:
        return None
    from symrf.inquiries import sizes

    named = {name for derivation in derivations for name in derivation.parameters.names}
    return sizes(given, (*derivations[0].axes, *sorted(named)))


def _data(derivations: Sequence[Derivation], at: dict[str, int] | None, options: argparse.Namespace) -> object:
    compared = options.verb == "compare"
    more = {} if compared else {"reach": options.reach, "costs": options.costs}
    data = [derivation.to_dict(at, **more) for derivation in derivations]
    return {"networks": data} if compared else data[0]


def _json(data: object) -> str:
    import json

    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _listed(text: str | None) -> tuple[str, ...]:
    """The parts of `a,b`."""
    return tuple(part.strip() for part in text.split(",")) if text else ()


def _text(network: str) -> str:
    """The network itself, or what `-` and `@FILE` stand for."""
    if network == "-":
        return decoded(sys.stdin.buffer.read(), "standard input")
    if not network.startswith("@"):
        return network
    if network == "@":
        raise InputError("the name of a file is missing after @")
    if "\0" in network:
        raise InputError(f"{network!r} is no name of a file")
    return text_of(network[1:])


def _print(answer: str | bytes) -> int:
    """Write to standard output, in UTF-8 whatever the terminal; a reader that has gone is no fault."""
    try:
        sys.stdout.buffer.write(answer if isinstance(answer, bytes) else answer.encode("utf-8"))
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (AttributeError, OSError) as error:
        print(f"symrf: standard output cannot be written: {error}", file=sys.stderr)
        return 2
    return 0
