"""The command: `symrf "c3s1 p2s2 c3s1"`."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import symrf
from symrf.errors import InputError, SymrfError
from symrf.options import EXAMPLES, VERBS, parser
from symrf.publication import format_of, laid_out, write

if TYPE_CHECKING:
    from symrf.derivation import Derivation

__all__ = ["main"]

_SIZE = re.compile(r"\s*([A-Za-z_0-9]+)\s*=\s*([0-9]{1,100})\s*")


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
        options.format = options.format or format_of(options.output)
        answer, code = _VERBS.get(options.verb, _derived)(options)
        if options.output is not None:
            write(options.output, answer)
            return code
    except SymrfError as error:
        print(f"symrf: {error}", file=sys.stderr)
        return 2
    return _print(answer) or code


def _checked(options: argparse.Namespace) -> tuple[str | bytes, int]:
    """What a check prints, and its exit code."""
    axes = tuple(axis.strip() for axis in options.axes.split(","))
    named = _named(options.symbols, axes)
    if options.claim:
        report = symrf.check(_text(options.network), options.claim, axes, options.convention, named, options.where)
    else:
        source = options.network if options.network[:1] in ("-", "@") else "@" + options.network
        report = symrf.check_file(_text(source), axes, options.convention, named, options.where)
    code = report.exit_code(options.strict)
    if options.format == "json":
        return _json(report.to_dict()), code
    from symrf.english.judgement import judged

    return laid_out(judged(report), options), code


def _named(text: str | None, axes: tuple[str, ...]) -> dict[str, str]:
    """The symbols of `W=w,H=h`."""
    named = {}
    for part in text.split(",") if text else ():
        symbol, equals, axis = (piece.strip() for piece in part.partition("="))
        if not equals or axis not in axes:
            raise InputError(f"--symbols takes symbols of the axes {', '.join(axes)}, such as W={axes[0]}")
        named[symbol] = axis
    return named


def _solved(options: argparse.Namespace) -> tuple[str | bytes, int]:
    """What solving prints, and its exit code."""
    axes = tuple(axis.strip() for axis in options.axes.split(","))
    network = symrf.parse(_text(options.network), options.where)
    from symrf.parameters import parameters

    at = _sizes(options.at, (*axes, *parameters(network).names))
    named = _named(options.symbols, axes)
    solution = symrf.solve(network, options.condition, options.unknown, at, axes, options.convention, named)
    if options.format == "json":
        return _json(solution.to_dict()), solution.exit_code
    from symrf.english.answers import answered

    return laid_out(answered(solution), options), solution.exit_code


def _derived(options: argparse.Namespace) -> tuple[str | bytes, int]:
    """What a derivation or a comparison prints."""
    return _answer(options), 0


_VERBS = {"check": _checked, "solve": _solved}


def _answer(options: argparse.Namespace) -> str | bytes:
    axes = tuple(axis.strip() for axis in options.axes.split(","))
    networks = options.network if options.verb == "compare" else [options.network]
    derivations = [
        symrf.derive(_text(network), axes, options.convention, float(options.origin), options.where)
        for network in networks
    ]
    named = {name for derivation in derivations for name in derivation.parameters.names}
    at = _sizes(options.at, (*axes, *sorted(named)))
    if options.format == "json":
        return _json(_data(derivations, at, options))
    from symrf.english import exposition

    if options.verb == "compare":
        return laid_out(exposition.compare(derivations, options.form, at), options)
    from symrf.english.contents import Request, composed

    extras = [name for name in ("steps", "results", "remarks", "reach", "costs") if getattr(options, name, True)]
    contents = _listed(options.contents) or ("summary", *extras)
    request = Request(contents, options.form, at or {}, _listed(options.columns), options.arrows)
    return laid_out(composed(derivations[0], request), options)


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
        return _decoded(sys.stdin.buffer.read(), "standard input")
    if not network.startswith("@"):
        return network
    if network == "@":
        raise InputError("the name of a file is missing after @")
    try:
        return _decoded(Path(network[1:]).read_bytes(), network[1:])
    except OSError as error:
        raise InputError(f"{network[1:]} cannot be read: {error.strerror or error}") from None
    except ValueError:
        raise InputError(f"{network!r} is no name of a file") from None


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{name} is not text in UTF-8: byte {error.start} is {data[error.start]:#04x}") from None


def _sizes(text: str | None, axes: tuple[str, ...]) -> dict[str, int] | None:
    """The sizes of `w=64,h=64`."""
    if text is None:
        return None
    sizes: dict[str, int] = {}
    start = 0
    for part in text.split(","):
        found = _SIZE.fullmatch(part)
        if not found:
            raise InputError("--at takes sizes such as w=64,h=64", text, (start, start + max(1, len(part))))
        axis, size = found.groups()
        place = (start + found.start(1), start + found.end(1))
        if axis not in axes:
            raise InputError(f"there is no axis {axis}: the input has {', '.join(axes)}", text, place)
        if axis in sizes:
            raise InputError(f"{axis} is given twice", text, place)
        sizes[axis] = int(size)
        start += len(part) + 1
    return sizes


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
