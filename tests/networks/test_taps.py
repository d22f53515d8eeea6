"""Names after @: what they mean, several outputs, and resizes to fit, against PyTorch and pixels counted one by one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.certificates import accepted, answers, report_of
from support.extras import needed
from support.laws import examples

import symrf
from symrf.errors import DerivationError, InputError, NotationError, SizeError
from symrf.formulas.budget import budget
from symrf.networks.graph import chain
from symrf.networks.notation.architecture import Architecture, Kind, Layer, Tap
from symrf.networks.notation.instances import put
from symrf.networks.notation.reader import parse

torch = needed("torch")
F = torch.nn.functional
Image = torch.Tensor

# --- the notation

MEANT = [  # a network, and the places that each of its links receives from
    ("A: c3 c3 @A", [(0,), (1,), (1,)]),
    ("A: c3 p2 [id | @A c1]", [(0,), (1,), (2,), (1,), (3, 4)]),
    ("A: (c3 p2) c3 [id + @A]", [(0,), (1,), (2,), (3,), (4, 2)]),
    ("A: [c3 + c3] p2 [@A | @I]", [(0,), (0,), (1, 2), (3,), (3, 0)]),
    ("(A: c3 p2 [id | @A])*2", [(0,), (1,), (2,), (3, 1), (4,), (5,), (6,), (7, 5)]),
    ("A: c3 (A: c5 [id | @A])*2", [(0,), (1,), (2,), (3, 2), (4,), (5,), (6, 5)]),
    ("A: c3 (c5 @A)*2 p2", [(0,), (1,), (1,), (1,)]),
    ("F = A: c3 c1 @A; F F", [(0,), (1,), (1,), (3,)]),
    ("F = c3; F c5 @F p2", [(0,), (1,), (1,)]),
    ("A: c3 p2 fit@A", [(0,), (1,), (2,)]),
]


@pytest.mark.parametrize(("text", "sources"), MEANT)
def test_a_tap_goes_on_from_what_it_names(text: str, sources: list[tuple[int, ...]]) -> None:
    network = parse(text)
    assert parse(str(network)) == network
    found = [link.sources for link in chain(network).links]
    assert found[: len(sources)] == sources


WRITTEN = [
    ("A: c3\nout @A", "A: c3; out @A"),
    ("F = c3; N = A: F B: F; out @A,@B", "F = c3; N = A: F B: F; out @A @B"),
    ("out: c3 c1; out @out", "out: c3 c1; out @out"),
    ("out = c3; out", "out = c3; out"),
    ("A: c3 [fit@A | fitb@A | crop@A]", "A: c3 [fit@A | fitb@A | crop@A]"),
]


@pytest.mark.parametrize(("text", "printed"), WRITTEN)
def test_taps_and_outputs_are_printed_as_they_are_read(text: str, printed: str) -> None:
    network = parse(text)
    assert str(network) == printed
    assert parse(printed) == network


REFUSED = [
    ("@A c3", (0, 2), "nothing before it is named A: write A: before a layer"),
    ("Aa: c3 @Ab", (7, 10), "nothing before it is named Ab: write Ab: before a layer; Aa is"),
    ("A: c3 A: p2 @A", (12, 14), "A is used twice: give each its own name"),
    ("A: c3 @A A: c5", (6, 8), "A is used twice: give each its own name"),
    ("c3 @A A: c5", (3, 5), "A comes later, or has not ended here yet: @A can only refer to what comes before it"),
    (
        "c3 A: [id + @A]",
        (12, 14),
        "A comes later, or has not ended here yet: @A can only refer to what comes before it",
    ),
    ("(A: c3 p2)*2 @A", (13, 15), "A is in a repeat, so there is one in each turn: name the group, or write it out"),
    ("c3 fit@A", (3, 8), "nothing before it is named A: write A: before a layer"),
    ("F = c3 @I; F", (7, 9), "nothing before it is named I: write I: before a layer"),
    ("F = A: c3; F @A", (13, 15), "nothing before it is named A: write A: before a layer; F is"),
    ("A: @A", (3, 5), "@A cannot have a name of its own: it continues from the layer of that name"),
    ("A: c3 @", (6, 7), "a name is missing after @"),
    ("A: c3 fit@", (9, 10), "a name is missing after @"),
    ("c3@A", (2, 3), "a blank is missing before @A"),
    ("A: c3; out @B", (11, 13), "nothing before it is named B: write B: before a layer; A is"),
    ("A: c3; out @A @A", (14, 16), "the output A is given twice"),
    ("A: c3; out @A; p2", (11, 13), "the outputs must come in the last line: out @P3 @P4"),
    ("A: c3 out @A", (6, 9), "the outputs must come in the last line: out @P3 @P4"),
    ("out @A", (4, 6), "a network must come before its outputs"),
    ("fit = c3; fit", (0, 3), "fit is already a layer of the notation: choose another name"),
]


@pytest.mark.parametrize(("text", "span", "message"), REFUSED)
def test_a_name_that_means_nothing_is_refused_where_it_stands(text: str, span: tuple[int, int], message: str) -> None:
    with pytest.raises(NotationError) as refusal:
        parse(text)
    assert (refusal.value.message, refusal.value.span) == (message, span)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("c3 c3\nout @1", "a name is missing after @"),
        ("conv: c3\nout @P3", "nothing before it is named P3: write P3: before a layer; conv is"),
    ],
)
def test_what_has_outputs_is_in_the_notation_and_no_text_of_others(text: str, message: str) -> None:
    with pytest.raises(NotationError) as refusal:
        symrf.derive(text)
    assert refusal.value.message == message


def test_so_it_is_in_a_network_that_was_not_read() -> None:
    with pytest.raises(DerivationError, match=r"^@A: nothing before it is named A: write A: before a layer$"):
        chain(Architecture((Layer(Kind.CONVOLUTION, (3,)), Tap("A"))))


UNDERIVED = [
    ("A: c3 [c2 + @A] @A", "[c2 + @A]: its branches cannot have the same size: w-3 and w-2; at w=4 they are 1 and 2"),
    ("fit", "fit is not in a branch, so there is nothing to fit it to: name a layer, as in fit@P3"),
    ("[fit | crop]", "[fit | crop]: fit fits its branch to the others, but every branch has such a layer"),
    (
        "[fit c3 | c3]",
        "[fit c3 | c3]: fit fits its branch to the others, so it must be the last layer of the branch",
    ),
    ("[A: fit | @A c3]", "fit takes its size from a layer that depends on it"),
    ("A: c3 (c1 [id | @A])*{n}", "(c1 [id | @A])*{n} is too long to write out, so @A cannot be used in it"),
]


@pytest.mark.parametrize(("text", "message"), UNDERIVED)
def test_what_has_no_size_is_refused(text: str, message: str) -> None:
    with pytest.raises(DerivationError) as refusal:
        symrf.derive(text)
    assert refusal.value.message == message


def test_the_turns_of_a_repeat_with_an_index_keep_their_names_to_themselves() -> None:
    family = parse("(A: c{i} c1 [id | @A])*{i=1..n}")
    written = put(family, {"n": 2})
    assert str(written) == "(A: c1 c1 [id | @A])*1 (A: c2 c1 [id | @A])*1"
    assert symrf.derive(written, axes=("w",))["w"].receptive_field == 2


# --- networks as PyTorch runs them, on one axis, all weights one

ONE, THREE = torch.ones(1, 1, 1, dtype=torch.float64), torch.ones(1, 1, 3, dtype=torch.float64)


def conv(image: Image, kernel: Image = THREE, stride: int = 1, padding: int | None = None) -> Image:
    return F.conv1d(image, kernel, stride=stride, padding=kernel.shape[2] // 2 if padding is None else padding)


def up(image: Image) -> Image:
    return F.interpolate(image, scale_factor=2, mode="nearest")


def like(image: Image, other: Image) -> Image:
    return F.interpolate(image, size=other.shape[2:], mode="nearest")


def added(one: Image, other: Image) -> Image:
    """The sum of images of one size; + alone would spread a single pixel."""
    return torch.stack([one, other]).sum(0)


def between(image: Image, other: Image) -> Image:
    return F.interpolate(image, size=other.shape[2:], mode="linear", align_corners=False)


def pyramid(resized: Callable[[Image, Image], Image]) -> Callable[[Image], Mapping[str, Image]]:
    """A feature pyramid of three levels."""

    def forward(image: Image) -> Mapping[str, Image]:
        c3 = conv(image, stride=2)
        c4 = conv(c3, stride=2)
        c5 = conv(c4, stride=2)
        p5 = conv(c5, ONE)
        p4 = added(conv(c4, ONE), resized(p5, c4))
        return {"P3": added(conv(c3, ONE), resized(p4, c3)), "P4": p4, "P5": p5}

    return forward


def aggregation(image: Image) -> Mapping[str, Image]:
    """The neck of a detector: down, up and down again, concatenated."""
    c3 = conv(image, stride=2)
    c4 = conv(c3, stride=2)
    c5 = conv(c4, stride=2)
    u4 = torch.cat([up(c5), c4], 1).sum(1, keepdim=True)
    u4 = conv(u4)
    n3 = conv(torch.cat([up(u4), c3], 1).sum(1, keepdim=True))
    n4 = conv(torch.cat([conv(n3, stride=2), u4], 1).sum(1, keepdim=True))
    n5 = conv(torch.cat([conv(n4, stride=2), c5], 1).sum(1, keepdim=True))
    return {"N3": n3, "N4": n4, "N5": n5}


def decoder(image: Image) -> Mapping[str, Image]:
    """A U-Net whose ways up are resized to the skips."""
    e1 = conv(image)
    e2 = conv(conv(e1, stride=2))
    middle = conv(conv(e2, stride=2))
    d2 = conv(torch.cat([e2, like(middle, e2)], 1).sum(1, keepdim=True))
    return {"D1": conv(torch.cat([e1, like(d2, e1)], 1).sum(1, keepdim=True))}


BACKBONE = "C3: c3s2p1 C4: c3s2p1 C5: c3s2p1"
WAYS = "[u2 | @C4] U4: c3p1 [u2 | @C3] N3: c3p1 [c3s2p1 | @U4] N4: c3p1 [c3s2p1 | @C5] N5: c3p1"
NETWORKS: list[tuple[str, Callable[[Image], Mapping[str, Image]]]] = [
    (f"{BACKBONE} P5: c1 P4: [@C4 c1 + u2] P3: [@C3 c1 + u2]; out @P3 @P4 @P5", pyramid(lambda one, _: up(one))),
    (f"{BACKBONE} P5: c1 P4: [@C4 c1 + fit] P3: [@C3 c1 + fit]; out @P3 @P4 @P5", pyramid(like)),
    (f"{BACKBONE} P5: c1 P4: [fit@C4 + @C4 c1] P3: [fit@C3 + @C3 c1]; out @P5 @P3 @P4", pyramid(like)),
    (f"{BACKBONE} P5: c1 P4: [fitb + @C4 c1] P3: [fitb + @C3 c1]; out @P3 @P4 @P5", pyramid(between)),
    (f"{BACKBONE} {WAYS}; out @N3 @N4 @N5", aggregation),
    (
        "E1: c3p1 c3s2p1 E2: c3p1 c3s2p1 c3p1 [@E2 | fit] D2: c3p1 [@E1 | fit] D1: c3p1; out @D1",
        decoder,
    ),
]


def run(forward: Callable[[Image], Mapping[str, Image]], image: Image) -> Mapping[str, Image]:
    """What each output is; nothing where PyTorch refuses the sizes."""
    try:
        return forward(image)
    except RuntimeError:
        return {}


def read(forward: Callable[[Image], Mapping[str, Image]], name: str, w: int) -> list[tuple[int, ...]]:
    """The pixels that have a gradient, for each pixel of an output: an image for each."""
    count = forward(torch.zeros(1, 1, w).double())[name].shape[2]
    images = torch.zeros(count, 1, w, dtype=torch.float64, requires_grad=True)
    ours = forward(images)[name][range(count), 0, range(count)]
    (found,) = torch.autograd.grad(ours.sum(), images)
    return [tuple(torch.nonzero(each[0] > 1e-9).flatten().tolist()) for each in found]  # less is rounded


@pytest.mark.parametrize(("text", "forward"), NETWORKS, ids=lambda value: value if isinstance(value, str) else "")
def test_each_output_has_the_size_that_pytorch_gives(
    text: str, forward: Callable[[Image], Mapping[str, Image]]
) -> None:
    each = symrf.derive(text, axes=("w",)).outputs
    taken = 0
    for w in range(1, 50):
        sizes = {name: image.shape[2] for name, image in run(forward, torch.zeros(1, 1, w).double()).items()}
        assert bool(sizes) == all(one["w"].takes(w) for one in each.values())
        taken += bool(sizes)
        for name, size in sizes.items():
            assert each[name].at(w=w) == {"w": size}
    assert taken > 8


@pytest.mark.parametrize(("text", "forward"), NETWORKS, ids=lambda value: value if isinstance(value, str) else "")
def test_an_output_reads_the_pixels_that_have_a_gradient(
    text: str, forward: Callable[[Image], Mapping[str, Image]]
) -> None:
    each = symrf.derive(text, axes=("w",)).outputs
    for w in (64, 61):
        for name in run(forward, torch.zeros(1, 1, w).double()):
            for o, pixels in enumerate(read(forward, name, w)):
                assert each[name]["w"].reads(o, w) == pixels


@pytest.mark.parametrize(("text", "forward"), NETWORKS, ids=lambda value: value if isinstance(value, str) else "")
def test_the_field_of_an_output_is_the_most_that_one_reads(
    text: str, forward: Callable[[Image], Mapping[str, Image]]
) -> None:
    for name, each in symrf.derive(text, axes=("w",)).outputs.items():
        spans = [pixels[-1] - pixels[0] + 1 for pixels in read(forward, name, 320)]
        assert each["w"].receptive_field == max(spans)


# --- the same network in two ways

ALIKE = [
    ("E: c3p1 p2 c3p1 u2 [@E | id] c3p1", "c3p1 [id | p2 c3p1 u2] c3p1"),
    (
        "A: c3p1 p2 B: c3p1 p2 c3p1 u2 [@B | id] c3p1 u2 [@A | id] c3p1",
        "c3p1 [id | p2 c3p1 [id | p2 c3p1 u2] c3p1 u2] c3p1",
    ),
    (
        "A: c3 p2 B: c3 p2 c3 t2s2 [@B crop | id] c3 t2s2 [@A crop | id] c3",
        "c3 [crop | p2 c3 [crop | p2 c3 t2s2] c3 t2s2] c3",
    ),
    ("A: c7s2p3 c3p1 c3p1 [@A + id]", "c7s2p3 [id + c3p1 c3p1]"),
]


@pytest.mark.parametrize(("named", "nested"), ALIKE)
def test_named_skips_are_what_nested_branches_are(named: str, nested: str) -> None:
    one, other = symrf.derive(named, axes=("w",))["w"], symrf.derive(nested, axes=("w",))["w"]
    assert one.facts == other.facts
    assert (one.jump, one.start, one.padding, one.field_trees) == (
        other.jump,
        other.start,
        other.padding,
        other.field_trees,
    )
    assert one.size.exact_when == other.size.exact_when
    for w in range(1, 100):
        assert one.takes(w) == other.takes(w)
        if one.takes(w):
            assert one.size.at(w) == other.size.at(w)


# --- any graph, pixel by pixel

Pixels = tuple[frozenset[int], ...]  # what each output reads
LAYERS: Mapping[str, Callable[[Pixels], Pixels]] = {
    "c3p1": lambda image: tuple(union(image, range(o - 1, o + 2)) for o in range(len(image))),
    "c2": lambda image: tuple(union(image, range(o, o + 2)) for o in range(len(image) - 1)),
    "c3s2p1": lambda image: tuple(union(image, range(o - 1, o + 2)) for o in range(0, len(image), 2)),
    "p2": lambda image: tuple(union(image, range(o, o + 2)) for o in range(0, len(image) - 1, 2)),
    "u2": lambda image: tuple(pixel for pixel in image for _ in range(2)),
}


def union(image: Pixels, places: range) -> frozenset[int]:
    return frozenset().union(*(image[place] for place in places if 0 <= place < len(image)))


@dataclass(frozen=True)
class Step:
    """A layer on a place before it, a resize to another, or places that meet."""

    text: str
    of: tuple[int, ...]


@st.composite
def graphs(draw: st.DrawFn) -> list[Step]:
    """Steps on places, of which 0 is the input."""
    steps: list[Step] = []
    for place in range(draw(st.integers(1, 7))):
        sources = st.integers(max(0, place - 3), place)
        text = draw(st.sampled_from([*LAYERS, "fit", "+"]))
        steps.append(Step(text, tuple(draw(sources) for _ in range(1 if text in LAYERS else 2))))
    return steps


def name_of(place: int) -> str:
    return f"n{place}" if place else "I"


def text_of(steps: list[Step]) -> str:
    """The graph in the notation, every source tapped."""
    written = []
    for place, step in enumerate(steps, 1):
        first, *rest = (f"@{name_of(source)}" for source in step.of)
        match step.text:
            case "+":
                written.append(f"{name_of(place)}: [{first} + {rest[0]} c1]")
            case "fit":
                written.append(f"{first} {name_of(place)}: fit{rest[0]}")
            case layer:
                written.append(f"{first} {name_of(place)}: {layer}")
    last = len(steps)
    return f"{' '.join(written)}; out @{name_of(last)}"


def laid_out(steps: list[Step], w: int, place: int) -> Pixels | None:
    """What the outputs at a place read of w pixels; None where that has no size."""
    found: dict[int, Pixels | None] = {0: tuple(frozenset((pixel,)) for pixel in range(w))}
    for at, step in enumerate(steps[:place], 1):
        images = [image for source in step.of if (image := found[source]) is not None]
        given: Pixels | None = None
        if len(images) == len(step.of):
            sizes = [len(image) for image in images]
            match step.text:
                case "+":
                    given = tuple(map(frozenset.union, *images)) if len(set(sizes)) == 1 else None
                case "fit":
                    given = tuple(images[0][o * sizes[0] // sizes[1]] for o in range(sizes[1]))
                case layer:
                    given = LAYERS[layer](images[0])
        found[at] = given or None
    return found[place]


@settings(max_examples=examples(60))
@given(graphs())
def test_a_graph_samples_its_input_as_it_is_laid_out(steps: list[Step]) -> None:
    text = text_of(steps)
    network = parse(text)
    assert parse(str(network)) == network
    laid = {w: laid_out(steps, w, len(steps)) for w in range(1, 26)}
    try:
        reading = symrf.derive(network, axes=("w",))["w"]
    except DerivationError:
        assert len([w for w, image in laid.items() if image is not None]) < 12
        return
    for w, image in laid.items():
        assert reading.takes(w) == (image is not None)
        if image is not None:
            assert reading.size.at(w) == len(image)
            assert [frozenset(reading.reads(o, w)) for o in range(len(image))] == list(image)


# --- resizes to fit


@pytest.mark.parametrize(("fit", "mode"), [("fit", "nearest"), ("fitb", "bilinear")])
@pytest.mark.parametrize("before", ["c3s2p1", "c1s2", "c3s3p1", "c5", "u2", "p2", "c3s2p1 c3s2p1", "p3s2ceil"])
def test_a_resize_to_the_input_reads_what_interpolation_does(fit: str, mode: str, before: str) -> None:
    reading = symrf.derive(f"{before} {fit}@I", axes=("w",))["w"]
    received = symrf.derive(before, axes=("w",))["w"]
    fields = set()
    for w in range(8, 40):
        assert reading.size.at(w) == w
        n = received.size.at(w)
        image = torch.zeros(1, 1, n, 1, dtype=torch.float64, requires_grad=True)
        resized = F.interpolate(image, size=(w, 1), mode=mode)
        for o in range(w):
            (found,) = torch.autograd.grad(resized[0, 0, o, 0], image, retain_graph=True)
            read = torch.nonzero(found[0, 0, :, 0] > 1e-9).flatten().tolist()  # less is a rounding of the weights
            pixels = sorted({pixel for each in read for pixel in received.reads(each, w)})
            ours = reading.reads(o, w)
            assert set(pixels) <= set(ours)
            assert mode == "bilinear" or list(ours) == pixels  # of two pixels one may have the weight 0
            if reading.unreached is None and (reading.read_when is None or w in reading.read_when):
                fields.add(pixels[-1] - pixels[0] + 1)
    if reading.unreached is None:
        assert reading.receptive_field == max(fields)


KNOWN = [  # what an output reads, and the remainders of the inputs for which that is so
    ("c3s2p1 fit@I", 3, None),
    ("p2 fit@I", 2, (2, (0,))),
    ("c3s2p1 fitb@I", 5, (2, (0,))),
    ("c3s4p1 fit@I", 3, (4, (0, 3))),
    ("c5 fit@I", None, None),
    ("E1: c3p1 p2 E2: c3p1 p2 c3p1 [@E2 | fit] c3p1 [@E1 | fit] c3p1", 26, (4, (0,))),
]


@pytest.mark.parametrize(("text", "field", "where"), KNOWN)
def test_what_outputs_read_is_said_where_a_resize_has_one_factor(
    text: str, field: int | None, where: tuple[int, tuple[int, ...]] | None
) -> None:
    reading = symrf.derive(text, axes=("w",))["w"]
    found = reading.read_when
    assert reading.receptive_field == field
    assert (None if found is None else (found.modulus, found.residues)) == where


def test_a_claim_about_what_outputs_read_is_judged_where_that_is_known() -> None:
    claims = ["rf = 5", "rf at w=64 = 5", "rf at w=65 = 5", "jump = 1", "size = w", "rf at w=64 = 4"]
    report = symrf.check("c3s2p1 fitb@I", claims, axes=("w",))
    assert [each.status for each in report] == [
        *("undecided", "proved", "undecided", "undecided", "proved", "refuted"),
    ]
    assert [each.status for each in symrf.check("in1@64 c3s2p1 fitb@I", ["rf = 5"], axes=("w",))] == ["proved"]
    told = symrf.derive("c3s2p1 fitb@I", axes=("w",))
    assert "This holds for even w; for other sizes a resize has no single factor." in told.document()
    assert told.to_dict()["result"]["w"]["read_when"] == {"modulus": 2, "residues": [0]}


def test_what_is_fitted_to_a_name_takes_what_that_takes() -> None:
    reading = symrf.derive("A: (c9 p4) @I c1 fit@A", axes=("w",))["w"]
    assert [reading.takes(w) for w in (11, 12)] == [False, True]
    with pytest.raises(SizeError):
        reading.size.at(11)


# --- several outputs

TWO = "in3 A: c3p1-4 B: p2 c3-8; out @A @B"


def test_an_output_has_what_leads_to_it_alone() -> None:
    derivation = symrf.derive(TWO)
    assert {name: each.params for name, each in derivation.outputs.items()} == {"A": 112, "B": 112}
    assert derivation.params == 112 + 4 * 8 * 9 + 8
    assert [link.name for link in derivation.outputs["A"].chain.links] == ["A"]


def test_a_network_of_several_outputs_has_no_size_of_its_own() -> None:
    derivation = symrf.derive(TWO)
    for ask in (
        lambda: derivation["w"],
        derivation.shape,
        lambda: derivation.at(w=8),
        lambda: derivation.quantity("flat"),
    ):
        with pytest.raises(InputError, match=r"^the network has several outputs, A, B: ask for one, with out @B"):
            ask()
    assert derivation.latex().count("&=") == 2
    assert repr(derivation) == f"<Derivation {TWO}: A size w, A field 3, B size w/2, B field 4>"


def test_a_claim_names_the_output_that_it_is_about() -> None:
    claims = ["size@A = w", "size@B = w/2", "rf@B.w = 4", "rf@A = 5", "size = w", "params = 408"]
    report = symrf.check(TWO, claims)
    assert [each.status for each in report] == ["proved", "conditional", "proved", "refuted", "unread", "proved"]
    assert "the network has the outputs A, B: say which one, as in size@B" in str(report[4].error)


def test_a_claim_about_a_group_of_dotted_names_is_about_its_last_layer() -> None:
    names = ("conv1", "layer1.0.conv1", "layer1.0.conv2", "layer1.1.conv1", "layer2.0.conv1")
    network = Architecture(tuple(Layer(Kind.CONVOLUTION, (3,), name=name) for name in names))
    claims = ["rf@layer1.0.conv1 = 5", "rf@layer1.0 = 7", "rf@layer1 = 9", "rf@layer1.w = 9", "rf@layer2 = 11"]
    assert {each.status for each in symrf.check(network, claims)} == {"proved"}
    (missing,) = symrf.check(network, ["rf@layer3 = 5"])
    assert missing.status == "unread"


def test_conditions_hold_where_every_output_has_a_size() -> None:
    network = "A: p2 B: c9; out @A @B"
    assert "w = 18" in str(symrf.solve(network, ["size@A.w <= 9"], at={"h": 40}).document())


def test_a_file_of_claims_has_its_outputs_in_a_line() -> None:
    report = symrf.check_file("N = A: c3s2p1 B: c3s2p1\nout @A\nsize = ceil(w/2)\nM = N c1\nsize = ceil(w/4)")
    assert [each.status for each in report] == ["proved", "proved"]


CERTIFIED = [
    ("A: c3s2p1 B: c3s2p1 [@A c1 | u2]; out @A @B", "size@B = ceil(w/4)"),
    ("A: c3s2p1 c3s2p1 [@A c1 + u2]", "rf = 7"),
    ("A: c3 p2 fit@A c3", "size = w-4"),
    ("A: c9 @I crop@A", "size = w-7"),
]


def test_provers_accept_what_is_said_of_taps(tmp_path: Path) -> None:
    report = report_of([verdict for text, claim in CERTIFIED for verdict in symrf.check(text, claim, axes=("w",))])
    assert [each.status for each in report] == ["proved", "proved", "proved", "refuted"]
    given = answers(report.certificate("smt2").whole(), tmp_path)
    assert given == ["unsat"] * len(given) != []
    assert accepted(report.certificate("coq").whole(), tmp_path) == ""


# --- what is read twice is derived once


def ladder(rungs: int) -> str:
    """A chain of which each layer meets the last but one."""
    rows = (f"A{i}: [c3p1 + @A{i - 1}]" for i in range(1, rungs))
    return f"A0: c3p1 {' '.join(rows)}"


def neck(levels: int, resize: str = "fit") -> str:
    """Down, up and down again."""
    ways = [f"C{i}: c3s2p1" for i in range(1, levels + 1)] + [f"P{levels}: c1"]
    ways += [f"P{i}: [@C{i} c1 + {resize}]" for i in range(levels - 1, 0, -1)] + ["N1: c3p1"]
    ways += [f"N{i}: [c3s2p1 + @P{i}]" for i in range(2, levels + 1)]
    return " ".join(ways)


def links(text: str) -> int:
    return len(chain(parse(text)).links)


def test_a_tensor_that_is_read_twice_is_one_link() -> None:
    assert links(ladder(30)) - links(ladder(29)) == links(ladder(3)) - links(ladder(2))
    assert links(neck(8)) - links(neck(7)) == links(neck(3)) - links(neck(2))


def test_a_ladder_of_thirty_taps_takes_few_steps() -> None:
    with budget(steps=200_000):
        assert symrf.derive(ladder(30), axes=("w",))["w"].receptive_field == 61
        assert symrf.derive(neck(8), axes=("w",))["w"].receptive_field == 1023
