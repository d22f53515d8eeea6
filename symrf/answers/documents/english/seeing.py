"""What an output sees of the input, where a number does not say it: all of it, padding beside it, starts by cases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from symrf.answers.documents.document import Inline
from symrf.answers.documents.english.wording import listed
from symrf.formulas.tree import Ceiling, Floor, Modulo, Number, Symbol, Written, nodes, number
from symrf.networks.notation.architecture import Branches, Layer
from symrf.networks.notation.kinds import Effect

if TYPE_CHECKING:
    from symrf.networks.derivation import Derivation
    from symrf.networks.reading import Reading

__all__ = ["larger_than_input", "sees_all", "starts", "the_rest"]


def sees_all(reading: Reading) -> bool:
    """Whether there is one output, and it reads every pixel of the input, whatever its size is.

    >>> import symrf
    >>> [sees_all(symrf.derive(text)["w"]) for text in ("c3p1 gap", "c3p1", "c1s2 gap", "c3s2 gap")]
    [True, False, False, False]
    """
    from symrf.networks.effective import gap_free

    course = reading.track.course
    if reading.tree("size", "closed") != number(1) or not reading.place:
        return False
    places = course.upstream(reading.place)
    stages = [course.stages[place - 1] for place in places if not _reads_all(course.links[place - 1].item)]
    return gap_free(stages) and reading.unread_trees == (number(0), number(0))


def _reads_all(item: object) -> bool:
    """Whether a layer reads all that it receives; where branches meet each of them is read."""
    return isinstance(item, Branches) or (isinstance(item, Layer) and item.kind.effect is Effect.ALL)


def starts(axis: Reading) -> tuple[Inline, ...]:
    """The start for each remainder of the input, where a formula would have floors in remainders; nothing elsewhere.

    >>> import symrf
    >>> from symrf.front.rendering.text import PLAIN_TEXT
    >>> PLAIN_TEXT.inlines(starts(symrf.derive("c1s2same c3s2same", ["w"], "tensorflow")["w"]))
    '2, 0, 0 and 2 for the remainders 0 to 3 of w by 4'
    """
    tree = axis.start_tree
    if tree is None or not any(isinstance(node, Modulo) and _rounds(node.dividend) for node in nodes(tree)):
        return ()
    found = axis.starts or ()
    last = len(found) - 1
    return (
        (*listed(found), f" for the remainders 0 to {last} of ", Symbol(axis.track.axis), f" by {last + 1}")
        if found
        else ()
    )


def _rounds(tree: Written) -> bool:
    return any(isinstance(node, Floor | Ceiling) for node in nodes(tree))


def larger_than_input(derivation: Derivation, at: Sequence[Mapping[str, int]]) -> Iterator[tuple[str, int, int]]:
    """Each axis on which the field has more pixels than an input that is given, with both numbers."""
    for axis in derivation:
        field = axis.tree("receptive_field")
        sizes = [each[axis.track.axis] for each in at if axis.track.axis in each]
        for size in dict.fromkeys(sizes):
            if isinstance(field, Number) and field.value > size:
                yield axis.track.axis, field.value, size


_PADS = (Effect.KEEP, Effect.WINDOWS, Effect.MARGINS)


def the_rest(derivation: Derivation) -> str:
    """What a field has beside the pixels of an input that it is larger than.

    >>> import symrf
    >>> [the_rest(symrf.derive(text)) for text in ("(c3p1)*9", "t4s2 c3")]
    ['the rest is padding', 'the rest lies outside it']
    """
    layers = (link.item for link in derivation.chain.links if isinstance(link.item, Layer))
    windows = all(layer.kind.effect in _PADS for layer in layers)  # others have outputs at the edge that read less
    return "the rest is padding" if windows else "the rest lies outside it"
