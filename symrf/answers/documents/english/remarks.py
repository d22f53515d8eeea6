"""What is said of a network beside its formulas: what one number leaves out, what outputs read, what layers cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from symrf.answers.documents.document import Block, Code, Inline, Paragraph
from symrf.answers.documents.english.seeing import sees_all, starts
from symrf.answers.documents.english.unread import unread
from symrf.answers.documents.english.wording import listed
from symrf.formulas.relations import Relation
from symrf.formulas.tree import Symbol, Written, number
from symrf.networks.notation.parameters import idle

if TYPE_CHECKING:
    from symrf.exact.sets.periodic import Periodic
    from symrf.networks.derivation import AxisDerivation, Derivation
    from symrf.networks.paths import Paths

__all__ = ["definitions", "readings", "remarks"]

MOST_COUNTS = 40  # paths that are listed
LONGEST = 240  # letters of definitions that are shown in the notation
MOST_RUNS = 8  # different fields that are listed


def definitions(derivation: Derivation) -> Iterator[Block]:
    """What names stand for, where that is not long."""
    found = [Code(str(each)) for each in derivation.architecture.definitions]
    if 0 < sum(len(each.text) for each in found) <= LONGEST:
        yield Paragraph(("Here ", *listed(found), "."))


def remarks(derivation: Derivation) -> Iterator[Block]:
    """What one number leaves out, and what a framework would refuse."""
    yield from map(Paragraph, _reaches(derivation))
    for each in idle(derivation.architecture):
        yield Paragraph((Relation((each.left, each.right), each.relation), " holds anyway."))
    for note in derivation.notes:
        yield Paragraph((Code(note.layer.text), f": {note.deviation.value}."))


def _reaches(derivation: Derivation) -> Iterator[tuple[Inline, ...]]:
    """What the one number of a field or a start leaves out."""
    uniform = derivation.uniform
    for axis in list(derivation)[:1] if uniform else derivation:
        on: tuple[Inline, ...] = () if uniform else (" on ", Symbol(axis.track.axis))
        if axis.gated:
            yield (
                "Besides its window, each output",
                *on,
                " reads all that the gates read; jump and start are those of the window.",
            )
        if axis.unreached is not None:
            yield ("What an output reads", *on, f" is not worked out: {axis.unreached}.")
            continue
        if (known := axis.read_when) is not None:
            yield ("This holds", *on, " ", *_where(known), "; for other sizes a resize has no single factor.")
        if axis.start_tree is None:
            yield ("The start", *on, f" {axis.startless}.")
        elif by_case := starts(axis):
            yield ("The start", *on, " is ", *by_case, ".")
        trees = axis.field_trees or ()
        least, most = axis.least_field_tree, axis.tree("receptive_field")
        if most is not None and least is not None and least != most:
            words = tuple(_by_remainder(trees)) or (", depending on its position",)
            counted = ", padding counted" if axis.padded else ""
            yield ("An output", *on, " reads ", least, " to ", most, f" pixels{counted}", *words, ".")
        if most is None:
            yield (
                "How many pixels an output",
                *on,
                f" reads depends on the size, and differs between outputs: there are {len(set(trees))} formulas.",
            )
        if least is None and most is not None:
            yield ("The field", *on, " is that of the output that reads the most.")
        if not axis.evenly_apart and axis.tree("jump") is not None:
            certainty = "may not be" if axis.evenly_apart is None else "are not"
            yield ("The windows", *on, f" {certainty} evenly spaced: the jump is their average distance.")
        if (even := axis.even_crops) is not None:
            more = "; otherwise one of them cuts one pixel more at the end."
            yield ("The crops cut equally on both sides", *on, " ", *_where(even), more)
        if derivation.chain.order is not None and axis.smallest_path_tree not in (None, axis.ungated_tree):
            least = axis.smallest_path_tree
            unit = " pixel." if least == number(1) else " pixels."
            yield ("Along the narrowest branches, an output", *on, " reads ", least, unit)


def _where(condition: Periodic) -> tuple[Inline, ...]:
    """For even w."""
    from symrf.answers.documents.english.domains import conditions_in_words

    return ("never",) if condition.never else ("for ", *conditions_in_words([condition]))


def readings(derivation: Derivation) -> Iterator[Block]:
    """Which inputs an output reads and by how many paths, and what is read at the borders."""
    from symrf.formulas.values import rational
    from symrf.networks.effective import gap_free
    from symrf.networks.effective import variance as effective_variance

    uniform = derivation.uniform
    for place, axis in enumerate(list(derivation)[:1] if uniform else derivation):
        on: tuple[Inline, ...] = () if uniform else (" on ", Symbol(axis.track.axis))
        paths, moments = axis.paths, axis.moments
        if paths is not None:
            yield Paragraph((*_inputs_read(axis, paths, on), "."))
        elif sees_all(axis):
            yield Paragraph(("An output reads the whole input", *on, "."))
        elif (field := axis.tree("receptive_field")) is not None and gap_free(axis.track.course.stages):
            reader = "An output that sees no padding" if axis.padded else "An output"
            yield Paragraph((f"{reader} reads ", field, " pixels", *on, ", all of its field."))
        elif axis.unreached is None:
            yield Paragraph(("How many pixels of its field an output reads", *on, " is not worked out."))
        variance = effective_variance(derivation.overall, place) if moments is None else rational(moments.variance)
        if variance is not None:
            yield Paragraph(
                ("With equal weights, the effective receptive field", *on, " has the variance ", variance, ".")
            )
        if (borders := axis.border_trees) is not None and axis.padded:
            yield Paragraph(("The outputs", *on, " from ", borders[0], " to ", borders[1], " see no padding."))
        if words := tuple(unread(axis, on)):
            yield Paragraph(words)


def _inputs_read(axis: AxisDerivation, paths: Paths, on: tuple[Inline, ...]) -> Iterator[Inline]:
    """How many inputs an output reads, and the paths to each; what output 0 reads where it sees padding."""
    from symrf.exact.sampling import runs

    extent, first = len(paths.counts), axis.first_output
    inside = paths.first >= 0 and not axis.padded if first is None else runs.count(first[0]) == paths.distinct
    yield "Output 0" if inside else "An output that sees no padding"
    yield f" reads {_pixels(paths.distinct)}" if paths.gap_free else f" reads {paths.distinct} of {extent} pixels"
    yield from on
    if extent <= MOST_COUNTS:
        start = f"from {paths.first} on " if inside else ""
        yield f", {start}by {', '.join(map(str, paths.counts))} paths"
    if inside or first is None:
        return
    read, least = first
    yield ". Output 0 reads "
    if read:
        yield _pixels(runs.count(read))
        if len(read) <= MOST_RUNS:
            yield from (", ", *listed([word for each in read for word in _run(*each)]), ",")
        yield f" and {paths.distinct - runs.count(read)} of padding"
    else:
        yield "padding alone"
    if not isinstance(axis.size.minimum, int) or axis.size.minimum < least:
        yield from (", where ", Relation((Symbol(axis.track.axis), number(least)), ">="))


def _pixels(count: int) -> str:
    return f"{count} pixel" + ("s" if count != 1 else "")


def _run(first: int, last: int) -> list[str]:
    """0; 0, 1; 0 to 9."""
    return [f"{first} to {last}"] if last > first + 1 else list(map(str, range(first, last + 1)))


def _by_remainder(trees: Sequence[Written]) -> Iterator[Inline]:
    """5 where its index is even, 3 where it is odd; 188 where its index i has i mod 16 = 0 to 3, 204 for 4 to 15.

    Nothing where there are too many different ones.
    """
    runs: list[tuple[Written, int, int]] = []
    for phase, tree in enumerate(trees):
        if runs and runs[-1][0] == tree:
            runs[-1] = (tree, runs[-1][1], phase)
        else:
            runs.append((tree, phase, phase))
    if len(runs) > MOST_RUNS:
        return
    if len(trees) == 2:
        yield from (": ", trees[0], " where its index is even, ", trees[1], " where it is odd")
        return
    for place, (tree, first, last) in enumerate(runs):
        yield ", " if place else ": "
        yield tree
        yield " where its index i has i mod " + str(len(trees)) + " = " if place == 0 else " for "
        yield f"{first} to {last}" if last > first else f"{first}"
