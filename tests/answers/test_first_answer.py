"""The first answer: what was read, in words, the facts, what to copy and the one convolution."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.texts import PLAIN_TEXT

import symrf
from symrf.answers.documents.english.contents import composed, explain
from symrf.answers.documents.english.layers import as_text, text_in_words
from symrf.answers.documents.english.networks import network_in_words
from symrf.networks.display import Selection
from symrf.networks.notation.architecture import Layer
from symrf.networks.notation.kinds import Kind
from symrf.networks.notation.reader import parse

EXAMPLES = Path(__file__).parents[2] / "examples"
WORDS = [
    ("c3s1", "3×3 convolution"),
    ("c3x1s2x1p1x0", "3×1 convolution, stride 2×1, padding 1×0"),
    ("c{k}s{s}p{(k-1)/2}", "k×k convolution, stride s, padding (k−1)/2"),
    ("c{2k+1}", "convolution, kernel 2·k+1"),
    ("p2", "2×2 max pool, stride 2"),
    ("p3s1", "3×3 max pool, stride 1"),
    ("a3s2ceil", "3×3 average pool, stride 2, rounded up"),
    ("t3s2p1o1-64", "3×3 transposed convolution, stride 2, padding 1, output padding 1, 64 channels"),
    ("c3g4-8nobias", "3×3 convolution, 4 groups, 8 channels, without bias"),
    ("c3same", "3×3 convolution, same padding"),
    ("u3/2", "nearest up-sampling by 3/2"),
    ("ad7x5", "adaptive pool to 7×5"),
    ("fc1", "dense layer of 1 unit"),
    ("in3@224x224", "input of 3 channels, 224×224"),
    ("in@9x9", "input of 9×9 pixels"),
    ("z1:2", "zero padding 1 before and 2 after"),
    ("view4x4-512", "view as an image of 4×4 pixels, 512 channels"),
    ("(c3 relu)*5", "5 × (3×3 convolution → ReLU)"),
    ("[c1 | c3p1 | id]", "three branches, concatenated (1×1 convolution; 3×3 convolution, padding 1; identity)"),
]


@pytest.mark.parametrize(("text", "words"), WORDS, ids=[text for text, _ in WORDS])
def test_a_layer_in_words(text: str, words: str) -> None:
    (item,) = parse(text).items
    assert text_in_words(item) == words


def test_every_kind_has_words() -> None:
    numbers = {"kernel": (3,), "factor": (2,), "size": (7,), "number of units": (10,), "number of channels": (4,)}
    for kind in Kind:
        layer = Layer(kind, numbers.get(kind.number, ()), word="relu" if kind is Kind.PASS else "")
        assert text_in_words(layer).strip()
        assert "{" not in text_in_words(layer)


READ = [
    ("c3s1 p2s2 c3s1", "3×3 convolution → 2×2 max pool, stride 2 → 3×3 convolution"),
    (
        "c3p1-64 relu c3p1-64 relu p2 " * 9,
        "9 × (2 × (3×3 convolution, padding 1, 64 channels → ReLU) → 2×2 max pool, stride 2)",
    ),
    ("c3 " * 30_000, "30000 × (3×3 convolution)"),
    ("F = c3; M = p2; F M F", "F → M → F; F: 3×3 convolution; M: 2×2 max pool, stride 2"),
    ("A: c3 B: p2; out @A @B", "3×3 convolution (A) → 2×2 max pool, stride 2 (B); outputs A and B"),
    ("stem: (c7 p2)", "stem: (7×7 convolution → 2×2 max pool, stride 2)"),
    ("(((c3 p2)*1))*2", "2 × (3×3 convolution → 2×2 max pool, stride 2)"),
    ("(" * 99 + "c3" + ")*1" * 99, "(3×3 convolution)"),
]


@pytest.mark.parametrize(("text", "words"), READ, ids=[text[:30] for text, _ in READ])
def test_a_network_in_words(text: str, words: str) -> None:
    assert as_text(network_in_words(symrf.derive(text))) == words


def test_a_network_in_words_is_short() -> None:
    for name in ("googlenet", "vgg16", "resnet152", "unet_valid", "densenet121", "inception_v3"):
        text = as_text(network_in_words(symrf.derive((EXAMPLES / f"{name}.symrf").read_text())))
        assert 60 < len(text) < 500


FACTS = [
    ("c3s1 p2s2 c3s1", ["(w-2)/2-2           for even w; h like w", "in general, for w >= 8", "8 x 8"]),
    ("c3x1s2", ["on w, for odd w", "on w in general, for w >= 3", "on h, for odd h", "3 x 1"]),
    ("(c{k})*{n}", ["w-n*(k-1)    for w >= 1+n*(k-1); h like w", "1+n*(k-1)    on each axis"]),
    ("in1 c3-4 flatten fc10", ["10               features", "4*(w-2)*(h-2)    the input of fc10", "the whole input"]),
    ("in1 c3-4 flatten", ["4*(w-2)*(h-2)    features", "LaTeX  4(w-2)(h-2)"]),
    ("c3p1 gap", ["1 x 1    for w >= 1; h like w", "the whole input, and padding; h like w"]),
    ("in8 fc4", ["output size   4    features"]),
    ("[id & gap c1 sigmoid] c3", ["w x h    neighbours are 1 pixel apart", "3 x 3    without the gates"]),
    ("c3s2p1 c4s2p1", ["neighbours are 4 pixels apart", "LaTeX"]),
    ("[c3s2p1 | p2s2]", ["in general, for even w"]),
]


@pytest.mark.parametrize(("text", "said"), FACTS, ids=[text for text, _ in FACTS])
def test_the_facts(text: str, said: list[str]) -> None:
    told = PLAIN_TEXT(explain(symrf.derive(text)))
    assert [each for each in said if each not in told] == []


def test_numbers_beside_the_formulas() -> None:
    told = PLAIN_TEXT(explain(symrf.derive("in1 c3-4 flatten fc10"), at={"w": 9, "h": 9}))
    assert "                  196              at 9x9\n" in told
    told = PLAIN_TEXT(explain(symrf.derive("c3s2"), at={"w": 6, "h": 8}))
    assert "2 x 3               at 6x8 (by hand 5/2 on w and 7/2 on h)\n" in told
    told = PLAIN_TEXT(explain(symrf.derive("c3s2"), at={"w": 6, "h": 6}))
    assert "2 x 2               at 6x6 (by hand 5/2)\n" in told
    told = PLAIN_TEXT(explain(symrf.derive("p2 u2 c3"), at={"w": 7, "h": 7}))
    assert "4 x 4             at 7x7 (by hand 5)\n" in told


ONE = [
    ("c3s1 p2s2 c3s1", "As one layer: an 8x8 convolution with stride 2 (c8s2).\n"),
    ("c3p1 c3p1", "As one layer: a 5x5 convolution with padding 2 (c5p2).\n"),
    ("c3d2 c3d2", "As one layer: a 9x9 convolution (c9); an output reads 25 of the 9x9 pixels.\n"),
    ("[c3p1 c3p1 + id]", "As one layer: a 5x5 convolution with padding 2 (c5p2).\n"),
    (
        "[c3x1p1x0 + c1x3p0x1]",
        "with kernel 3 and padding 1 (c3p1). In the plane an output reads 5 of the 3x3 pixels.\n",
    ),
]


@pytest.mark.parametrize(("text", "sentence"), ONE, ids=[text for text, _ in ONE])
def test_the_one_convolution(text: str, sentence: str) -> None:
    assert sentence in PLAIN_TEXT(explain(symrf.derive(text)))


def test_what_is_published_has_no_notation() -> None:
    d = symrf.derive("c3s1 p2s2 c3s1")
    assert "c3s1" in PLAIN_TEXT(composed(d, Selection(("summary",))))
    for target in ("paper", "slides", "github", "stackexchange", "typst"):
        text = d.document(target)
        assert "c3s1" not in text
        assert "c8s2" not in text
        assert "c3s1" in d.document(target, notation=True)


def test_cases_are_told_in_words() -> None:
    d = symrf.derive("(c{R}s{s})*{n}")  # R is in use, and no letter for the field
    for target in ("text", "unicode"):
        told = d.document(target)
        assert "if s = 1, else" in told
        assert "Piecewise" not in told


def test_letters_stand_in_bounds_that_have_sums_too() -> None:
    told = symrf.derive("(c{k}s{s} c{k}p1)*{n}").document()
    assert "With R = 1+(k-1)*(s+1)*Sum(s**i, (i, 0, n-1)), S = s**n and P = 2*s*Sum(s**i," in told
    assert "floor((w+P-R)/S)+1" in told
