"""What may be asked of in a word, `symrf about c`: a kind of layer, a rule for one, a quantity, or a slip.

All of it is read from the tables: laws, kinds, words, conventions, deviations, quantities and slips.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, cached_property
from typing import Any

from symrf.answers import _english
from symrf.answers.layer_topics import LayerTopic
from symrf.answers.slip_topics import SlipsTopic, SlipTopic, slips_by_name
from symrf.errors import InputError, SymrfError
from symrf.formulas.printing.plain import PLAIN
from symrf.formulas.tree import Written, number
from symrf.networks.data import formula_data
from symrf.networks.derivation import derive
from symrf.networks.display import Display, one_line
from symrf.networks.laws import Law
from symrf.networks.notation.architecture import Layer, PaddingRule, Rounding
from symrf.networks.notation.kinds import ATTRIBUTES, WORDS, Kind
from symrf.networks.notation.reader import parse
from symrf.networks.quantities import NAMES, Quantity
from symrf.networks.stepwise import STEPWISE

__all__ = ["TABLES", "About", "LayerTopic", "QuantityTopic", "SlipTopic", "SlipsTopic", "Topic", "about"]

FEW = 4  # slips that are told at once
MOST_NEAR, ALIKE = 3, (0.8, 0.6)  # words that are named where one is mistyped, and how alike they are: first these
_AXES = ("w",)
_NETWORK = "in3 c3p1-8 bn relu p2 c3-16"


@dataclass(frozen=True)
class QuantityTopic:
    """A quantity of networks."""

    quantity: Quantity

    @property
    def word(self) -> str:
        """Its name."""
        return self.quantity.name

    @cached_property
    def laws(self) -> Mapping[Law, tuple[str, ...]]:
        """The laws that give it layer by layer, each with the signs of the layers that they are of."""
        name = next((each for each in STEPWISE if each == self.quantity.key), None)
        found: dict[Law, list[str]] = {}
        for kind in Kind:
            topic = LayerTopic(kind.sign or "relu", kind)
            if name is not None and name in topic.laws:
                found.setdefault(topic.laws[name], []).append(topic.word)
        return {law: tuple(words) for law, words in found.items()}

    @property
    def layer(self) -> str:
        """A layer with letters for its numbers, of which there is a formula."""
        return LayerTopic("c", Kind.CONVOLUTION).family()

    @cached_property
    def formula(self) -> Written | None:
        """The quantity of that layer."""
        text = f"in{{c_in}} {self.layer}-{{c_out}}" if self.quantity.channels else self.layer
        return derive(parse(text), _AXES).written(self.word, "closed")

    @property
    def network(self) -> str:
        """A network with numbers."""
        return _NETWORK

    @property
    def claim(self) -> str:
        """What is true of that network: `rf = 8`."""
        derivation = derive(parse(_NETWORK), _AXES)
        found = derivation.written(self.word, "closed")
        return f"{self.word} = {PLAIN(number(0) if found is None else found)}"

    @property
    def data(self) -> dict[str, Any]:
        """It as plain data."""
        return {
            "quantity": self.word,
            "meaning": self.quantity.meaning,
            "names": list(self.quantity.names),
            "laws": [
                {"layers": list(signs), "law": law.name, "equation": PLAIN(law.equation), "sentence": law.sentence}
                for law, signs in self.laws.items()
            ],
            "layer": self.layer,
            "formula": None if self.formula is None else formula_data(self.formula),
            "example": {"network": self.network, "claim": self.claim},
        }


Topic = LayerTopic | QuantityTopic | SlipTopic | SlipsTopic


@dataclass(frozen=True, repr=False)
class About(Display):
    """What a word of the notation or of claims is: its law, each framework's way, an example.

    >>> import symrf
    >>> [type(topic).__name__ for topic in symrf.about("flatten").topics]
    ['LayerTopic', 'QuantityTopic']
    """

    word: str
    topics: tuple[Topic, ...]

    def __repr__(self) -> str:
        return one_line("About", self.word)

    def to_dict(self) -> dict[str, Any]:
        """It as plain data, as `--format json` prints it."""
        return {"schema": 1, "word": self.word, "topics": [topic.data for topic in self.topics]}


def about(word: str) -> About:
    """What a word is: a kind of layer, a rule, a quantity, a layer, or a slip; an InputError names what is nearest.

    Slips are told by their names, or by words that stand in few of them; `slips` are all of them.

    >>> about("Receptive field").topics[0].word
    'field'
    """
    for name in (word.strip(), _plain(word), word.strip().partition("@")[0]):  # fit of fit@P3
        found = [table()[name] for table in TABLES if name in table()]
        if found := found or list(_of_layer(name)):
            return About(word, tuple(dict.fromkeys(found)))
    part = _part(_plain(word))
    if 0 < len(part) <= FEW:
        return About(word, part)
    known = {
        name: topic.word if isinstance(topic, SlipTopic) else name
        for table in TABLES
        for name, topic in table().items()
    }
    close = (get_close_matches(_plain(word), sorted(known), MOST_NEAR, alike) for alike in ALIKE)
    near = [known[name] for name in next(filter(None, close), ())]
    raise InputError(_english.no_topic(word, near or [topic.word for topic in part[:FEW]]))


def _part(word: str) -> tuple[SlipTopic, ...]:
    """The slips in whose names words stand."""
    return tuple(topic for name, topic in _slips().items() if word and f"_{word}_" in f"_{name}_")


def _plain(word: str) -> str:
    """A name as the tables have it: `receptive_field` of `Receptive field`."""
    return "_".join(word.replace("-", " ").replace(",", " ").lower().split())


def _of_layer(text: str) -> Iterator[Topic]:
    """The kind of a layer, and its rules."""
    try:
        items = parse(text).items
    except SymrfError:
        return
    if len(items) == 1 and isinstance(layer := items[0], Layer):
        yield LayerTopic(layer.word or layer.kind.sign, layer.kind)
        rules = [each.value for each in (layer.padding, layer.rounding) if isinstance(each, PaddingRule | Rounding)]
        yield from (_rules()[rule] for rule in rules)


@cache
def _kinds() -> Mapping[str, Topic]:
    """Kinds by each of their signs, and by what they are called."""
    kinds = [(LayerTopic(kind.sign, kind), kind) for kind in Kind if kind is not Kind.PASS]
    return {name: topic for topic, kind in kinds for name in (*kind.signs, _plain(kind.title))}


@cache
def _words() -> Mapping[str, Topic]:
    """Words of layers that keep the size."""
    return {word: LayerTopic(word, Kind.PASS) for word in WORDS}


@cache
def _rules() -> Mapping[str, Topic]:
    """Rules of padding and of rounding, each with the first kind that may have it."""
    rules = [(rule.value, "padding") for rule in PaddingRule] + [(rule.value, "rounding") for rule in Rounding]
    return {rule: LayerTopic(rule, _first_with(name), rule) for rule, name in rules}


@cache
def _attributes() -> Mapping[str, Topic]:
    """What may follow a kind, by its name: the first kind that it may follow."""
    return {name: LayerTopic(kind.sign, kind) for name in ATTRIBUTES for kind in (_first_with(name),)}


def _first_with(attribute: str) -> Kind:
    return next(kind for kind in Kind if attribute in kind.takes)


def _quantities() -> Mapping[str, Topic]:
    """Quantities by each of their names."""
    return {name: QuantityTopic(quantity) for name, quantity in NAMES.items()}


@cache
def _slips() -> Mapping[str, SlipTopic]:
    """Slips by what they are called."""
    return {_plain(name): topic for name, topic in slips_by_name().items()}


def _all_slips() -> Mapping[str, Topic]:
    return {SlipsTopic().word: SlipsTopic()}


TABLES: tuple[Callable[[], Mapping[str, Topic]], ...] = (
    *(_kinds, _words, _rules, _quantities, _attributes, _all_slips, _slips),
)
"""Topics by name: what else there is to ask of is another one of these."""
