"""The command: `symrf "c3s1 p2s2 c3s1"`."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import symrf
from symrf.errors import InputError, SymrfError
from symrf.targets import target

if TYPE_CHECKING:
    from symrf.derivation import Derivation

__all__ = ["main"]

VERBS = ("derive", "compare", "check", "solve")
FORMATS = ("text", "unicode", "latex", "markdown", "json")
FORMS = ("hand", "nested", "closed")
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
  symrf solve "(c3 c3 p2)*{n}" "rf >= 224"
"""
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
        options = _parser().parse_args(given)
        answer, code = _VERBS.get(options.verb, _derived)(options)
    except SymrfError as error:
        print(f"symrf: {error}", file=sys.stderr)
        return 2
    return _print(answer) or code


def _checked(options: argparse.Namespace) -> tuple[str, int]:
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
        import json

        return json.dumps(report.to_dict(), indent=2, ensure_ascii=False) + "\n", code
    from symrf.english.judgement import judged

    return target(options.format).render(judged(report)), code


def _named(text: str | None, axes: tuple[str, ...]) -> dict[str, str]:
    """The symbols of `W=w,H=h`."""
    named = {}
    for part in text.split(",") if text else ():
        symbol, equals, axis = (piece.strip() for piece in part.partition("="))
        if not equals or axis not in axes:
            raise InputError(f"--symbols takes symbols of the axes {', '.join(axes)}, such as W={axes[0]}")
        named[symbol] = axis
    return named


def _solved(options: argparse.Namespace) -> tuple[str, int]:
    """What solving prints, and its exit code."""
    axes = tuple(axis.strip() for axis in options.axes.split(","))
    network = symrf.parse(_text(options.network), options.where)
    from symrf.parameters import parameters

    at = _sizes(options.at, (*axes, *parameters(network).names))
    named = _named(options.symbols, axes)
    solution = symrf.solve(network, options.condition, options.unknown, at, axes, options.convention, named)
    if options.format == "json":
        import json

        return json.dumps(solution.to_dict(), indent=2, ensure_ascii=False) + "\n", solution.exit_code
    from symrf.english.answers import answered

    return target(options.format).render(answered(solution)), solution.exit_code


def _derived(options: argparse.Namespace) -> tuple[str, int]:
    """What a derivation or a comparison prints."""
    return _answer(options), 0


_VERBS = {"check": _checked, "solve": _solved}


def _answer(options: argparse.Namespace) -> str:
    axes = tuple(axis.strip() for axis in options.axes.split(","))
    networks = options.network if options.verb == "compare" else [options.network]
    derivations = [
        symrf.derive(_text(network), axes, options.convention, float(options.origin), options.where)
        for network in networks
    ]
    named = {name for derivation in derivations for name in derivation.parameters.names}
    at = _sizes(options.at, (*axes, *sorted(named)))
    if options.format == "json":
        return _json(derivations, at, options)
    from symrf.english import exposition

    if options.verb == "compare":
        document = exposition.compare(derivations, options.form, at)
    else:
        document = exposition.explain(derivations[0], options.form, at, options.steps, options.reach, options.costs)
    return target(options.format).render(document)


def _json(derivations: Sequence[Derivation], at: dict[str, int] | None, options: argparse.Namespace) -> str:
    import json

    compared = options.verb == "compare"
    more = {} if compared else {"reach": options.reach, "costs": options.costs}
    data = [derivation.to_dict(at, **more) for derivation in derivations]
    return json.dumps({"networks": data} if compared else data[0], indent=2, ensure_ascii=False) + "\n"


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


def _print(answer: str) -> int:
    """Write to standard output, in UTF-8 whatever the terminal; a reader that has gone is no fault."""
    try:
        sys.stdout.buffer.write(answer.encode("utf-8"))
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (AttributeError, OSError) as error:
        print(f"symrf: standard output cannot be written: {error}", file=sys.stderr)
        return 2
    return 0


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints are one line, like every other message."""

    def error(self, message: str) -> NoReturn:
        raise InputError(f"{message} (symrf --help shows examples)")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="symrf",
        description="Closed-form output sizes and receptive fields of convolutional networks, with the steps.",
        epilog=f"examples:\n{EXAMPLES}{MORE}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"symrf {symrf.__version__}")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    derive = verbs.add_parser("derive", help="one network (the verb may be left out)")
    derive.add_argument(
        "network", metavar="ARCH", help="a network such as 'c3s1 p2s2'; - is standard input, @FILE a file"
    )
    derive.add_argument("--steps", action="store_true", help="show rule, numbers and result for each layer")
    derive.add_argument(
        "--reach", action="store_true", help="show which inputs the outputs read, and by how many paths"
    )
    derive.add_argument("--costs", action="store_true", help="show parameters, MACs and activations of each layer")
    compare = verbs.add_parser("compare", help="several networks side by side, with their derivations")
    compare.add_argument("network", metavar="ARCH", nargs="+", help="networks; - is standard input, @FILE a file")
    check = verbs.add_parser("check", help="claims about a network, or a file of definitions and claims")
    check.add_argument("network", metavar="ARCH|FILE", help="a network, or without claims a file of claims")
    check.add_argument("claim", metavar="CLAIM", nargs="*", help="such as 'size = (w-4, h-4)' or 'rf = 5'")
    check.add_argument("--strict", action="store_true", help="exit with 1 for a conditional claim, too")
    solve = verbs.add_parser("solve", help="the inputs, or the parameter, for which conditions hold")
    solve.add_argument("network", metavar="ARCH", help="a network; - is standard input, @FILE a file")
    solve.add_argument("condition", metavar="CONDITION", nargs="+", help="such as 'size = 28' or 'rf >= 224'")
    solve.add_argument("--for", dest="unknown", metavar="NAME", help="the unknown, where there are several")
    solve.add_argument("--at", metavar="W=224,K=3", help="input sizes and parameters that are given")
    for verb in (check, solve):
        verb.add_argument("--symbols", metavar="W=w,H=h", help="what symbols in formulas stand for")
    for verb in (derive, compare):
        verb.add_argument("--form", choices=FORMS, default="hand", help="how sizes are written; default: hand")
        verb.add_argument(
            "--origin", choices=("0", "0.5", "1"), default="0", help="the first pixel's centre; default: 0"
        )
        verb.add_argument("--at", metavar="W=64,H=64", help="input sizes to put in")
    for verb in (derive, compare, check, solve):
        verb.add_argument("--format", choices=FORMATS, default="text", help="default: text")
        verb.add_argument("--axes", default="w,h", metavar="W,H", help="names of one to three axes; default: w,h")
        verb.add_argument(
            "--convention", default="pytorch", metavar="NAME", help="pytorch, tensorflow, onnx, caffe, darknet"
        )
        verb.add_argument(
            "--where",
            metavar="THAT",
            nargs="+",
            action="extend",
            default=[],
            help="what holds of symbols: 'k odd', 'p = (k-1)/2', 's >= 2'",
        )
    return parser
