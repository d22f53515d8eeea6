"""The pixels that one output reads on all axes, against sets of pixels, each a point in the plane or in space."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from typing import NamedTuple, TypeAlias

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support.laws import examples

import symrf
from symrf.front.cli import main
from symrf.front.manuscripts.caches import cached

Point: TypeAlias = tuple[int, ...]
AXES = ("w", "h", "d")


class Windows(NamedTuple):
    """Windows with a kernel, a stride, a dilation and a padding on each axis."""

    kernel: Point
    stride: Point
    apart: Point
    pad: Point

    @property
    def text(self) -> str:
        """It in the notation."""
        return "".join(sign + "x".join(map(str, numbers)) for sign, numbers in zip("csdp", self, strict=True))

    def read(self, points: set[Point]) -> set[Point]:
        """What is read by those who read some of its outputs."""
        return {
            tuple(
                at * stride - pad + tap * apart
                for at, stride, pad, tap, apart in zip(point, self.stride, self.pad, taps, self.apart, strict=True)
            )
            for point in points
            for taps in product(*map(range, self.kernel))
        }


class Fork(NamedTuple):
    """Branches that are added."""

    branches: tuple[tuple[Windows | Fork, ...], ...]

    @property
    def text(self) -> str:
        """They in the notation."""
        return "[" + " + ".join(chain_text(branch) for branch in self.branches) + "]"

    def read(self, points: set[Point]) -> set[Point]:
        """What is read by those who read some of the sums."""
        return set().union(*(read(branch, points) for branch in self.branches))


Chain: TypeAlias = tuple[Windows | Fork, ...]


def chain_text(chain: Chain) -> str:
    """A chain in the notation; one without layers is the identity."""
    return " ".join(item.text for item in chain) or "id"


def read(chain: Chain, points: set[Point]) -> set[Point]:
    """The inputs that outputs of a chain read, those in the padding too, which go on for ever."""
    for item in reversed(chain):
        points = item.read(points)
    return points


def windows(axes: int, keeping: bool) -> st.SearchStrategy[Windows]:
    """Windows; those that are `keeping` keep the size."""

    def each(numbers: st.SearchStrategy[int]) -> st.SearchStrategy[Point]:
        return st.tuples(*[numbers] * axes)

    if keeping:
        return st.builds(lambda k, d: Windows(k, (1,) * axes, d, pads(k, d)), each(st.sampled_from([1, 3])), each(FEW))
    return st.builds(Windows, each(st.integers(1, 4)), each(FEW), each(FEW), each(st.integers(0, 1)))


FEW = st.sampled_from([1, 1, 2])


def pads(kernel: Point, apart: Point) -> Point:
    """The padding that keeps the size."""
    return tuple((k - 1) * d // 2 for k, d in zip(kernel, apart, strict=True))


def forks(axes: int) -> st.SearchStrategy[Fork]:
    """Branches that keep the size, which may branch again."""
    branch = st.lists(windows(axes, True), max_size=2).map(tuple)
    inner = st.lists(branch, min_size=2, max_size=3).map(lambda branches: Fork(tuple(branches)))
    deeper = st.tuples(branch, inner).map(lambda both: (*both[0], both[1]))
    return inner | st.tuples(branch, deeper).map(Fork)


def chains(axes: int) -> st.SearchStrategy[Chain]:
    """Chains of windows and of branches."""
    most = 3 if axes < 3 else 2
    return st.lists(windows(axes, False) | forks(axes), min_size=1, max_size=most).map(tuple)


CROSS = Fork(((Windows((3, 1), (1, 1), (1, 1), (1, 0)),), (Windows((1, 3), (1, 1), (1, 1), (0, 1)),)))
GAPS = (Windows((1, 1), (2, 2), (1, 1), (0, 0)), Windows((2, 3), (1, 1), (2, 1), (0, 0)))


@given(st.integers(1, 3).flatmap(lambda axes: st.tuples(st.just(axes), chains(axes))))
@settings(max_examples=examples(150))
@example((2, (CROSS,)))
@example((2, (CROSS, CROSS, CROSS)))
@example((2, GAPS))
@example((2, (*GAPS, CROSS)))
def test_the_area_is_the_number_of_points_that_are_read(drawn: tuple[int, Chain]) -> None:
    axes, chain = drawn
    points = read(chain, {(0,) * axes})
    d = symrf.derive(chain_text(chain), axes=AXES[:axes])
    assert d.quantity("area") == len(points)
    report = symrf.check(chain_text(chain), [f"area = {len(points)}", f"area <= {len(points) - 1}"], axes=d.axes)
    assert [each.status for each in report] == ["proved", "refuted"]


def block(kernel: int, stride: int = 1, apart: int = 1) -> Windows:
    """Windows alike on both axes, without padding."""
    return Windows((kernel,) * 2, (stride,) * 2, (apart,) * 2, (0, 0))


FAMILIES = [
    ("c{k} p2 c{m}", ("k", "m"), lambda k, m: (block(k), block(2, 2), block(m))),
    ("(c3 c3 p2)*{n}", ("n",), lambda n: (block(3), block(3), block(2, 2)) * n),
    ("(c{2*i+1})*{i=1..n} c3", ("n",), lambda n: (*(block(2 * i + 1) for i in range(1, n + 1)), block(3))),
    ("c{k} [c{m}p{(m-1)/2} + id]", ("k", "m"), lambda k, m: (block(k), block(m)) if m % 2 else None),
    ("c3d{d}", ("d",), None),
    ("(c1s2 c3)*{n}", ("n",), None),
    ("c{k}s{s} c3", ("k", "s"), None),
    ("[c{k}x1p{(k-1)/2}x0 + c1x{k}p0x{(k-1)/2}]", ("k",), None),
]


@pytest.mark.parametrize(("text", "names", "made"), FAMILIES, ids=[text for text, *_ in FAMILIES])
def test_the_area_of_a_family(text, names, made) -> None:  # type: ignore[no-untyped-def]
    family = symrf.derive(text)
    found = family.quantity("area")
    assert (found is None) == (made is None)
    for values in product(range(1, 4), repeat=len(names)):
        put = dict(zip(names, values, strict=True))
        chain = None if made is None else made(*values)
        if found is not None and chain is not None:
            assert found.subs(put) == len(read(chain, {(0, 0)}))


@pytest.mark.parametrize("text", ["t4s2", "c3 gap", "c3 ub2", "[crop | p2 c3 t2s2]", "[c3s2same + c1s2same] c3"])
def test_there_is_no_area_where_outputs_read_unlike(text: str) -> None:
    assert symrf.derive(text).quantity("area") is None
    unread = symrf.check(text, ["area = 9"])[0].error
    assert isinstance(unread, symrf.DerivationError)
    assert "the area is not worked out" in unread.message


@pytest.mark.parametrize(
    ("text", "area"), [("c3 pu2", 16), ("bl3s2 c3", 49), ("c3s2same c3", 49), ("c3 p2s2 c3 relu", 64), ("z-2 c5x1", 5)]
)
def test_the_area_of_other_layers(text: str, area: int) -> None:
    assert symrf.derive(text).quantity("area") == area


def test_the_area_of_thousands_of_layers() -> None:
    one, many = symrf.derive("(c3 p2)*2000"), symrf.derive("(c1s2 c3)*2000")
    assert one.quantity("area") == (3 * 2**2000 - 2) ** 2
    assert many.quantity("area") is None


def test_the_area_stands_wherever_a_quantity_does(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    cross = chain_text((CROSS,))
    assert main(["check", cross, "area = 5", "area@1 = 3", "area <= 8"]) == 0
    capsys.readouterr()
    assert main([cross, "--columns", "area", "--contents", "table"]) == 0
    assert [line.split()[-1] for line in capsys.readouterr().out.strip().splitlines()[2:]] == ["3", "3", "5"]
    assert main([cross, "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["overall"]["area"], [layer["overall"]["area"] for layer in data["layers"]]) == (5, [3, 3, 5])
    assert symrf.solve("c{k} p2 c3", ["area = 64"]).to_dict()["answer"] == "k = 3"
    (tmp_path / "paper.tex").write_text(f"\\symrf[area]{{{cross}}}", "utf-8")
    assert "\\ensuremath{5}" in cached(str(tmp_path / "paper.tex")).text
    with pytest.raises(SystemExit):
        main(["derive", "--help"])
    assert "area" in capsys.readouterr().out.partition("--columns A,B  ")[2]
