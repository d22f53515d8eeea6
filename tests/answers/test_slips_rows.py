"""Each slip of the table gives what somebody who makes it gets: counted out where they calculate another network."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction

import pytest
from cases.slip_rows import EDITED, RULED

from symrf.answers.slips.asked import Asked, Entry, counted, grounds
from symrf.answers.slips.networks import notation, unrolled
from symrf.answers.slips.showing import reason, stated
from symrf.answers.slips.slip import Slip
from symrf.answers.slips.table import SLIPS
from symrf.answers.slips.trying import Hit, cost_hits, hits
from symrf.answers.subjects import Subject
from symrf.formulas.tree import number
from symrf.networks.conventions import convention
from symrf.networks.notation.reader import parse

# --- networks counted out: windows laid one by one, and the pixels that an output reads

_TOKEN = re.compile(
    r"(?P<kind>[a-z]+?)(?P<k>-?\d+)(s(?P<s>\d+))?(p(?P<p>-?\d+)(:(?P<q>\d+))?)?(d(?P<d>\d+))?"
    r"(?P<word>same|ceil|floor|rawceil)?(o(?P<o>\d+))?$"
)
FAR = 640  # an output far from the border, and a multiple of all periods


class Layer:
    """A layer as its text says, without symrf."""

    def __init__(self, text: str) -> None:
        found = _TOKEN.match(text)
        assert found, text
        given = {
            name: int(value) for name, value in found.groupdict().items() if value and name not in ("kind", "word")
        }
        self.kind, self.word = found["kind"], found["word"] or ""
        self.k, self.d, self.o = given["k"], given.get("d", 1), given.get("o", 0)
        self.s = given.get("s", self.k if self.kind == "p" else 1)
        if self.kind == "z":  # a margin, which is a window of a pixel on more, or fewer, of them
            given["p"], self.k = self.k, 1
        self.extent = (self.k - 1) * self.d + 1
        self.before, self.after = given.get("p", 0), given.get("q", given.get("p", 0))
        if self.word == "same" and self.s == 1:
            self.before, self.after = (self.extent - 1) // 2, self.extent // 2

    def size(self, n: int) -> int:
        """How many windows there are."""
        if self.kind == "u":
            return n * self.k
        if self.kind == "t":
            canvas = {i * self.s + tap * self.d for i in range(n) for tap in range(self.k)}
            return max(canvas) + 1 - self.before - self.after + self.o
        if self.word == "same" and self.s > 1:
            return len(range(0, n, self.s))
        end = n + self.after
        starts = list(range(-self.before, end + self.s, self.s))
        fitting = [start for start in starts if start + self.extent <= end]
        over = [start for start in starts if start + self.extent > end][:1]
        if "ceil" not in self.word or fitting[-1] + self.extent == end:
            return len(fitting)
        begun = [start for start in over if self.word == "rawceil" or start < n]
        return len(fitting) + len(begun)

    def reads(self, output: int) -> set[int]:
        """The places that an output place reads, as if the input went on for ever."""
        if self.kind == "u":
            return {output // self.k}
        if self.kind == "t":
            places = range((output + self.before - self.extent) // self.s - 1, (output + self.before) // self.s + 2)
            return {i for i in places for tap in range(self.k) if i * self.s + tap * self.d - self.before == output}
        return {output * self.s - self.before + tap * self.d for tap in range(self.k)}


Net = list["Layer | list[Net]"]


def read(text: str) -> Net:
    """A network without symrf: layers, repeats and branches."""
    tokens = re.findall(r"\[|\]|\||\(|\)\*\d+|\S+?(?=[\s()\[\]|]|$)", text)

    def chain(stop: tuple[str, ...]) -> Net:
        found: Net = []
        while tokens and not tokens[0].startswith(stop):
            word = tokens.pop(0)
            if word == "(":
                inside = chain((")",))
                found += inside * int(tokens.pop(0)[2:])
            elif word == "[":
                branches = [chain(("|", "]"))]
                while tokens.pop(0) == "|":
                    branches.append(chain(("|", "]")))
                found.append(branches)
            else:
                found.append(Layer(word))
        return found

    return chain(("\0",))


def size_of(net: Net, n: int) -> int:
    """The size after a network."""
    for item in net:
        n = item.size(n) if isinstance(item, Layer) else size_of(item[0], n)
    return n


def read_by(net: Net, outputs: set[int]) -> set[int]:
    """The pixels of the input that outputs read."""
    for item in reversed(net):
        if isinstance(item, Layer):
            outputs = set().union(*map(item.reads, outputs))
        else:
            outputs = set().union(*(read_by(branch, outputs) for branch in item))
    return outputs


def hull(net: Net, output: int) -> tuple[int, int]:
    """The first and the last pixel that an output reads."""
    pixels = read_by(net, {output})
    return min(pixels), max(pixels)


def field_of(net: Net, _: int) -> int:
    """The most pixels from the first to the last that an output reads."""
    return max(last - first + 1 for first, last in (hull(net, FAR + phase) for phase in range(16)))


def start_of(net: Net, _: int) -> Fraction:
    """The middle of what output 0 reads."""
    return Fraction(sum(hull(net, 0)), 2)


COUNTS: dict[str, Callable[[Net, int], int | Fraction]] = {"field": field_of, "size": size_of, "start": start_of}


def test_the_oracle_counts() -> None:
    net = read("c7s2p3 (c3p1 c3p1)*2 [c3p1 | p3s1p1] t4s2p1")
    assert size_of(net, 224) == 224
    assert field_of(read("c3 p2s2 c3"), 0) == 8
    assert field_of(read("c3 [c3p1 c3p1 | c7p3] c5"), 0) == 13
    assert start_of(read("c3s2p1 c5s2p1 c3"), 0) == 6


# --- rows


def asked(network: str, quantity: str, sizes: tuple[int, ...], axes: tuple[str, ...], place: int, habits: str) -> Asked:
    """A claim about a network, without a number yet."""
    subject = Subject(parse(network), axes, convention(habits), {})
    places = range(1, (place or len(subject.chain.links)) + 1)
    return Asked(subject, quantity, places, (), dict(zip(axes, sizes, strict=False)))


def rows(kind: Callable[[Slip], bool]) -> Iterator[tuple[str, Slip]]:
    """The rows of a kind, each with its name and its quantities."""
    for slip in SLIPS:
        if kind(slip):
            yield f"{slip.name} in {', '.join(sorted(slip.of))}", slip


HEADS = {"before the head"}  # whose networks are counted out in test_slips.py: a field after a head is the image's
EDITS = dict(rows(lambda slip: (slip.edits is not None or slip.trees is not None) and slip.name not in HEADS))
RULES = dict(rows(lambda slip: slip.rule is not None or slip.counts is not None))


@pytest.mark.parametrize("row", EDITS)
def test_a_slip_calculates_another_network(row: str) -> None:
    """The number that is counted out for the other network is the slip's, with that network as its reason."""
    slip = EDITS[row]
    assert slip.name in EDITED, f"write an example of {slip.name!r} in EDITED of tests/cases/slip_rows.py"
    example = EDITED[slip.name]
    quantity = next(name for name in COUNTS if name in slip.of)
    count = COUNTS[quantity]
    claimed, truth = (count(read(text), example.size) for text in (example.instead, example.network))
    assert claimed != truth
    sizes = (example.size,) if quantity == "size" else ()
    claim = asked(example.network, quantity, sizes, ("w",), 0, "pytorch")
    ground = grounds(claim, quantity, "w")
    assert ground.value(ground.steps) == truth
    found = [hit for hit in hits(ground, claimed, truth) if hit.slip is slip]
    told = [reason(hit, quantity, ground, number(0), 0, 1.0) for hit in found]
    networks = {each.network for each in told if each is not None}
    wanted = unrolled(parse(example.instead).items)
    assert any(text is not None and unrolled(parse(text).items) == wanted for text in networks), networks


def hits_of_rule(slip: Slip) -> tuple[list[Hit], str]:
    """What a rule's example is hit by, and its quantity."""
    assert slip.name in RULED, f"write an example of {slip.name!r} in RULED of tests/cases/slip_rows.py"
    example = RULED[slip.name]
    claim = asked(*(example.network, example.quantity, example.sizes, example.axes, example.place, example.convention))
    if slip.counts is not None:
        return list(
            cost_hits(example.quantity, counted(claim), Fraction(example.value), Fraction(-1))
        ), example.quantity
    ground = grounds(claim, example.quantity, example.axes[0])
    truth = ground.value(ground.steps)
    assert truth != example.value
    return list(hits(ground, example.value, -1 if truth is None else truth)), example.quantity


@pytest.mark.parametrize("row", RULES)
def test_a_slip_has_the_number_of_its_rule(row: str) -> None:
    """The number that is reckoned by hand with the wrong rule is the slip's."""
    slip = RULES[row]
    found, quantity = hits_of_rule(slip)
    assert quantity in slip.of
    assert slip in [hit.slip for hit in found]


def test_every_example_is_of_a_row() -> None:
    assert EDITED.keys() | RULED.keys() | HEADS == {slip.name for slip in SLIPS}


def test_no_two_rows_are_the_same() -> None:
    for quantity in {name for slip in SLIPS for name in slip.of}:
        names = [slip.name for slip in SLIPS if quantity in slip.of]
        assert len(names) == len(set(names))


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.name)
def test_a_sentence_has_its_holes(slip: Slip) -> None:
    told = slip.sentence.format(claimed="7", at="c3 (layer 1)", quantity="field", head="gap")
    assert told.startswith("7 is")
    assert "{" not in told
    assert not told.endswith((".", ":"))


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.name)
def test_a_law_is_said_once_and_its_kernel_explained(slip: Slip) -> None:
    told = stated(slip, "field", number(7), None).sentence
    assert told.count("E = d*(k-1)+1") == (re.search(r"\bE\b", told) is not None)
    given = slip.law.rpartition(" = ")[2]
    assert len(given) < 3 or told.count(given) <= 1


def test_a_changed_network_is_written_shortly() -> None:
    claim = asked("(c11 c11)*4 (c11d4 c11d4)*4", "field", (), ("w",), 0, "pytorch")
    ground = grounds(claim, "field", "w")
    (hit, *_) = [hit for hit in hits(ground, 201, 401) if hit.slip.name == "one layer a block"]
    told = reason(hit, "field", ground, number(201), 0, 1.0)
    assert told is not None
    assert told.sentence == "201 is what one layer per block gives: (c11)*4 (c11d4)*4"
    assert notation(parse("c3 c5").items) == "c3 c5"
    assert Entry("w", number(1), number(2)).wrong
