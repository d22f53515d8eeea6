"""What is said of a word of the notation or of claims: its law, each framework's way, an example."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from symrf.answers.documents.document import Block, Code, Document, Equations, Inline, Paragraph, Row, Table
from symrf.answers.documents.english.derived_steps import LETTERS
from symrf.answers.documents.english.exposition import CALLED, results
from symrf.answers.documents.english.wording import joined, law_in_words, letters_mean, listed
from symrf.answers.slip_topics import SlipExample
from symrf.answers.topics import About, LayerTopic, QuantityTopic, SlipsTopic, SlipTopic, Topic
from symrf.formulas.relations import Applied, Relation, Word
from symrf.formulas.tree import Symbol, Written, symbols
from symrf.networks.conventions import CONVENTIONS
from symrf.networks.derivation import derive
from symrf.networks.laws import Law
from symrf.networks.notation.kinds import ATTRIBUTES, Kind
from symrf.networks.notation.reader import parse
from symrf.networks.quantities import QUANTITIES

__all__ = ["told"]

_SIZE = {"w": 224}


def told(about: About) -> Document:
    """What there is to say of a word, for each thing that it stands for.

    >>> from symrf.answers.topics import about
    >>> told(about("relu")).blocks[0].inlines
    (Code(text='relu'), ': layer that keeps the size', '.')
    """
    return Document(tuple(block for topic in about.topics for block in _topic(topic)))


def _topic(topic: Topic) -> Iterator[Block]:
    match topic:
        case LayerTopic():
            yield from _layer(topic)
        case QuantityTopic():
            yield from _quantity(topic)
        case SlipTopic():
            yield from _slip(topic)
        case SlipsTopic():
            yield from _slips(topic)


# ---- a layer ---------------------------------------------------------------------------------------------------------


def _layer(topic: LayerTopic) -> Iterator[Block]:
    yield Paragraph(tuple(_called(topic)))
    if topic.laws:
        yield _laws(topic.laws.values())
        given = [Row(Relation((Symbol(letter), tree))) for letter, tree in topic.letters.items()]
        laws = [Row(Relation((Word(CALLED[name]), law.equation))) for name, law in topic.laws.items()]
        yield Equations((*laws, *given))
        yield from _legend(law.equation for law in topic.laws.values())
    if topic.costs:
        gives = (" and ", Symbol("c_out"), " output channels") if "channels" in topic.kind.takes else ()
        yield Paragraph(("With ", Symbol("c_in"), " input channels", *gives, ":"))
        yield _equations((QUANTITIES[name].title, tree) for name, tree in topic.costs.items())
    yield from _frameworks(topic)
    yield Paragraph(("For example ", Code(f'symrf "{topic.example}" --axes w --at w={_SIZE["w"]}'), ":"))
    example = derive(parse(topic.example), ("w",))
    yield from results(example, "hand", (_SIZE,))
    if (padding := example.written("padding")) is not None and "padding" in topic.kind.takes:
        yield Paragraph(("It pads by:",))
        yield Equations((Row(Relation((Applied("padding", Symbol("O")), padding))),))


def _called(topic: LayerTopic) -> Iterator[Inline]:
    """p, mp: max pooling, such as p3s2p1. Its kernel may be followed by stride s, padding p."""
    words = (topic.word,) if topic.rule or topic.kind is Kind.PASS else topic.kind.signs
    yield from listed([Code(word) for word in words])
    if topic.kind.title not in words:
        yield f": {'a rule of a ' if topic.rule else ''}{topic.kind.title}"
    if topic.example not in words:
        yield ", such as "
        yield Code(topic.example)
    signs = {sign: name.replace("_", " ") for name, sign in ATTRIBUTES.items() if sign in topic.attributes}
    if signs:
        yield f". Its {topic.kind.number or 'name'} may be followed by "
        for place, (sign, name) in enumerate(signs.items()):
            yield "" if place == 0 else " and " if place == len(signs) - 1 else ", "
            yield from (f"{name} ", Code(sign))
    yield "."


def _laws(laws: Iterable[Law]) -> Paragraph:
    """The sentences of laws, each once."""
    return Paragraph(tuple(joined({law.words: law_in_words(law) for law in laws}.values(), " ")))


def _legend(equations: Iterable[Written]) -> Iterator[Block]:
    """Here n is the size that a layer receives and k its kernel."""
    used = set().union(*map(symbols, equations))
    if meanings := [(Symbol(letter), meaning) for letter, meaning in LETTERS.items() if letter in used]:
        yield Paragraph(("Here ", *letters_mean(meanings), "."))


def _frameworks(topic: LayerTopic) -> Iterator[Block]:
    """Where conventions read layers otherwise, and what frameworks refuse."""
    if topic.differences:
        yield Paragraph(("Conventions differ; the sizes that they give for ", Symbol("w"), " pixels are:"))
        rows: list[tuple[tuple[Inline, ...], ...]] = [
            ((Code(text),), *((size,) for size in sizes.values())) for text, sizes in topic.differences
        ]
        yield Table((("layer",), *((name,) for name in CONVENTIONS)), tuple(rows))
    elif topic.laws:
        yield Paragraph((f"All conventions agree on it: {', '.join(CONVENTIONS)}.",))
    for text, _, deviation in topic.deviations:
        yield Paragraph((Code(text), f": {deviation.value}."))


# ---- a quantity ------------------------------------------------------------------------------------------------------


def _quantity(topic: QuantityTopic) -> Iterator[Block]:
    quantity = topic.quantity
    yield Paragraph((Code(quantity.name), f": {quantity.meaning}"))
    if others := [name for name in quantity.names if name != quantity.name]:
        yield Paragraph(("It is also called ", *listed([Code(name) for name in others]), "."))
    if topic.laws:
        yield _laws(topic.laws)
        rows = [
            Row(Relation((Word(quantity.name), law.equation)), ("for ", *listed([Code(sign) for sign in signs])))
            for law, signs in topic.laws.items()
        ]
        yield Equations(tuple(rows))
        yield from _legend(law.equation for law in topic.laws)
    if topic.formula is not None:
        yield Paragraph(("For one layer, ", Code(topic.layer), ":"))
        yield _equations([(quantity.name, topic.formula)])
    check = f'symrf check "{topic.network}" "{topic.claim}" --axes w'
    yield Paragraph(("For example ", Code(check), " proves the claim."))


def _equations(named: Iterable[tuple[str, Written]]) -> Equations:
    return Equations(tuple(Row(Relation((Word(name), tree))) for name, tree in named))


# ---- a slip ----------------------------------------------------------------------------------------------------------

SLIP_LETTERS = {
    "E": "d*(k-1)+1, the effective kernel",
    "k": "the kernel",
    "s": "the stride",
    "p": "the padding on each side",
    "d": "the dilation",
    "r": "the receptive field",
    "j": "the jump, before the layer unless said otherwise",
    "P": "the padding of all layers in pixels of the input",
    "b": "the start",
    "S": "the product of the strides",
    "w": "the size of the input",
    "C_in": "the number of channels that a layer receives",
    "C_out": "the number of channels that it gives",
    "g": "the number of its groups",
}


def _slip(topic: SlipTopic) -> Iterator[Block]:
    names = [Code(name) for name in topic.quantities]
    yield Paragraph((Code(topic.word), ": a slip in ", *listed(names), f". {topic.sentence}."))
    if topic.law:
        rows = ((("wrongly",), (Code(topic.law),)), (("rightly",), (Code(topic.right),)))
        yield Table((("written",), ("law",)), rows)
        yield from _slip_legend(topic)
    for example in topic.examples:
        yield from _checked(topic, example)


def _slip_legend(topic: SlipTopic) -> Iterator[Block]:
    """Here E is the effective kernel and j the jump."""
    used = set(re.findall(r"(?<![A-Za-z_])(?:\d)?([A-Za-z](?:_[a-z]+)?)(?![A-Za-z_])", f"{topic.law} {topic.right}"))
    meanings = [(Code(letter), meaning) for letter, meaning in SLIP_LETTERS.items() if letter in used]
    yield Paragraph(("Here ", *letters_mean(meanings), "."))


def _checked(topic: SlipTopic, example: SlipExample) -> Iterator[Block]:
    yield Paragraph(("For example ", Code(example.command), f" is refuted. {_reason(topic, example)}"))


def _reason(topic: SlipTopic, example: SlipExample) -> str:
    """What is then said of why it may be so."""
    if not example.reasons:
        return "The slip gives that number; symrf names no reason, since the number is as likely by chance."
    named = topic.word in {each.name for each in example.reasons}
    said = "Then symrf says" if named else "The slip gives that number; symrf names what is likelier"
    return f"{said}: perhaps {', or '.join(each.sentence for each in example.reasons)}."


def _slips(topic: SlipsTopic) -> Iterator[Block]:
    yield Paragraph(("Common slips, each of which ", Code('symrf about "NAME"'), " explains:"))
    rows = [((each.word,), tuple(listed([Code(name) for name in each.quantities]))) for each in topic.slips]
    yield Table((("slip",), ("in",)), tuple(rows), prose=True)
