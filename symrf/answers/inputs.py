"""Claims and conditions under what is taken for granted of the inputs: `h = w`, `w >= 10`, `w odd`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from symrf.answers import _english
from symrf.answers.solutions import Solution
from symrf.errors import InputError, SizeError
from symrf.exact.logic.ladder import truth_of
from symrf.exact.logic.statements import Statement
from symrf.exact.numbers.powers import greatest
from symrf.exact.sampling.hand import whole
from symrf.exact.sets.parameters import Assumed, Parameters
from symrf.exact.sets.periodic import Periodic, everywhere, interval
from symrf.exact.sets.quasipolynomials import TooMany
from symrf.exact.sets.region import Region
from symrf.formulas.printing.plain import PLAIN
from symrf.formulas.tree import Symbol, Written, number, symbols
from symrf.formulas.values import evaluate
from symrf.networks.notation.architecture import Architecture, Kind
from symrf.networks.notation.inputs import NOTHING, Inputs
from symrf.networks.notation.parameters import idle
from symrf.networks.reading import Reading

__all__ = ["check_given", "domains", "leasts", "left_out", "refuse_unless_given", "spoken_with", "told", "with_tied"]


def check_given(at: Iterable[str], axes: Sequence[str], known: Sequence[str]) -> None:
    """Refuse numbers for what is neither an input nor a symbol: an InputError."""
    for name in at:
        if name not in (*axes, *known):
            raise InputError(_english.no_name(name, (*dict.fromkeys(known), *axes)))


def domains(readings: Sequence[Reading], inputs: Inputs, used: Collection[str]) -> dict[str, Periodic]:
    """For each axis that is used and whose input stands for itself the sizes that a network of numbers takes there."""
    found: dict[str, Periodic] = {}
    tied = dict(inputs.tied)
    for each in readings:
        name = each.track.axis
        if name in tied and not symbols(tied[name]):
            _check(each, int(evaluate(tied[name], {})))
        elif name in tied:
            other, side = _of_other(_taken(each), tied[name])
            found[other] = _met(found[other], side) if other in found else side
        elif name in used or inputs != NOTHING:
            found[name] = _met(found[name], _taken(each)) if name in found else _taken(each)
    for name, residues in inputs.classes:
        least, rests = found[name].least, tuple(each for each in residues.residues if isinstance(each, int))
        found[name] = _met(found[name], Periodic(name, least, int(residues.modulus), rests, least))
    for premise in inputs.order:
        name, needed = _one(premise), Statement(premise.left, premise.relation, premise.right)
        found[name] = _met(found[name], _where(needed, name))
    return {name: side for name, side in found.items() if name in used}


def leasts(readings: Sequence[Reading], inputs: Inputs, names: Parameters) -> dict[str, Written]:
    """For each axis whose input stands for itself the least size that a family takes under the premises.

    An InputError says which premises have a place beside symbols: those that two inputs are equal, and bounds below.
    """
    found = {each.track.axis: each.size.minimum for each in readings if inputs.free(each.track.axis)}
    for name, tree in inputs.tied:
        if not isinstance(tree, Symbol) or tree.name not in found:
            raise InputError(_english.premise_beside_symbols(f"{name} = {PLAIN(tree)}"))
        (own,) = (each.size.minimum for each in readings if each.track.axis == name)
        found[tree.name] = greatest(found[tree.name], own)
    for name, residues in inputs.classes:
        raise InputError(_english.premise_beside_symbols(_english.class_of(name, residues)))
    for each in inputs.order:
        more, less = (each.left, each.right) if each.relation == ">=" else (each.right, each.left)
        if not isinstance(more, Symbol) or more.name not in found or symbols(less) & found.keys():
            raise InputError(_english.premise_beside_symbols(_text(each)))
        found[more.name] = greatest(found[more.name], names.number(less))
    return {name: whole(least) for name, least in found.items()}


def spoken_with(axis: str, inputs: Inputs) -> frozenset[str]:
    """The axes in whose sizes that of one is told: itself, and those that stand for it or that it stands for."""
    ties = [{name} | symbols(tree) for name, tree in inputs.tied]
    return frozenset({axis}.union(*(tie for tie in ties if axis in tie)))


def told(network: Architecture, inputs: Inputs) -> list[str]:
    """Notes: what is taken for granted of the inputs, of the symbols although it holds anyway, and of layers that are
    not looked into."""
    said = [_text(each) for each in inputs.relations]
    said += [_english.class_of(name, residues) for name, residues in inputs.classes]
    anyway = [_english.holds_anyway(_text(each)) for each in idle(network)]
    opaque = dict.fromkeys(layer.text for layer in network.layers() if layer.kind is Kind.OPAQUE)
    kept = [_english.if_it_keeps(list(opaque))] if opaque else []
    return [*([_english.taken_for_granted(said)] if said else []), *anyway, *kept]


def left_out(network: Architecture) -> list[str]:
    """Notes: layers whose costs are not known, and are left out."""
    unknown = dict.fromkeys(layer.text for layer in network.layers() if layer.kind in (Kind.OPAQUE, Kind.MIX))
    return [_english.costs_left_out(list(unknown))] if unknown else []


def refuse_unless_given(inputs: Inputs, given: Collection[str]) -> None:
    """Refuse premises on inputs, but for equations, where those are not given: a parameter is solved for every one."""
    for each in inputs.order:
        if not symbols(each.left) | symbols(each.right) <= set(given):
            raise InputError(_english.premise_on_every(_text(each)))
    for name, residues in inputs.classes:
        if name not in given:
            raise InputError(_english.premise_on_every(_english.class_of(name, residues)))


def with_tied(found: Solution, readings: Sequence[Reading], inputs: Inputs) -> Solution:
    """A solution that is single inputs, with the numbers of those that stand for them."""
    tied = [(name, tree) for name, tree in inputs.tied if symbols(tree) and symbols(tree) <= {*found.unknowns}]
    boxes = () if found.where is None else found.where.boxes
    points = [{side.symbol: side.first for side in box if side.ends == (side.first,) * 2} for box in boxes]
    if not tied or not points or any(len(point) < len(found.unknowns) for point in points):
        return found
    values = [[int(evaluate(tree, point)) for _, tree in tied] for point in points]
    own = {each.track.axis: _taken(each) for each in readings}
    sides = [
        [interval(name, own[name].least, at, at) for (name, _), at in zip(tied, row, strict=True)] for row in values
    ]
    return replace(
        found,
        unknowns=(*found.unknowns, *(name for name, _ in tied)),
        domain=(*found.domain, *(own[name] for name, _ in tied)),
        where=Region(
            (*found.domain, *(own[name] for name, _ in tied)),
            tuple((*box, *more) for box, more in zip(boxes, sides, strict=True)),
        ),
    )


def _check(reading: Reading, given: int) -> None:
    """Refuse an input that is given by a premise, and is not taken."""
    try:
        reading.size.at(given)
    except SizeError as refusal:
        raise InputError(refusal.message) from None


def _taken(reading: Reading) -> Periodic:
    size = reading.size
    return size.taken or everywhere(reading.track.axis, int(size.minimum))


def _of_other(own: Periodic, tree: Written) -> tuple[str, Periodic]:
    """The input that another stands for, and its sizes for which the other is taken."""
    names = sorted(symbols(tree))
    if len(names) != 1:
        raise InputError(_english.input_of_several(own.symbol, PLAIN(tree)))
    if isinstance(tree, Symbol):
        return tree.name, replace(own, symbol=tree.name)
    if own != everywhere(own.symbol, own.first):
        raise InputError(_english.input_taken_rarely(own.symbol, PLAIN(tree)))
    return names[0], _where(Statement(tree, ">=", number(own.first)), names[0])


def _where(needed: Statement, name: str) -> Periodic:
    found = truth_of(needed, {name: 1})
    if not found.complete or not isinstance(found.where, Periodic):
        raise InputError(
            _english.premise_not_worked_out(f"{PLAIN(needed.left)} {needed.relation} {PLAIN(needed.right)}")
        )
    return found.where


def _one(each: Assumed) -> str:
    names = sorted(symbols(each.left) | symbols(each.right))
    if len(names) != 1:
        raise InputError(_english.premise_on_several(_text(each)))
    return names[0]


def _met(one: Periodic, other: Periodic) -> Periodic:
    try:
        found = one & other
    except TooMany:
        raise InputError(_english.premise_not_worked_out(one.symbol)) from None
    if found.never:
        raise InputError(_english.no_input_under_premises(one.symbol))
    ends = found.ends
    return everywhere(found.symbol, ends[0]) if ends is not None and ends[1] is None else found


def _text(each: Assumed) -> str:
    return f"{PLAIN(each.left)} {each.relation} {PLAIN(each.right)}"
