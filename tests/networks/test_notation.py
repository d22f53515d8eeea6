"""The notation: what each text means, that printing is the inverse of parsing, and how a wrong text is refused."""

from __future__ import annotations

from fractions import Fraction as Ratio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.laws import examples

import symrf
from symrf.errors import NotationError
from symrf.formulas.tree import Symbol, number
from symrf.networks.notation.architecture import (
    Architecture,
    Branches,
    Definition,
    Group,
    Index,
    Join,
    Kind,
    Layer,
    PaddingRule,
    Reference,
    Rounding,
    Sides,
)
from symrf.networks.notation.instances import put
from symrf.networks.notation.layers import scale
from symrf.networks.notation.parameters import parameters
from symrf.networks.notation.reader import parse

k, s, n, i = map(Symbol, "ksni")
C, P, A = Kind.CONVOLUTION, Kind.MAX_POOL, Kind.AVERAGE_POOL

LAYERS = [
    ("c3", Layer(C, (3,))),
    ("c3s2", Layer(C, (3,), (2,))),
    ("c3s2p1d2", Layer(C, (3,), (2,), (Sides(1, 1),), (2,))),
    ("c3d2p1s2", Layer(C, (3,), (2,), (Sides(1, 1),), (2,))),
    ("c3-64", Layer(C, (3,), channels=64)),
    ("c3g32-256", Layer(C, (3,), groups=32, channels=256)),
    ("c3-64nobias", Layer(C, (3,), channels=64, bias=False)),
    ("dw3s2", Layer(Kind.DEPTHWISE, (3,), (2,))),
    ("p2", Layer(P, (2,))),
    ("mp3s2p1", Layer(P, (3,), (2,), (Sides(1, 1),))),
    ("a2", Layer(A, (2,))),
    ("ap3s2", Layer(A, (3,), (2,))),
    ("p3s2ceil", Layer(P, (3,), (2,), rounding=Rounding.CEIL)),
    ("p3s2rawceil", Layer(P, (3,), (2,), rounding=Rounding.RAWCEIL)),
    ("p3s2floor", Layer(P, (3,), (2,), rounding=Rounding.FLOOR)),
    ("c3p1:2", Layer(C, (3,), padding=(Sides(1, 2),))),
    ("c3p1:1", Layer(C, (3,), padding=(Sides(1, 1),))),
    ("c3p1:2x0", Layer(C, (3,), padding=(Sides(1, 2), Sides(0, 0)))),
    ("c3s2same", Layer(C, (3,), (2,), PaddingRule.SAME)),
    ("c3valid", Layer(C, (3,), padding=PaddingRule.VALID)),
    ("c2d4causal", Layer(C, (2,), padding=PaddingRule.CAUSAL, dilation=(4,))),
    ("c3x5s2x1p1x2", Layer(C, (3, 5), (2, 1), (Sides(1, 1), Sides(2, 2)))),
    ("c{k}s{s}p{(k-1)/2}", Layer(C, (k,), (s,), (Sides((k - 1) / 2, (k - 1) / 2),))),
    ("c{2^3}", Layer(C, (8,))),
    ("t4s2p1o1", Layer(Kind.TRANSPOSED, (4,), (2,), (Sides(1, 1),), output_padding=(1,))),
    ("u2", Layer(Kind.NEAREST, (2,))),
    ("ub2", Layer(Kind.BILINEAR, (2,))),
    ("ps2", Layer(Kind.SHUFFLE, (2,))),
    ("pu2", Layer(Kind.UNSHUFFLE, (2,))),
    ("bl3s2p1", Layer(Kind.BLUR, (3,), (2,), (Sides(1, 1),))),
    ("z1", Layer(Kind.PAD, padding=(Sides(1, 1),))),
    ("z1:2", Layer(Kind.PAD, padding=(Sides(1, 2),))),
    ("z-3", Layer(Kind.PAD, padding=(Sides(-3, -3),))),
    ("z1:-2", Layer(Kind.PAD, padding=(Sides(1, -2),))),
    ("gap", Layer(Kind.GLOBAL_AVERAGE)),
    ("gmp", Layer(Kind.GLOBAL_MAX)),
    ("ad7", Layer(Kind.ADAPTIVE, (7,))),
    ("resize56", Layer(Kind.RESIZE, (56,))),
    ("flatten", Layer(Kind.FLATTEN)),
    ("fc512", Layer(Kind.DENSE, (512,))),
    ("crop", Layer(Kind.CROP)),
    ("u3/2", Layer(Kind.NEAREST, (scale(Ratio(3, 2)),))),
    ("u1.5", Layer(Kind.NEAREST, (scale(Ratio(3, 2)),))),
    ("ub0.5x2", Layer(Kind.BILINEAR, (scale(Ratio(1, 2)), 2))),
    ("u4/2", Layer(Kind.NEAREST, (2,))),
    ("~attn", Layer(Kind.OPAQUE, word="attn")),
    ("~attn-64", Layer(Kind.OPAQUE, word="attn", channels=64)),
    ("mix", Layer(Kind.MIX)),
    ("view4x4-512", Layer(Kind.VIEW, (4, 4), channels=512)),
    ("take64", Layer(Kind.TAKE, (64,))),
    ("take{k}", Layer(Kind.TAKE, (k,))),
    ("hsigmoid", Layer(Kind.PASS, word="hsigmoid")),
    ("layer1.0.conv1: c3", Layer(C, (3,), name="layer1.0.conv1")),
    ("c1/conv:c3", Layer(C, (3,), name="c1/conv")),
    ("relu", Layer(Kind.PASS, word="relu")),
    ("bn", Layer(Kind.PASS, word="bn")),
    ("drop", Layer(Kind.PASS, word="drop")),
    ("id", Layer(Kind.PASS, word="id")),
    ("F1: c3", Layer(C, (3,), name="F1")),
    ("conv_1:c3", Layer(C, (3,), name="conv_1")),
]


@pytest.mark.parametrize(("text", "layer"), LAYERS, ids=[text for text, _ in LAYERS])
def test_a_layer_means(text: str, layer: Layer) -> None:
    assert parse(text) == Architecture((layer,))


@pytest.mark.parametrize("text", [text for text, _ in LAYERS])
def test_a_layer_prints_and_parses_to_itself(text: str) -> None:
    architecture = parse(text)
    assert parse(str(architecture)) == architecture
    assert str(parse(str(architecture))) == str(architecture)


c3, p2 = Layer(C, (3,)), Layer(P, (2,))
NETWORKS = [
    ("c3 p2", Architecture((c3, p2))),
    ("c3,p2", Architecture((c3, p2))),
    ("c3 -> p2", Architecture((c3, p2))),
    ("c3→p2", Architecture((c3, p2))),
    ("  c3\tp2 , ", Architecture((c3, p2))),
    ("c3 # a comment, with (brackets\np2 # another", Architecture((c3, p2))),
    ("\r\nc3\r\n\r\np2\r\n", Architecture((c3, p2))),
    ("in3 c3", Architecture((Layer(Kind.INPUT, (3,)), c3))),
    ("in3", Architecture((Layer(Kind.INPUT, (3,)),))),
    ("in3\nc3", Architecture((Layer(Kind.INPUT, (3,)), c3))),
    ("(c3 c3 p2)*4", Architecture((Group((c3, c3, p2), 4),))),
    ("( c3\n  p2 ) * 4", Architecture((Group((c3, p2), 4),))),
    ("(c3 p2)*{n}", Architecture((Group((c3, p2), n),))),
    (
        "(c2d{2^i})*{i=0..n-1}",
        Architecture((Group((Layer(C, (2,), dilation=(number(2) ** i,)),), Index("i", 0, n - 1)),)),
    ),
    ("block: (c3)", Architecture((Group((c3,), name="block"),))),
    (
        "[c3p1 c3p1 + id]",
        Architecture(
            (Branches(((Layer(C, (3,), padding=(Sides(1, 1),)),) * 2, (Layer(Kind.PASS, word="id"),)), Join.ADD),)
        ),
    ),
    (
        "B: [c1-64 | c3 | p2]",
        Architecture((Branches(((Layer(C, (1,), channels=64),), (c3,), (p2,)), Join.CONCATENATE, "B"),)),
    ),
    ("[c3 & p2]", Architecture((Branches(((c3,), (p2,)), Join.GATE),))),
    (
        "stage.1 = c3; stage.1 a/b: stage.1",
        Architecture((Reference("stage.1"), Reference("stage.1", "a/b")), (Definition("stage.1", (c3,)),)),
    ),
    ("[crop | p2]", Architecture((Branches(((Layer(Kind.CROP),), (p2,)), Join.CONCATENATE),))),
    (
        "F = c3; M = p2; O2 = F M F",
        Architecture(
            (Reference("F"), Reference("M"), Reference("F")),
            (Definition("F", (c3,)), Definition("M", (p2,))),
            "O2",
        ),
    ),
    ("F = c3\nF\nx: F", Architecture((Reference("F"), Reference("F", "x")), (Definition("F", (c3,)),))),
    ("O = in3 c3", Architecture((Layer(Kind.INPUT, (3,)), c3), name="O")),
    (
        "F = in3 c3; G = F p2; G c3",
        Architecture(
            (Layer(Kind.INPUT, (3,)), Reference("G"), c3),
            (
                Definition("F", (c3,), Layer(Kind.INPUT, (3,))),
                Definition("G", (Reference("F"), p2), Layer(Kind.INPUT, (3,))),
            ),
        ),
    ),
    ("F = in3 c3; p2", Architecture((p2,), (Definition("F", (c3,), Layer(Kind.INPUT, (3,))),))),
]


@pytest.mark.parametrize(("text", "network"), NETWORKS, ids=[repr(text) for text, _ in NETWORKS])
def test_a_network_means(text: str, network: Architecture) -> None:
    assert parse(text) == network
    assert parse(str(network)) == network


INPUT_COMES_FIRST = "the input's channels and size must come at the start of the network"
ELSEWHERE = f"F begins with in3@9: {INPUT_COMES_FIRST}, but F is used elsewhere"
REFUSED = [
    ("c", "the number after c is missing: write c3", "c"),
    ("c3 p", "the number after p is missing: write p2", "p"),
    (
        "q3",
        "there is no kind of layer q: c is a convolution, p max pooling, a average pooling, z zero padding, …",
        "q3",
    ),
    ("c3 F", "F is neither a layer nor a name defined before", "F"),
    ("c3 drp", "drp is neither a layer nor a name defined before: did you mean drop?", "drp"),
    ("c0", "the kernel must be at least 1", "0"),
    ("c3s0", "the stride must be at least 1", "0"),
    ("c3d0", "the dilation must be at least 1", "0"),
    ("u0", "the factor must be at least 1", "0"),
    ("(c3)*0", "the number of repeats must be at least 1", "0"),
    ("c3s1p2s2", "stride given twice: is a blank missing before p2s2?", "s2"),
    ("c3p1p2", "padding given twice: is a blank missing before p2?", "p2"),
    ("c3s1s2", "stride given twice", "s2"),
    ("c3c5", "is a blank missing before c5?", "c5"),
    ("c3s", "the number of the stride is missing after s", "s"),
    ("c3p1:", "a number is missing after c3p1:", ""),
    ("c3q", "q is not an attribute: s stride, p padding, d dilation, g groups, same, valid, causal, ceil, …", "q"),
    ("p2-64", "max pooling takes no number of channels", "-64"),
    ("c3ceil", "convolution takes no rounding", "ceil"),
    ("c3o1", "convolution takes no output padding", "o1"),
    ("(c3", "this ( is never closed", "("),
    ("c3)", "this ) closes nothing", ")"),
    ("(c3]", "this ] does not match the ( before it", "]"),
    ("()", "a layer is missing before ): id passes the input on", ")"),
    ("[c3 + ]", "a branch is missing before ]: id passes the input on", "]"),
    ("[c3]", "there must be two or more branches: [a + b], or [a | b]; a group has round brackets", "]"),
    ("c3 + c3", "branches must be in square brackets: [a + b]", "+"),
    ("[c3 + c3 | c3]", "all branches must be joined by the same sign, +, | or &: nest them, as in [[a + b] | c]", "|"),
    ("c3*4", "only a group can be repeated: write (c3)*4", "*"),
    ("[c3 & c3 + c3]", "all branches must be joined by the same sign, +, | or &: nest them, as in [[a + b] | c]", "+"),
    ("c3 & c3", "branches must be in square brackets: [a & b]", "&"),
    ("[c3 & ]", "a branch is missing before ]: id passes the input on", "]"),
    ("u3/0", "the factor must be greater than 0", "3/0"),
    ("u0.0", "the factor must be greater than 0", "0.0"),
    ("u{3/2}", "{3/2} is 3/2: a whole number is needed", "{3/2}"),
    ("c3/2", "/ has no meaning after c3", "/"),
    ("ps3/2", "/ has no meaning after ps3", "/"),
    ("take", "the number after take is missing: write take3", "take"),
    ("view", "the number after view is missing: write view3", "view"),
    ("relu.x", "relu.x is neither a layer nor a name defined before: did you mean relu?", "relu.x"),
    ("3", "a layer starts with its kind: did you mean c3 or p3?", "3"),
    ("c3 in3", INPUT_COMES_FIRST, "in3"),
    ("F = c3 in3 c3; F", INPUT_COMES_FIRST, "in3"),
    ("G = in3@9 c3; F = in3@9 c3; c3 F", ELSEWHERE, "F"),
    ("f = c5; F = in3@9 c3\n[F + id]", ELSEWHERE, "F"),
    ("F = in3@9 c3; p2\nF", ELSEWHERE, "F"),
    ("f = in3@9 c3; in4@9 f", "f already begins with in3@9: leave out the other input", "f"),
    ("F = c3; F = p2; F", "F is defined twice", "F"),
    ("c3\nF = p2", "a definition must come before the network, which is the last line", "F"),
    ("relu = c3; c3", "relu is already a layer of the notation: choose another name", "relu"),
    ("I = c3; I", "I is the input: choose another name", "I"),
    ("I: c3", "I is the input: choose another name", "I:"),
    ("in0 c3", "the number of channels must be at least 1", "0"),
    ("c{k c3", "this { is never closed", "{"),
    ("c3s²", "a digit of another script has no meaning here: write digits 0-9 and letters a-z", "²"),
    ("= c3", "a name is missing before =", "="),
    ("c{1/2}", "{1/2} is 1/2: a whole number is needed", "{1/2}"),
    ("c{k+}", "a number, a symbol or a bracket is missing after +", ""),
    ("c３", "a digit of another script has no meaning here: write digits 0-9 and letters a-z", "３"),
    ("c3 é", "the character é has no meaning here: write digits 0-9 and letters a-z", "é"),
    ("c3 \0", "a control character (code 0) has no meaning here", "\0"),
    ("", "the network is empty: write layers such as c3s1 p2s2 c3s1", ""),
    (" # nothing", "the network is empty: write layers such as c3s1 p2s2 c3s1", ""),
    ("((c3)*999999999)*9999999999999999", "written out, this group has more than 10^24 layers", "*9999999999999999"),
    ("c3p0:{1/2}", "{1/2} is 1/2: a whole number is needed", "{1/2}"),
    ("c3p{1/2}:0", "{1/2} is 1/2: a whole number is needed", "{1/2}"),
    ("c" + "9" * 101, "a number here may have at most 100 digits", "9" * 101),
]


@pytest.mark.parametrize(("text", "message", "place"), REFUSED, ids=[repr(text[:40]) for text, *_ in REFUSED])
def test_a_wrong_text_is_refused_where_it_is_wrong(text: str, message: str, place: str) -> None:
    with pytest.raises(NotationError) as caught:
        parse(text)
    error = caught.value
    assert error.message == message
    assert error.span is not None
    assert text[slice(*error.span)] == place


def test_a_name_with_an_input_is_refused_where_it_stands_and_not_where_it_is_defined() -> None:
    with pytest.raises(NotationError) as caught:
        parse("F = in3 c3; c3 F")
    assert caught.value.span == (15, 16)


def test_a_family_has_the_symbols_of_a_defined_input() -> None:
    network = parse("F = in{c}@9x9 c3-{c}; F")
    assert parameters(network).names == ("c",)
    assert str(put(network, {"c": 4})) == "F = in4@9x9 c3-4; in4@9x9 F"


def test_brackets_nest_a_hundred_deep_and_no_deeper() -> None:
    assert parse("(" * 100 + "c3" + ")" * 100).items
    with pytest.raises(NotationError, match="brackets are nested more than 100 deep"):
        parse("(" * 101 + "c3" + ")" * 101)


def test_a_definition_may_not_use_itself() -> None:
    with pytest.raises(NotationError, match="F is neither a layer nor a name defined before"):
        parse("F = c3 F; F")


TOKENS = ["c3", "p2", "a3s2", "z1", "relu", "gap", "s2", "p1", "same", "F", "F1: ", "F = ", "; ", " ", "\n", "(", ")*2"]
TOKENS += ["[", "]", " + ", " | ", "*", "{k}", "{i=0..n-1}", "x", ":", "-", "->", "# ", "in3 ", "ceil", "0", "９", "\0"]


@settings(max_examples=examples(400), deadline=None)
@given(st.lists(st.sampled_from(TOKENS), max_size=12).map("".join) | st.text(max_size=20))
def test_every_text_is_parsed_or_politely_refused(text: str) -> None:
    try:
        architecture = parse(text)
    except NotationError:
        return
    assert parse(str(architecture)) == architecture


def test_an_index_may_take_one_value_alone() -> None:
    repeated, written_out = (symrf.derive(text, axes=("w",))["w"] for text in ("(c2d{2^i})*{i=3..3}", "c2d8"))
    assert repeated.receptive_field == written_out.receptive_field == 9
