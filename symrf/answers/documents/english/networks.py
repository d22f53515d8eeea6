"""A network in words, as the first line of an answer has it: a long one folded by its groups and repeats."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from symrf.answers.documents.document import Code, Inline
from symrf.answers.documents.english.layers import ARROW, as_text, bare, briefly, in_words, joined_in_words
from symrf.answers.documents.english.wording import listed
from symrf.formulas.tree import Number, number
from symrf.networks.notation.architecture import Architecture, Branches, Group, Index, Item, Layer, Tap, Value
from symrf.networks.notation.items import walk
from symrf.networks.notation.kinds import Kind
from symrf.networks.notation.taps import named

if TYPE_CHECKING:
    from symrf.networks.conventions import Convention
    from symrf.networks.derivation import Derivation

__all__ = ["network_in_words"]

Told: TypeAlias = tuple[Inline, ...]
_ROOM = 340  # letters of a network that is told whole: about four lines of a terminal
_ITEMS = 60  # that may have room, with arrows between them
_DOUBLINGS = 4  # of the dilation, from which on layers are told together
_LOOKS = 60_000  # how long repeats are looked for: items, times how long the repeat is


def network_in_words(derivation: Derivation) -> tuple[Inline, ...]:
    """What was read, from the input on, as long as there is room for it.

    >>> import symrf
    >>> as_text(network_in_words(symrf.derive("c3s1 p2s2 c3s1")))
    '3×3 convolution → 2×2 max pool, stride 2 → 3×3 convolution'
    >>> as_text(network_in_words(symrf.derive("c3 c3 p2 " * 9)))
    '9 × (2 × (3×3 convolution) → 2×2 max pool, stride 2)'
    """
    network, axes = derivation.architecture, len(derivation.axes)
    if not network.items:
        return ("no layer",)
    outputs = _outputs(network)
    whole = _whole(network, axes, derivation.habits)
    few = (_Folding(axes, within).of(network.items) for within in (True, False))
    for chain in (whole, _folded(whole), *few):
        if len(chain) <= _ITEMS and _fits(words := _arrows(chain)):
            return (*words, *_defined(network, axes, derivation.habits), *outputs)
    ends = range(min(len(chain), _ITEMS) // 2, 0, -1)
    cut = (_arrows([*chain[:end], ("…",), *chain[-end:]]) for end in ends)
    layers = sum(isinstance(link.item, Layer) and not link.item.word for link in derivation.chain.links)
    return (*next(filter(_fits, cut), ("…",)), f": {layers} {'layer' if layers == 1 else 'layers'}", *outputs)


def _fits(words: Told) -> bool:
    return len(as_text(words)) <= _ROOM


def _whole(network: Architecture, axes: int, habits: Convention) -> list[Told]:
    """Each item with all that it says; a name that is meant elsewhere stands behind it."""
    tapped = (item.to for item, _ in walk(network.items) if isinstance(item, Tap | Layer))
    meant = {*network.outputs, *tapped}
    known: dict[int, Told] = {}
    for item in network.items:
        if id(item) not in known:
            known[id(item)] = tuple(_item(item, axes, habits, meant))
    return [known[id(item)] for item in network.items]


def _item(item: Item, axes: int, habits: Convention, meant: Container[str | None]) -> Iterator[Inline]:
    words, name = in_words(item, axes, habits), named(item)
    if isinstance(item, Group) and name is not None:
        yield from (Code(name), ": ", *words)
    else:
        yield from words
    if name is not None and name in meant:
        yield from (" (", Code(name), ")")


def _defined(network: Architecture, axes: int, habits: Convention) -> Told:
    """What the names of definitions stand for, where that is short: ; F: 3×3 convolution."""
    whole = [_arrows([in_words(item, axes, habits) for item in each.items]) for each in network.definitions]
    brief = (_arrows(_Folding(axes, within=True).of(each.items)) for each in network.definitions)
    for told in (whole, brief):
        named = zip(network.definitions, told, strict=True)
        telling = ((each.name, words) for each, words in named if words and not _is_branches(words))
        found: Told = tuple(part for name, words in telling for part in ("; ", Code(name), ": ", *words))
        if _fits(found):
            return found
    return ()


def _is_branches(words: Told) -> bool:
    """Whether all that is told is that there are branches."""
    return len(words) == 1 and isinstance(words[0], str) and words[0].startswith("(")


@dataclass(frozen=True)
class _Folding:
    """Items in few words, folded: without what works pixel by pixel, branches by their number, groups by their names.

    What is in a group with a name is told too, where it is to be `within`.
    """

    axes: int
    within: bool

    def of(self, items: Sequence[Item]) -> list[Told]:
        return _folded(_dilated(list(self.each(items))))

    def each(self, items: Sequence[Item]) -> Iterator[Told]:
        known: dict[int, Told] = {}  # items that are written alike are one
        for item in items:
            if isinstance(item, Group) and bare(item):
                yield from self.each(item.items)
                continue
            if id(item) not in known:
                known[id(item)] = self.item(item)
            if words := known[id(item)]:
                yield words

    def item(self, item: Item) -> Told:
        match item:
            case Layer(kind=Kind.PASS):
                return ()
            case Layer():
                return briefly(item, self.axes)
            case Branches():
                return (f"({joined_in_words(item)})",) if item.name is None else (Code(item.name),)
            case Group(name=str(name)) if not self.within:
                return (*_times(item.count), Code(name))
            case Group(inside, count, name):
                within = self.of(inside)
                called: Told = () if name is None else (Code(name), " ")
                return (*_times(count), *called, *_bracketed(_arrows(within))) if within else ()
        return in_words(item, self.axes)


def _dilated(chain: Sequence[Told]) -> list[Told]:
    """A chain in which layers that differ in their dilation alone stand once, where that is doubled each time.

    >>> [as_text(each) for each in _dilated([("c",), *[("c", ", dilation ", number(2**i)) for i in range(1, 6)]])]
    ['6 × (c, dilations 1, 2, 4, …, 32)']
    """
    found: list[Told] = []
    place = 0
    while place < len(chain):
        layer, first = _undilated(chain[place])
        end = place + 1
        while first and end < len(chain) and _undilated(chain[end]) == (layer, first * 2 ** (end - place)):
            end += 1
        if (times := end - place) < _DOUBLINGS:
            found.append(chain[place])
            place += 1
            continue
        told = f"{first}, {2 * first}, {4 * first}, …, {first * 2 ** (times - 1)}"
        found.append((number(times), " × (", *layer, f", dilations {told})"))
        place = end
    return found


def _undilated(words: Told) -> tuple[Told, int]:
    """The words of a layer without its dilation, and that; 0 where it is no number."""
    match words:
        case (*layer, ", dilation ", Number(dilation)):
            return tuple(layer), dilation
        case (*layer, ", dilation ", _):
            return tuple(layer), 0
    return words, 1


def _times(count: Value | Index | None) -> Told:
    """How often a group is there: 5 ×."""
    match count:
        case None:
            return ()
        case Index(_, first, last):
            return (number(last) if first == 1 else number(last) - number(first) + 1, " × ")
    return (number(count), " × ")


def _folded(chain: Sequence[Told]) -> list[Told]:
    """A chain in which what stands several times one after the other stands once, from the shortest such on.

    >>> [as_text(each) for each in _folded([("a",), ("b",), ("b",), ("a",), ("b",), ("b",)])]
    ['2 × (a → 2 × (b))']
    """
    signs: dict[Told, int] = {}
    places = {id(each): signs.setdefault(each, len(signs)) for each in {id(each): each for each in chain}.values()}
    told = dict(enumerate(signs))
    found = [places[id(each)] for each in chain]
    length = 1
    while 2 * length <= len(found) and length * len(found) <= _LOOKS:
        shorter = _once(found, length, told)
        length = length + 1 if shorter == found else 1
        found = shorter
    return [told[sign] for sign in found]


def _once(chain: list[int], length: int, told: dict[int, Told]) -> list[int]:
    """A chain of signs, in which a piece of that length that stands several times is one sign, which is told."""
    found: list[int] = []
    known: dict[tuple[int, tuple[int, ...]], int] = {}
    place = 0
    while place < len(chain):
        piece, end = chain[place : place + length], place + length
        while len(piece) == length and chain[end : end + length] == piece:
            end += length
        times = (end - place) // length
        if times < 2:
            found.append(chain[place])
            place += 1
            continue
        sign = known.setdefault((times, tuple(piece)), len(told))
        told.setdefault(sign, (number(times), " × ", *_bracketed(_arrows([told[each] for each in piece]))))
        found.append(sign)
        place = end
    return found


def _bracketed(words: Told) -> Told:
    """Words in brackets, unless they are a name or have some."""
    match words:
        case (Code(),):
            return words
        case (str(text),) if text.startswith("("):
            return words
    return ("(", *words, ")")


def _arrows(chain: Sequence[Told]) -> Told:
    """A chain from its first item to its last."""
    return tuple(_joined(chain))


def _joined(chain: Sequence[Told]) -> Iterator[Inline]:
    for place, words in enumerate(chain):
        if place:
            yield ARROW
        yield from words


def _outputs(network: Architecture) -> Told:
    """What the network gives, where it says so: outputs P3 and P4."""
    if not network.outputs:
        return ()
    several = "outputs " if len(network.outputs) > 1 else "output "
    return ("; ", several, *listed([Code(name) for name in network.outputs]))
