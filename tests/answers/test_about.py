"""What is said of a word: its laws and its example against what layers come to, its conventions against windows."""

from __future__ import annotations

import json
import re
import shlex

import pytest
from support.networks import Layer, Network
from support.oracles import HABITS, size

import symrf
from symrf.answers.topics import LayerTopic, QuantityTopic, about
from symrf.formulas import reader as formula
from symrf.formulas.values import evaluate
from symrf.front.cli import main
from symrf.front.rendering.targets import PICTURES, TARGETS
from symrf.networks.deviations import Deviation
from symrf.networks.laws import LAWS
from symrf.networks.notation.architecture import PaddingRule, Rounding
from symrf.networks.notation.kinds import ATTRIBUTES, WORDS, Kind
from symrf.networks.quantities import QUANTITIES

NO_LAW = (Kind.INPUT, Kind.CROP, Kind.FIT, Kind.FIT_BILINEAR, Kind.FLATTEN, Kind.DENSE)
SIGNS = [sign for kind in Kind for sign in kind.signs if sign]
RULES = [*(rule.value for rule in PaddingRule), *(rounding.value for rounding in Rounding)]
OPEN = re.compile(r"(?P<kind>[pa])(?P<kernel>\d)(?:s(?P<stride>\d))?(?:p(?P<pad>\d))?(?P<rounding>ceil|rawceil|floor)?")


@pytest.mark.parametrize("word", [*SIGNS, *WORDS, *RULES, *QUANTITIES])
def test_every_row_of_the_tables_is_told(word: str) -> None:
    about = symrf.about(word)
    assert word in about.document()
    for topic in about.topics:
        if isinstance(topic, LayerTopic):
            assert word in (*topic.kind.signs, topic.word, *ATTRIBUTES)
            assert {law.name for law in topic.laws.values()} <= LAWS.keys()
            assert topic.laws or topic.kind is Kind.INPUT
            assert symrf.derive(topic.example, axes="w").at(w=224)


@pytest.mark.parametrize("target", [name for name in TARGETS if name not in PICTURES])
@pytest.mark.parametrize("word", ["p", "causal", "reach.left", "params_total"])
def test_it_is_told_in_every_target(word: str, target: str) -> None:
    assert symrf.about(word).document(target, standalone=True)


@pytest.mark.parametrize("word", [*SIGNS, *RULES])
def test_a_law_of_a_layer_gives_its_size(word: str) -> None:
    """That of the example, whose numbers are put in for the letters."""
    for topic in symrf.about(word).topics:
        if not isinstance(topic, LayerTopic) or topic.kind in NO_LAW:
            continue
        numbers = {"n": 24, "k": 3, "s": 2, "d": 1, "p": 1, "p_l": 1, "p_r": 2, "o": 0, "f": 2, "m": 7}
        numbers |= {"m": 1} if topic.kind in (Kind.GLOBAL_AVERAGE, Kind.GLOBAL_MAX) else {}
        numbers |= {letter: int(evaluate(tree, numbers)) for letter, tree in topic.letters.items()}
        found = evaluate(topic.laws["size"].equation, numbers)
        assert symrf.derive(topic.example, axes="w").at(w=24) == {"w": found}


@pytest.mark.parametrize("word", ["p", "a", "ceil", "rawceil"])
def test_conventions_differ_as_their_windows_do(word: str) -> None:
    (topic,) = symrf.about(word).topics
    assert isinstance(topic, LayerTopic)
    assert topic.differences
    for text, sizes in topic.differences:
        said = OPEN.fullmatch(text)
        assert said, text
        stride, pad = said["stride"] and int(said["stride"]), said["pad"] and int(said["pad"])
        layer = Layer("p", int(said["kernel"]), stride, pad and (pad, pad), None, said["rounding"])
        assert sizes.keys() == HABITS.keys()
        for name, tree in sizes.items():
            counted = [size(n, Network((layer,), name)) for n in range(4, 20)]
            assert counted == [evaluate(tree, {"w": n}) for n in range(4, 20)]


def test_every_deviation_is_told_of_some_layer() -> None:
    topics = [topic for sign in SIGNS for topic in symrf.about(sign).topics if isinstance(topic, LayerTopic)]
    found = {deviation for topic in topics for _, _, deviation in topic.deviations}
    assert found == set(Deviation)


@pytest.mark.parametrize("name", [name for name in QUANTITIES if "." not in name])
def test_the_example_of_a_quantity_is_a_claim_that_is_proved(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    (command,) = re.findall(r"For example (symrf check .*) proves", " ".join(symrf.about(name).document().split()))
    assert main(shlex.split(command)[1:]) == 0
    assert "1 proved." in capsys.readouterr().out


@pytest.mark.parametrize(("word", "kind"), [("fit@P3", Kind.FIT), ("crop@x", Kind.CROP), ("in3@5", Kind.INPUT)])
def test_what_names_a_layer_is_of_the_kind(word: str, kind: Kind) -> None:
    assert [topic.kind for topic in about(word).topics if isinstance(topic, LayerTopic)] == [kind]


def test_what_may_follow_a_name_is_told() -> None:
    assert "Its name may be followed by channels -" in " ".join(about("~attn").document().split())


def test_a_word_may_stand_for_two_things() -> None:
    assert [type(topic) for topic in symrf.about("flatten").topics] == [LayerTopic, QuantityTopic]
    assert [type(topic) for topic in symrf.about("stride").topics] == [QuantityTopic, LayerTopic]
    assert [topic.word for topic in symrf.about("c3s2same").topics] == ["c", "same"]
    assert symrf.about("Receptive field").topics == symrf.about("rf").topics
    assert symrf.about("max pooling").topics == symrf.about("mp").topics


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("receptiv field", "did you mean receptive_field?"),
        ("cail", "did you mean ceil or causal?"),
        ("xyzzy", "ask about c, same, ceil, relu, rf, params or slips"),
        ("", "ask about c"),
        ("c3 p2", "ask about c"),
        ("'); drop", "did you mean drop?"),
    ],
)
def test_an_unknown_word_is_refused_with_the_nearest(
    word: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(symrf.InputError) as refusal:
        symrf.about(word)
    assert message in refusal.value.message
    assert main(["about", word]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert message in captured.err


def test_the_command_tells_it_as_data(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["about", "receptive", "field", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["schema"], data["word"]) == (1, "receptive field")
    (topic,) = data["topics"]
    assert topic["quantity"] == "field"
    assert {"layers": ["t"], "law": "taps of a phase", **LAW} in topic["laws"]
    for row in symrf.about("p").to_dict()["topics"][0]["conventions"]:
        assert all(evaluate(formula.parse(str(text)), {"w": 30}) > 0 for text in row["sizes"].values())


LAW = {"equation": "r+(ceiling(k/s)-1)*j", "sentence": "Only every s-th tap of the kernel meets an input."}
