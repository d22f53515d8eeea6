"""What the command takes: its verbs, and the options of each."""

from __future__ import annotations

import argparse
from typing import NoReturn

import symrf
from symrf.answers.documents.english.contents import CONTENTS
from symrf.errors import InputError
from symrf.front.rendering.targets import TARGETS
from symrf.networks.conventions import CONVENTIONS
from symrf.networks.forms import FORMS
from symrf.networks.quantities import QUANTITIES

__all__ = ["EXAMPLES", "VERBS", "parser"]

VERBS = ("derive", "compare", "check", "solve", "latex-cache")
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
  symrf derive "c3s1 p2s2 c3s1" --for paper --contents prose,steps,table --symbol "w=W_{in}" -o derivation.tex
"""


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints are one line, like every other message."""

    def error(self, message: str) -> NoReturn:
        raise InputError(f"{message} (symrf --help shows examples)")


def parser() -> argparse.ArgumentParser:
    """What the command takes."""
    found = _Parser(
        prog="symrf",
        description="Closed-form output sizes and receptive fields of convolutional networks, with the steps.",
        epilog=f"examples:\n{EXAMPLES}{MORE}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    found.add_argument("--version", action="version", version=f"symrf {symrf.__version__}")
    verbs = found.add_subparsers(dest="verb", metavar="VERB", required=True)
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
    check = verbs.add_parser("check", help="claims about a network, in a file of claims, or in documents")
    check.add_argument("network", metavar="ARCH|FILE", help="a network, a file of claims, or a .tex, .md or .ipynb")
    check.add_argument("claim", metavar="CLAIM|FILE", nargs="*", help="such as 'rf = 5'; or more documents")
    check.add_argument("--strict", action="store_true", help="exit with 1 for a conditional claim, too")
    solve = verbs.add_parser("solve", help="the inputs, or the parameter, for which conditions hold")
    solve.add_argument("network", metavar="ARCH", help="a network; - is standard input, @FILE a file")
    solve.add_argument("condition", metavar="CONDITION", nargs="+", help="such as 'size = 28' or 'rf >= 224'")
    solve.add_argument("--for", dest="unknown", metavar="NAME", help="the unknown, where there are several")
    solve.add_argument("--at", metavar="W=224,K=3", help="input sizes and parameters that are given")
    cache = verbs.add_parser("latex-cache", help="derive what \\symrf{...} in a .tex asks for, for symrf.sty")
    cache.add_argument("document", metavar="FILE.tex", nargs="?", help="the main file of a document")
    cache.add_argument("--sty", action="store_true", help="put symrf.sty beside it; alone: print where symrf.sty is")
    for verb in (check, solve):
        verb.add_argument("--symbols", metavar="W=w,H=h", help="what symbols in formulas stand for")
    for verb in (derive, compare):
        verb.add_argument("--form", choices=FORMS, default="hand", help="how sizes are written; default: hand")
        verb.add_argument(
            "--origin", choices=("0", "0.5", "1"), default="0", help="the first pixel's centre; default: 0"
        )
        verb.add_argument("--at", metavar="W=64,H=64", help="input sizes to put in")
    derive.add_argument(
        "--contents", metavar="A,B", help=f"what the document holds, in this order: {', '.join(CONTENTS)}"
    )
    derive.add_argument("--columns", metavar="A,B", help=f"of the table of layers: {', '.join(QUANTITIES)}")
    derive.add_argument("--arrows", action="store_true", help="I → F → M, and not M ∘ F ∘ I")
    for verb in (derive, compare, check):
        verb.add_argument("--for", dest="format", choices=FORMATS, help="where the document goes: the same as --format")
    for verb in (derive, compare, check, solve):
        verb.add_argument("--format", choices=FORMATS, help="default: text, or what the name of the file says")
        whole = verb.add_mutually_exclusive_group()
        whole.add_argument("--standalone", action="store_true", help="a whole document, which compiles")
        whole.add_argument("--fragment", action="store_true", help="what can be pasted into one; the default")
        verb.add_argument("-o", dest="output", metavar="FILE", help="write a file: .tex, .md, .html, .typ, .pdf, …")
        verb.add_argument(
            "--symbol",
            metavar="w=W_{in}",
            nargs="+",
            action="extend",
            default=[],
            help="how a symbol is written",
        )
        verb.add_argument("--axes", default="w,h", metavar="W,H", help="names of one to three axes; default: w,h")
        verb.add_argument("--convention", default="pytorch", metavar="NAME", help=", ".join(CONVENTIONS))
        verb.add_argument(
            "--where",
            metavar="THAT",
            nargs="+",
            action="extend",
            default=[],
            help="what holds of symbols: 'k odd', 'p = (k-1)/2', 's >= 2'",
        )
    return found
