"""What is said of a slip: its example is checked as it is typed, and the slip gives the number that is refuted."""

from __future__ import annotations

import json
import re
import shlex

import pytest

import symrf
from symrf.answers.documents.english.about import SLIP_LETTERS
from symrf.answers.slip_topics import RIGHT, SlipExample, SlipTopic, slips_by_name
from symrf.answers.slips.asked import counted, grounds, number_at
from symrf.answers.slips.explaining import LIFTED
from symrf.answers.slips.judged import asked_of
from symrf.answers.slips.slip import Slip
from symrf.answers.slips.table import SLIPS
from symrf.answers.slips.trying import Hit, cost_hits, hits
from symrf.answers.topics import FEW
from symrf.answers.verdicts import Verdict
from symrf.front.cli import main
from symrf.front.rendering.targets import PICTURES, TARGETS

ROWS = [pytest.param(slip, id=f"{slip.name} in {min(slip.of)}") for slip in SLIPS]
NAMES = list(slips_by_name())
NAMED = 0.6  # of the slips, at least, are the first reason of their example


def topic_of(name: str) -> SlipTopic:
    """The one slip that is told by a name."""
    (topic,) = symrf.about(name).topics
    assert isinstance(topic, SlipTopic)
    return topic


def example_of(slip: Slip) -> SlipExample:
    """The example of a row."""
    topic = topic_of(slip.name)
    return topic.examples[topic.rows.index(slip)]


def checked(command: str) -> Verdict:
    """The verdict that is got by what is typed."""
    words = shlex.split(command)
    assert words[:2] == ["symrf", "check"]
    network, claim, *options = words[2:]
    given = dict(zip(options[::2], options[1::2], strict=True))
    assert given.keys() <= {"--axes", "--convention"}
    (verdict,) = symrf.check(network, claim, axes=given["--axes"], convention=given.get("--convention", "pytorch"))
    return verdict


def tried(verdict: Verdict) -> list[Hit]:
    """The slips that give the number of a claim."""
    asked = asked_of(verdict)
    assert asked is not None
    (entry,) = asked.entries
    claimed, truth = number_at(entry.claimed, asked.inputs), number_at(entry.truth, asked.inputs)
    assert claimed is not None
    assert truth is not None
    assert claimed != truth
    if any(slip.counts for slip in SLIPS if asked.quantity in slip.of):
        return list(cost_hits(asked.quantity, counted(asked), claimed, truth))
    quantity = asked.quantity.partition(".")[0]
    ground = grounds(asked, LIFTED.get(quantity, quantity), entry.axis or asked.subject.axes[0]).asked(quantity)
    return list(hits(ground, claimed, truth))


@pytest.mark.parametrize("slip", ROWS)
def test_the_example_of_a_slip_has_its_number(slip: Slip) -> None:
    example = example_of(slip)
    verdict = checked(example.command)
    assert verdict.status == "refuted"
    assert slip in {hit.slip for hit in tried(verdict)}
    assert example.reasons == verdict.why


def test_most_slips_are_named_by_their_example() -> None:
    named = [slip for slip in SLIPS if [each.name for each in example_of(slip).reasons][:1] == [slip.name]]
    assert len(named) / len(SLIPS) >= NAMED


@pytest.mark.parametrize("name", NAMES)
def test_a_slip_is_told(name: str) -> None:
    topic = topic_of(name)
    text = " ".join(symrf.about(name.upper()).document().split())
    assert text.startswith(f"{name}: a slip in ")
    assert "{" not in topic.sentence
    assert topic.sentence.startswith("The number is ")
    assert topic.sentence in text
    assert {each.partition(".")[0] for each in topic.quantities} == set().union(*(row.of for row in topic.rows))
    assert all(each.command in text for each in topic.examples)
    assert bool(topic.law) == bool(topic.right)
    assert topic.law in text
    assert topic.right in text
    assert not topic.law or topic.law != topic.right


def test_every_letter_of_a_law_is_said() -> None:
    laws = [*RIGHT.values(), *(slip.law for slip in SLIPS)]
    letters = {each for law in laws for each in re.findall(r"\b\d?([A-Za-z](?:_[a-z]+)?)\b", law)}
    letters -= {"n", "a", "C"}  # of some laws a size and of some a count, an article
    assert letters <= SLIP_LETTERS.keys()


def test_words_of_few_names_tell_these() -> None:
    told = symrf.about("own stride").topics
    assert {topic.word for topic in told if isinstance(topic, SlipTopic)} == {
        name for name in NAMES if "own stride" in name
    }
    assert 1 < len(told) <= FEW


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("pools forgoten", "did you mean pools forgotten?"),
        ("one layer a blok", "one layer a block"),
        ("the +1 lst", "the +1 lost"),
        ("forgotten", "pools forgotten"),
    ],
)
def test_a_mistyped_slip_is_refused_with_the_nearest(word: str, message: str) -> None:
    with pytest.raises(symrf.InputError) as refusal:
        symrf.about(word)
    assert message in refusal.value.message


def test_all_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["about", "slips", "--for", "markdown"]) == 0
    text = capsys.readouterr().out.replace("\\", "")
    assert all(f"| {name} |" in text for name in NAMES)
    assert main(["about", "slips", "--format", "json"]) == 0
    (topic,) = json.loads(capsys.readouterr().out)["topics"]
    assert [each["slip"] for each in topic["slips"]] == NAMES


@pytest.mark.parametrize("target", [name for name in TARGETS if name not in PICTURES])
@pytest.mark.parametrize("word", ["own stride", "pools forgotten", "groups forgotten", "slips"])
def test_it_is_told_in_every_target(word: str, target: str) -> None:
    assert symrf.about(word).document(target, standalone=True)
