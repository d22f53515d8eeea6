"""Closed-form output sizes and receptive fields of convolutional networks, with the steps, in LaTeX.

>>> import symrf
>>> d = symrf.derive("c3s1 p2s2 c3s1")
>>> print(d.latex())
\\left(\\frac{w-2}{2}-2, \\frac{h-2}{2}-2\\right)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from os.path import isfile
from typing import TYPE_CHECKING

from symrf.errors import DerivationError, FormulaError, InputError, NotationError, ReadError, SizeError, SymrfError
from symrf.formulas.budget import allowing
from symrf.networks import arguments
from symrf.networks.asking import asking
from symrf.networks.display import register

if TYPE_CHECKING:
    from symrf.answers.documents.document import Document
    from symrf.answers.solutions import Solution
    from symrf.answers.topics import About
    from symrf.answers.verdicts import Report, Verdict
    from symrf.front.notebook import Shell
    from symrf.networks.comparison import Comparison
    from symrf.networks.derivation import AxisDerivation, Derivation
    from symrf.networks.notation.architecture import Architecture
    from symrf.readers.paste import Paste
    from symrf.readers.sources import Source

__version__ = "0.1.0"

__all__ = [
    "About",
    "Architecture",
    "AxisDerivation",
    "Comparison",
    "Derivation",
    "DerivationError",
    "Document",
    "FormulaError",
    "InputError",
    "NotationError",
    "Paste",
    "ReadError",
    "Report",
    "SizeError",
    "Solution",
    "SymrfError",
    "Verdict",
    "__version__",
    "about",
    "check",
    "check_file",
    "compare",
    "derive",
    "load_ipython_extension",
    "parse",
    "read",
    "solve",
    "write",
]

_TYPES = {  # which are loaded when they are asked for, as `import symrf` is to be quick
    "About": "answers.topics",
    "Architecture": "networks.notation.architecture",
    "AxisDerivation": "networks.derivation",
    "Comparison": "networks.comparison",
    "Derivation": "networks.derivation",
    "Document": "answers.documents.document",
    "Paste": "readers.paste",
    "Report": "answers.verdicts",
    "Solution": "answers.solutions",
    "Verdict": "answers.verdicts",
}

register(lambda: import_module("symrf.front.display"))


if not TYPE_CHECKING:

    def __getattr__(name: str) -> type:
        if name not in _TYPES:
            raise AttributeError(f"module 'symrf' has no attribute {name!r}")
        return getattr(import_module(f"symrf.{_TYPES[name]}"), name)


def __dir__() -> list[str]:
    return list(__all__)


def parse(text: str, where: str | Sequence[str] = (), axes: str | Sequence[str] = ()) -> Architecture:
    """The network that a text in the notation describes; a NotationError points at what is not in the notation.

    `where` is what is taken for granted of its symbols, and of its input on `axes`: `k odd`, `p = (k-1)/2`, `h = w`.

    >>> str(parse("c3s1, p2s2 -> c3s1"))
    'c3s1 p2s2 c3s1'
    >>> str(parse("c{k}p{p}", where="p = (k-1)/2"))
    'c{k}p{(k-1)/2}'
    """
    from symrf.networks.notation import reader as notation
    from symrf.networks.notation.assumptions import assumptions
    from symrf.networks.notation.parameters import check_spoken

    held = assumptions(_said(where))
    network = notation.parse(arguments.text(text, "a network", "'c3s1 p2s2'"), held)
    check_spoken(held, [network], _axes(axes) if axes else ())
    return network


def read(
    source: object, kind: str | None = None, network: str | None = None, assume: str | Sequence[str] = ()
) -> Paste:
    """The network that a source has, in the notation, with what its text says of it and what was assumed.

    A source is a text (PyTorch or Keras code, a printed model, a table of layers …), a path, the bytes of a file, a
    live model, or a list of layers. It is never run. Its `kind` is detected where none is given; of several networks in
    it that of the name `network` is read, or else the last. `assume` says what modules are that it does not define,
    such as "SPPF = [id | p5s1p2]". A ReadError points at what is not read.

    >>> str(read("c3s1, p2s2 -> c3s1"))
    'c3s1 p2s2 c3s1'
    """
    from symrf.readers import reading

    return reading.read(source, kind, network, arguments.texts(assume, "assumptions", "'SPPF = [id | p5s1p2]'"))


def derive(
    network: object,
    axes: str | Sequence[str] | None = None,
    convention: str | None = None,
    origin: float = 0,
    where: str | Sequence[str] = (),
    *,
    budget: float | None = None,
) -> Derivation:
    """The output size and receptive field of a network on one to three axes, with the step to each layer.

    A network is its text, an Architecture, or anything that `read` takes; axes and convention are its own unless others
    are given: w,h and pytorch for the notation.
    `origin` is where the centre of the first pixel is, for the starts of windows: 0, 0.5 or 1. `where` is what is taken
    for granted of the network's symbols and its input: `k odd`, `p = (k-1)/2`, `s >= 2`, `h = w`. A question may take
    `budget` seconds (None: 2); a DerivationError names what takes longer.

    >>> derive("c3s1 p2s2 c3s1")["w"].receptive_field
    8
    >>> derive("c3s1 p2s2 c3s1", origin=0.5)["w"].start
    4
    """
    from symrf.networks import derivation

    with asking(budget):
        found = _source(network, where, axes, convention)
        return derivation.derive(found.architecture, found.axes, found.convention, origin, budget)


def compare(
    networks: object,
    axes: str | Sequence[str] | None = None,
    convention: str | None = None,
    origin: float = 0,
    where: str | Sequence[str] = (),
    *,
    budget: float | None = None,
) -> Comparison:
    """Several networks side by side, each derived, and each with a `budget` of so many seconds.

    >>> [len(derivation.steps) for derivation in compare(["c3s1 c3s1", "c3s1 p2s2 c3s1"])]
    [2, 3]
    """
    from symrf.networks.comparison import Comparison
    from symrf.networks.notation.architecture import Architecture
    from symrf.readers.paste import Paste

    given = [networks] if isinstance(networks, str | Architecture | Paste) else networks
    if not isinstance(given, Iterable):
        raise InputError(f"networks must be strings, such as ['c3 c3', 'c3 p2'], not {networks!r}")
    derivations = tuple(derive(network, axes, convention, origin, where, budget=budget) for network in given)
    if not derivations:
        raise InputError("a network is missing: compare 'c3 c3' with 'c3 p2'")
    return Comparison(derivations)


def check(
    network: object,
    claims: str | Sequence[str] | None = None,
    axes: str | Sequence[str] | None = None,
    convention: str | None = None,
    meaning: Mapping[str, str] | None = None,
    where: str | Sequence[str] = (),
    *,
    budget: float | None = None,
    at: Mapping[str, int] | None = None,
    origin: float = 0,
    rate: str | float | None = None,
    pixel: str | None = None,
    symbols: Mapping[str, str] | None = None,
) -> Report:
    """The verdicts on claims about a network, such as `size = (w-4, h-4)` or `rf = 5`; the exact truth beside each.

    `meaning` says what symbols in the formulas stand for, such as `{"W": "w"}`; the usual ones are guessed. `where` is
    what is taken for granted of the network's symbols and its input: `k odd`, `h = w`, `w >= 10`. A claim that takes
    more than `budget` seconds (None: 2) is undecided. A claim that names no input is judged `at` those given, with the
    values of symbols that are; `origin` is where the centre of the first pixel is, for starts: 0, 0.5 or 1. Of `rate`
    samples a second claims are in ms and s, too, and with a `pixel` such as "0.05m" in metres.

    >>> verdict = check("c3s1 p2s2 c3s1", "size = ((w-2)/2-2, (h-2)/2-2)")[0]
    >>> verdict.status, verdict.condition, verdict.counterexample
    ('conditional', 'for even w and h', {'w': 9})
    >>> check("c{k}p1", "size = 222", at={"w": 224, "h": 224, "k": 5})[0].status
    'proved'
    """
    from symrf.answers import checking
    from symrf.answers.claims.amounts import units

    if claims is None:
        network, claims = _claiming(network)
    said = arguments.texts(claims, "claims", "'rf = 5'")
    names, numbers, worth = _meaning(meaning, symbols), arguments.numbers(at), units(rate, pixel)
    with allowing(arguments.seconds(budget)):
        found = _source(network, where, axes, convention)
        return checking.check(found.architecture, said, found.axes, found.convention, names, numbers, origin, worth)


def check_file(
    text: str,
    axes: str | Sequence[str] = ("w", "h"),
    convention: str = "pytorch",
    meaning: Mapping[str, str] | None = None,
    where: str | Sequence[str] = (),
    *,
    budget: float | None = None,
    at: Mapping[str, int] | None = None,
    origin: float = 0,
    rate: str | float | None = None,
    pixel: str | None = None,
    symbols: Mapping[str, str] | None = None,
) -> Report:
    """The verdicts on a text of definitions and claims, a line each; a claim is about the last network before it.

    A claim that takes more than `budget` seconds (None: 2) is undecided. The others are as `check` has them.

    >>> [verdict.status for verdict in check_file("F = c3; M = p2; O = F M F\\nrf = 8\\nrf(F M) = 5")]
    ['proved', 'refuted']
    """
    from symrf.answers import checking
    from symrf.answers.claims.amounts import units
    from symrf.networks.notation.assumptions import assumptions

    lines = arguments.text(text, "a file of claims", "'c3 c3\\nrf = 5'")
    names, held, numbers = _meaning(meaning, symbols), assumptions(_said(where)), arguments.numbers(at)
    worth = units(rate, pixel)
    with allowing(arguments.seconds(budget)):
        report = checking.check_file(lines, _axes(axes), _habits(convention), names, held, numbers, origin, worth)
    if len(report) == 1 and report[0].error is not None and isfile(name := lines.strip()):
        raise InputError(f"{name} is the name of a file, and its text is needed: check_file(open({name!r}).read())")
    return report


def solve(
    network: object,
    conditions: str | Sequence[str],
    unknown: str | None = None,
    at: Mapping[str, int] | None = None,
    axes: str | Sequence[str] | None = None,
    convention: str | None = None,
    meaning: Mapping[str, str] | None = None,
    where: str | Sequence[str] = (),
    *,
    budget: float | None = None,
    symbols: Mapping[str, str] | None = None,
) -> Solution:
    """The inputs, or the values of a parameter, for which conditions such as `size = 28` or `rf >= 224` hold together.

    The unknown is the one parameter of the network, or else the size of the input; `at` gives numbers to others,
    `meaning` says what symbols in the conditions stand for, `where` what is taken for granted of the network's, and of
    its input, such as `h = w`. What takes more than `budget` seconds (None: 2) is undecided.

    >>> solve("(c3)*{n}", "rf >= 224").least
    112
    >>> solve("c{k}p{p}", "size = w", unknown="p").to_dict()["answer"]
    'p = (k-1)/2 for odd k, for every w'
    """
    from symrf.answers import solving

    given = arguments.texts(conditions, "conditions", "'size = 28'")
    wanted = None if unknown is None else arguments.text(unknown, "the unknown", "'n'")
    numbers = arguments.numbers(at)
    names = _meaning(meaning, symbols)
    with allowing(arguments.seconds(budget)):
        found = _source(network, where, axes, convention)
        return solving.solve(found.architecture, given, wanted, numbers, found.axes, found.convention, names)


def write(
    network: object,
    form: str,
    axes: str | Sequence[str] | None = None,
    convention: str | None = None,
    where: str | Sequence[str] = (),
    *,
    at: Mapping[str, int] | None = None,
) -> str | bytes:
    """A network for another program: `pytorch` or `keras` code, an `onnx` file, a `mermaid` flowchart, the `notation`.

    Channels and symbols that have no number become arguments of the code; `at` gives them numbers, and the input its
    size. An InputError names a layer that the program does not have.

    >>> print(write("c3, p2", "notation"))
    c3 p2
    """
    from symrf.writers import table

    found = _source(network, where, axes, convention)
    return table.write(found.architecture, form, found.axes, found.convention, arguments.numbers(at))


def about(word: str) -> About:
    """What a word of the notation or of claims is: its law, each framework's way, an example.

    A word is a kind of layer (`c`, `relu`), a rule (`same`, `ceil`), a quantity by any of its names, a layer,
    or a slip by its name; `slips` are all of them.

    >>> print(about("relu").document().splitlines()[0])
    relu: layer that keeps the size.
    """
    from symrf.answers import topics

    with asking():
        return topics.about(arguments.text(word, "a word", "'c' or 'rf'"))


def load_ipython_extension(shell: Shell) -> None:
    """`%load_ext symrf`: the magics %symrf and %%symrf."""
    from symrf.front import notebook

    notebook.load_ipython_extension(shell)


def _source(
    network: object, where: str | Sequence[str], axes: str | Sequence[str] | None, convention: str | None
) -> Source:
    """A network under assumptions, with the axes and the convention that are given, or that are its own."""
    from symrf.readers.sources import source

    names = None if axes is None else _axes(axes)
    return source(network, _said(where), names, None if convention is None else _habits(convention))


def _claiming(network: object) -> tuple[Paste, tuple[str, ...]]:
    """What is read, and what its own text claims."""
    from symrf.readers.paste import Paste

    paste = network if isinstance(network, Paste) else read(network)
    return paste, paste.claims


def _said(where: str | Sequence[str]) -> tuple[str, ...]:
    return arguments.texts(where, "assumptions", "'k odd'")


def _axes(axes: str | Sequence[str]) -> tuple[str, ...]:
    return arguments.names(axes, "axes", "'w,h'")


def _habits(convention: str) -> str:
    return arguments.text(convention, "a convention", "'pytorch'")


def _meaning(meaning: Mapping[str, str] | None, symbols: Mapping[str, str] | None) -> dict[str, str]:
    """What symbols stand for; `symbols` is what that was called once."""
    return arguments.wordings(arguments.renamed(meaning, symbols, "meaning", 4), "{'W': 'w'}")
