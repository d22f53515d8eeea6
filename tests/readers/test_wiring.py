"""A graph of layers and its text in the notation mean the same: sizes and fields, by sets of indices."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import or_
from random import Random

import pytest

import symrf
from symrf.networks.notation.architecture import Join, Layer, Sides
from symrf.networks.notation.kinds import Kind
from symrf.readers.dominators import parting
from symrf.readers.graph import Building, Graph
from symrf.readers.inlining import inlined
from symrf.readers.notating import notated

RELU = Layer(Kind.PASS, word="relu")


def window(kind: Kind, kernel: int, stride: int = 1, padding: int = 0) -> Layer:
    return Layer(kind, (kernel,), (stride,), (Sides(padding, padding),))


def conv(kernel: int, stride: int = 1, padding: int = 0) -> Layer:
    return window(Kind.CONVOLUTION, kernel, stride, padding)


# ---- the oracle: what each output of each node reads, node by node --------------------------------------------------

Reads = list[int]  # for each output of a node the inputs that it reads, a bit each


def evaluated(graph: Graph, length: int) -> list[Reads]:
    """What each place reads of an input of a length, on one axis."""
    found: list[Reads] = [[1 << index for index in range(length)]]
    for node in graph.nodes:
        received = [found[source] for source in node.sources]
        if isinstance(node.item, Join):
            assert len({len(each) for each in received}) == 1
            found.append([reduce(or_, parts) for parts in zip(*received, strict=True)])
        elif node.item.kind is Kind.PASS:
            found.append(received[0])
        elif node.item.kind is Kind.NEAREST:
            (factor,) = node.item.sizes
            assert isinstance(factor, int)
            found.append([each for each in received[0] for _ in range(factor)])
        else:
            found.append(slid(node.item, received[0]))
    return found


def slid(layer: Layer, received: Reads) -> Reads:
    assert isinstance(layer.padding, tuple)
    (kernel,), (stride,), (side,) = layer.sizes, layer.stride or (1,), layer.padding
    assert isinstance(kernel, int)
    assert isinstance(stride, int)
    assert isinstance(side.before, int)
    padded = [0] * side.before + received + [0] * side.before
    starts = range(0, len(padded) - kernel + 1, stride)
    return [reduce(or_, padded[start : start + kernel]) for start in starts]


def field(reads: Reads) -> int:
    """The pixels from the first to the last that an output in the middle reads."""
    middle = reads[len(reads) // 2]
    return middle.bit_length() - (middle & -middle).bit_length() + 1


def agree(graph: Graph, length: int = 320) -> None:
    """What the graph means is what its text means, and what is read back of that."""
    found = notated(graph)
    assert symrf.parse(str(found.architecture)) == found.architecture
    derived = symrf.derive(found.architecture, "w")
    expected = evaluated(graph, length)
    if len(graph.outputs) == 1:
        (end,) = graph.outputs
        assert derived.at(w=length) == {"w": len(expected[end])}
        assert derived["w"].receptive_field == field(expected[end])
    claims = {
        f"{said} = {worth}": place
        for place, number in found.numbers.items()
        for said, worth in ((f"size@{number}", len(expected[place])), (f"rf@{number}", field(expected[place])))
    }
    report = symrf.check(found.architecture, list(claims), "w", at={"w": length})
    wrong = [verdict.claim.text for verdict in report if verdict.status != "proved"]
    assert not wrong, str(found.architecture)


# ---- graphs ---------------------------------------------------------------------------------------------------------


def resnet(blocks: Sequence[int]) -> Graph:
    net = Building()
    at = net.add(conv(7, 2, 3), 0, name="conv1")
    at = net.add(RELU, at, name="relu")
    at = net.add(window(Kind.MAX_POOL, 3, 2, 1), at, name="maxpool")
    for stage, count in enumerate(blocks, 1):
        for block in range(count):
            stride = 2 if stage > 1 and block == 0 else 1
            name = f"layer{stage}.{block}"
            inside = net.add(conv(1), at, name=f"{name}.conv1")
            inside = net.add(RELU, inside)
            inside = net.add(conv(3, stride, 1), inside, name=f"{name}.conv2")
            inside = net.add(conv(1), inside, name=f"{name}.conv3")
            beside = net.add(conv(1, stride), at, name=f"{name}.downsample.0") if block == 0 else at
            at = net.add(RELU, net.add(Join.ADD, inside, beside), name=f"{name}.relu")
    return net.graph(at)


def densenet(layers: int) -> Graph:
    net = Building()
    features = [net.add(conv(7, 2, 3), 0, name="conv0")]
    for number in range(layers):
        at = net.add(Join.CONCATENATE, *features) if number else features[0]
        at = net.add(conv(1), net.add(RELU, at), name=f"denselayer{number}.conv1")
        features.append(net.add(conv(3, 1, 1), at, name=f"denselayer{number}.conv2"))
    return net.graph(net.add(Join.CONCATENATE, *features))


def pyramid() -> Graph:
    """A feature pyramid: three outputs, and tensors that are read by joins which do not nest."""
    net = Building()
    at, levels = 0, []
    for level in range(3):
        at = net.add(conv(3, 2, 1), at, name=f"c{level + 3}")
        levels.append(at)
    outputs, above = [], None
    for level, place in reversed(list(enumerate(levels))):
        lateral = net.add(conv(1), place, name=f"lateral.{level}")
        if above is not None:
            lateral = net.add(Join.ADD, lateral, net.add(Layer(Kind.NEAREST, (2,)), above))
        above = lateral
        outputs.append(net.add(conv(3, 1, 1), lateral, name=f"output.{level}"))
    return net.graph(*outputs)


@pytest.mark.parametrize("blocks", [(2,), (3, 4, 6, 3)])
def test_residual_blocks(blocks: tuple[int, ...]) -> None:
    agree(resnet(blocks), 1024)


def test_equal_blocks_are_folded() -> None:
    assert str(notated(resnet((4,))).architecture) == (
        "conv1: c7s2p3 relu maxpool: p3s2p1 [layer1.0.conv1: c1 relu layer1.0.conv2: c3p1 layer1.0.conv3: c1"
        " + layer1.0.downsample.0: c1] relu ([c1 relu c3p1 c1 + id] relu)*3"
    )


def random_graph(random: Random) -> Graph:
    """Layers and joins on any earlier tensors of the same size, of which some are read more than once."""
    net = Building()
    strides = [1]
    for _ in range(random.randint(2, 14)):
        places = range(len(strides))
        source = random.choice(places[-3:]) if random.random() < 0.7 else random.choice(places)
        alike = [place for place in places if strides[place] == strides[source]]
        drawn = random.random()
        name = random.choice([None, "a.b", f"n{len(strides)}", "c3"])
        if drawn < 0.4 and len(alike) > 1:
            net.add(random.choice(list(Join)[:2]), *random.choices(alike, k=random.randint(2, 3)), name=name)
        elif drawn < 0.5 and strides[source] < 8:
            net.add(window(Kind.MAX_POOL, 2, 2), source, name=name)
            strides.append(2 * strides[source])
            continue
        else:
            net.add(random.choice([conv(1), conv(3, 1, 1), conv(5, 1, 2), RELU]), source, name=name)
        strides.append(strides[source])
    last = len(strides) - 1
    outputs = [last, *random.sample(range(1, last), k=min(last - 1, random.choice([0, 0, 1, 2])))]
    return net.graph(*outputs)


@pytest.mark.parametrize("seed", range(40))
def test_any_graph_means_what_its_text_means(seed: int) -> None:
    agree(random_graph(Random(seed)))  # noqa: S311


def test_a_dense_block_is_a_chain_of_branches() -> None:
    found = notated(densenet(4)).architecture
    assert str(found).count("@") == 0
    agree(densenet(4))


def test_a_pyramid_has_three_outputs() -> None:
    agree(pyramid())
    assert notated(pyramid()).architecture.outputs == ("output.2", "output.1", "output.0")


def unet(fits: bool) -> Graph:
    """Two levels, whose skips are cropped to what comes up."""
    net = Building()
    at, skips = 0, []
    for level in range(2):
        at = net.add(conv(3), net.add(conv(3), at, name=f"down{level}.a"), name=f"down{level}.b")
        skips.append(at)
        at = net.add(window(Kind.MAX_POOL, 2, 2), at)
    at = net.add(conv(3), at, name="bottom")
    for level, skip in reversed(list(enumerate(skips))):
        up = net.add(Layer(Kind.NEAREST, (2,)), at)
        cropped = net.add(RELU, net.add(Layer(Kind.CROP), skip, fits=up if fits else None))
        at = net.add(conv(3), net.add(Join.CONCATENATE, cropped, up), name=f"up{level}")
    return net.graph(at)


@pytest.mark.parametrize("fits", [True, False])
def test_a_crop_fits_its_sister(fits: bool) -> None:
    assert str(notated(unet(fits)).architecture) == (
        "down0.a: c3 down0.b: c3 [crop relu | p2s2 down1.a: c3 down1.b: c3"
        " [crop relu | p2s2 bottom: c3 u2] up1: c3 u2] up0: c3"
    )


def test_what_fits_a_tensor_elsewhere_names_it() -> None:
    net = Building()
    first = net.add(conv(3, 2, 1), 0, name="first")
    second = net.add(conv(3, 2, 1), first, name="second")
    up = net.add(Layer(Kind.FIT), second, fits=first)
    graph = net.graph(net.add(conv(1), up))
    assert str(notated(graph).architecture) == "first: c3s2p1 second: c3s2p1 fit@first c1"
    assert symrf.derive(notated(graph).architecture, "w").at(w=31) == {"w": 16}


def test_a_graph_that_is_nested_too_deep_is_a_list() -> None:
    net = Building()
    skips = [0]
    for _ in range(120):
        skips.append(net.add(conv(3, 1, 1), skips[-1]))
    at = skips.pop()
    while skips:
        at = net.add(Join.ADD, net.add(conv(3, 1, 1), at), skips.pop())
    agree(net.graph(at), 600)


def test_where_ways_part() -> None:
    """By definition: the last place before another without which that is not reached."""
    for seed in range(200):
        random = Random(seed)  # noqa: S311
        sources: list[tuple[int, ...]] = [()]
        for place in range(1, random.randint(2, 12)):
            sources.append(tuple(random.randrange(place) for _ in range(random.randint(1, 3))))
        ways = [{frozenset({0})}]
        for place, read in enumerate(sources[1:], 1):
            ways.append({way | {place} for each in read for way in ways[each]})
        assert parting(sources)[1:] == [
            max(frozenset.intersection(*ways[place]) - {place}) for place in range(1, len(sources))
        ]


@pytest.mark.parametrize(
    "text",
    [
        "[id | p5s1p2] c1",
        "a: c3p1 b: c5p2 [@a + id]",
        "(c3p1 relu)*3 [@I + id]",
        "a: c3s2p1 c3s2p1 fit@a",
        "F = c3 relu; F F",
        "a: c3p1 c3p1; out @a",
    ],
)
def test_an_assumed_network_is_the_same_inside_another(text: str) -> None:
    net = Building()
    end = inlined(net, symrf.parse(text), net.add(conv(7, 2, 3), 0))
    whole = "; ".join((f"S = {text}".replace("S = F = c3 relu; ", "F = c3 relu; S = "), "c7s2p3 S"))
    if "@I" in text or "out" in text:
        whole = {"(": "x: c7s2p3 (c3p1 relu)*3 [@x + id]", "a": "c7s2p3 c3p1"}[text[0]]
    found, expected = symrf.derive(notated(net.graph(end)).architecture, "w"), symrf.derive(whole, "w")
    assert found["w"].size.closed == expected["w"].size.closed
    assert found["w"].receptive_field == expected["w"].receptive_field
