"""A slip that is offered as a reason: its sentence, and the network, which is derived to be sure of it."""

from __future__ import annotations

from dataclasses import replace

from symrf.answers.slips import _english
from symrf.answers.slips.asked import Reason, number_at
from symrf.answers.slips.grounds import Ground, Value
from symrf.answers.slips.networks import Items, compressed, notation
from symrf.answers.slips.slip import Slip
from symrf.answers.slips.trying import Hit
from symrf.errors import SymrfError
from symrf.formulas.printing.plain import PLAIN
from symrf.formulas.tree import Written
from symrf.networks.derivation import derive
from symrf.networks.notation import reader
from symrf.networks.quantities import QUANTITIES

__all__ = ["general", "reason", "stated"]


def reason(
    hit: Hit, quantity: str, ground: Ground | None, claimed: Written, numbers: int, share: float, dilated: bool = True
) -> Reason | None:
    """A hit as a reason; None where the network that it makes has not what was claimed, or cannot be derived.

    It is firm where it explains several `numbers`.
    """
    network = None
    if ground is not None and (hit.edit is not None or hit.items is not None):
        items = hit.items if hit.edit is None else ground.changed(hit.edit)
        if not items:
            return None
        network = notation(compressed(items))
        if not _has(ground, network, hit.value):
            return None
    head = "" if ground is None else ground.head
    found = _said(hit.slip, quantity, claimed, network, numbers > 0, share, _at(hit, ground), head, dilated)
    return replace(found, sentence=_english.several(found.sentence, numbers)) if numbers else found


def general(slip: Slip, quantity: str | None) -> str:
    """What a slip is, of any number and any layer: in a quantity, or in each of several."""
    word = _english.THE_QUANTITY if quantity is None else _word(quantity)
    return slip.sentence.format(claimed=_english.THE_NUMBER, at=_english.A_LAYER, quantity=word, head=_english.THE_HEAD)


def stated(slip: Slip, quantity: str, claimed: Written, items: Items | None, dilated: bool = True) -> Reason:
    """A slip that gives a formula as a reason: proved with a network, tried with a rule."""
    network = None if items is None else notation(compressed(items))
    found = _said(slip, quantity, claimed, network, True, 1.0, dilated=dilated)
    return found if items is not None else replace(found, sentence=_english.tried(found.sentence))


def _said(
    slip: Slip,
    quantity: str,
    claimed: Written,
    network: str | None,
    firm: bool,
    share: float,
    at: str = "",
    head: str = "",
    dilated: bool = True,
) -> Reason:
    said, law = (slip.sentence, slip.law) if dilated else map(_english.undilated, (slip.sentence, slip.law))
    sentence = said.format(
        claimed=PLAIN(claimed), at=at or _english.A_LAYER, quantity=_word(quantity), head=head or _english.THE_HEAD
    )
    told = _english.shown(sentence, network, "" if _english.says(said, law) else law)
    if _english.has_extent(said + law):
        told = _english.with_extent(told)
    return Reason(slip.name, told, network, law or None, claimed, firm, share)


def _word(quantity: str) -> str:
    return QUANTITIES[quantity].word if quantity in QUANTITIES else quantity


def _at(hit: Hit, ground: Ground | None) -> str:
    """The layer at which a slip is made."""
    if hit.edit is None or ground is None:
        return ""
    place = hit.edit[0].first
    return _english.layer(ground.path[place].layer.text, place + 1)


def _has(ground: Ground, network: str, value: Value) -> bool:
    """Whether a network has a value of the quantity, for the first input."""
    if ground.quantity not in QUANTITIES:
        other = ground.of(reader.parse(network).items)
        return other.value(other.steps) == value
    try:
        derived = derive(reader.parse(network), ground.axes, ground.habits.name)
        reading = derived[ground.axes[ground.axis]]
        along = QUANTITIES[ground.quantity].along
        trees = None if along is None else along(reading, "closed")
        for size in ground.sizes:
            reading.size.at(size)  # a SizeError where it is not taken
    except (SymrfError, ArithmeticError, ValueError):
        return False
    at = {reading.track.axis: ground.sizes[0]} if ground.sizes else {}
    return trees is not None and value in [number_at(tree, at) for tree in trees]
