"""What is proved of a family of networks, for Rocq: each symbol a variable, each repeat by induction over its times.

A size has a certificate where every layer is a window, `floor((n+a)/s)`, or no layer divides, a field and a jump where
every layer reads by windows; a repeat where its block has a number as its stride, 1 or 2.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from symrf.answers.certificates import _english
from symrf.answers.certificates.clearing import compared, integral, opened
from symrf.answers.certificates.names import fresh, plain
from symrf.answers.certificates.rocq import ROCQ, statement, term
from symrf.answers.certificates.statements import Uncertified
from symrf.exact.sampling.hand import whole
from symrf.formulas import limits
from symrf.formulas.printing.plain import PLAIN
from symrf.formulas.tree import Floor, Fraction, Number, Sum, Symbol, Written, nodes, substitute
from symrf.networks.extents import derived
from symrf.networks.graph import chain
from symrf.networks.notation.architecture import Group, Index
from symrf.networks.rules import JOINED, PASSED, Stage

if TYPE_CHECKING:
    from symrf.answers.certificates.judgements import Found, Judged
    from symrf.exact.numbers.powers import Whole
    from symrf.networks.axis import Course

__all__ = ["family"]

RECEIVED = "received"


def family(name: str, judged: Judged, found: Found) -> Iterator[str]:
    """The lines of a section with the family, and the theorem; Uncertified says of which class it is if it has none."""
    claim = judged.claim
    if found.answer.status != "proved" or found.inputs or claim.relation != "=" or claim.quantity not in _PROVED:
        raise Uncertified(_english.FAMILIES)
    track = next(each for each in judged.subject.tracks if each.axis == found.axis)
    writing = _Family(judged, track.axis)
    axis = plain(track.axis)
    if claim.quantity == "size":
        end = writing.sizes(track.course, judged.places.stop - 1, axis)
        goal, proof = writing.size(end, integral(writing.renamed(found.claimed)), axis)
    else:
        here = writing.reads(track.course, judged.places.stop - 1)
        text = here.field if claim.quantity == "field" else here.jump
        writing.add(f"Definition {claim.quantity} : Z := {text}.")
        claimed = compared(Symbol(claim.quantity), "=", writing.renamed(found.claimed))
        goal = statement(claimed)
        proof = f"unfold {claim.quantity}. geometric_known. equal."
    yield ROCQ.comment(_english.family(judged.text, axis))
    yield f"Module {name}_family."
    yield "Section Family."
    yield from writing.variables()
    yield from writing.lines
    yield ROCQ.comment(_english.HOLDS_FOR_ALL)
    yield f"Theorem {name} : {goal}."
    yield f"Proof. {proof} Qed."
    yield "End Family."
    yield f"End {name}_family."


_PROVED = ("size", "field", "jump")


@dataclass(frozen=True, slots=True)
class _Sized:
    """A function of a size: its name, that it is floor((n+added)/stride), or that no layer in it divides."""

    name: str
    added: str = "0"
    stride: str = "1"
    window: str | None = "window_input"
    unfolded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Reached:
    """What outputs read: the relation, its field, jump and first pixel, and the proof."""

    relation: str = "pixel"
    field: str = "1"
    jump: str = "1"
    first: str = "0"
    proof: str = "reach_pixel"


@dataclass
class _Family:
    judged: Judged
    axis: str
    lines: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    polynomial: bool = True  # whether no layer divides, and none is repeated

    def __post_init__(self) -> None:
        for name in (*self.judged.subject.parameters.names, self.axis):
            self.names[name] = plain(name)
        self.names |= {word: word for word in (RECEIVED, *_PROVED)}

    def add(self, *lines: str) -> None:
        """Write lines."""
        self.lines += lines

    def variables(self) -> Iterator[str]:
        """The symbols of the family, and what holds of them."""
        known = self.judged.subject.parameters
        yield f"Variables {' '.join(map(plain, known.names))} : Z."
        for index, each in enumerate(known.names):
            yield f"Hypothesis least_{index} : {known.least(each)} <= {plain(each)}."
        for index, (each, residues) in enumerate(known.classes):
            rests = " \\/ ".join(f"{plain(each)} mod {residues.modulus} = {rest}" for rest in residues.residues)
            yield f"Hypothesis class_{index} : {rests}."
        for index, held in enumerate(known.assumed):
            told = compared(self.renamed(held.left), held.relation, self.renamed(held.right))
            yield f"Hypothesis assumed_{index} : {statement(told)}."

    def renamed(self, tree: Written) -> Written:
        """A formula with the names that its symbols have here."""
        return substitute(tree, {name: Symbol(new) for name, new in self.names.items() if name != new})

    def number(self, value: Whole | Written) -> str:
        """A number with symbols, in Rocq; in brackets where it is no digit or name."""
        text = term(integral(self.renamed(whole(value) if not isinstance(value, Written) else value)))
        return text if text.isalnum() else f"({text})"

    def links(self, course: Course, last: int) -> Iterator[tuple[str, str, object, Stage]]:
        """The layers of a chain up to a place that change a size or a field, by their names."""
        if any(stage == JOINED for stage in course.stages[:last]):
            raise Uncertified(_english.FAMILIES)
        if last > limits.FAMILY_LAYERS_CERTIFIED:
            raise Uncertified(_english.TOO_MANY_LAYERS)
        for link, stage in list(zip(course.links, course.stages, strict=True))[:last]:
            if stage != PASSED:
                yield fresh(link.name, self.names), link.item.text, link.item, stage

    def block(self, group: Group) -> Course:
        """The block of a repeat, as a network."""
        if isinstance(group.count, Index):
            raise Uncertified(_english.INDICES)
        subject = self.judged.subject
        inside = chain(replace(subject.network, items=group.items, name=None, outputs=()))
        tracks = derived(inside, subject.axes, subject.habits, subject.parameters)
        return tracks[subject.axes.index(self.axis)].course

    def repeated(self, group: Group, stage: Stage) -> tuple[Course, int, str]:
        """The block of a repeat, its stride, and how often it is there."""
        stride = None if stage.repetition is None else stage.repetition.block.stride
        if stage.repetition is None or not isinstance(stride, int) or stride not in (1, 2):
            raise Uncertified(_english.FAMILIES)
        return self.block(group), stride, f"(Z.to_nat {self.number(stage.repetition.times)})"

    def sizes(self, course: Course, last: int, axis: str) -> _Sized:
        """Write what the layers up to a place make of a size."""
        before = _Sized(axis)
        for name, text, item, stage in self.links(course, last):
            own = self.group(name, item, stage) if isinstance(item, Group) else self.layer(name, text, stage)
            received = axis if before.name == axis else f"({before.name} {axis})"
            self.add(f"Definition after_{name} ({axis} : Z) : Z := {own.name} {received}.")
            unfolded = (f"after_{name}", *own.unfolded, *before.unfolded)
            if own.window is None or before.window is None:
                before = _Sized(f"after_{name}", window=None, unfolded=unfolded)
                continue
            added = f"({before.added} + {before.stride} * {own.added})"
            stride = _product(before.stride, own.stride)
            self.add(
                f"Lemma after_{name}_window : window after_{name} {added} {stride}.",
                f"Proof. exact (window_after _ _ _ _ _ _ {before.window} {own.window}). Qed.",
            )
            before = _Sized(f"after_{name}", added, stride, f"after_{name}_window", unfolded)
        return before

    def layer(self, name: str, text: str, stage: Stage) -> _Sized:
        """Write a layer by its law, and that it is a window, where it is one."""
        if stage.size is None or stage.divides != 1:
            raise Uncertified(_english.FAMILIES)
        body = integral(self.renamed(substitute(stage.size.equation, {**stage.letters, "n": Symbol(RECEIVED)})))
        self.polynomial &= not any(isinstance(node, Floor) for node in nodes(body))
        self.add(
            ROCQ.comment(_english.layer(text, PLAIN(stage.size.equation), stage.size.sentence)),
            f"Definition {name} ({RECEIVED} : Z) : Z := {term(body)}.",
        )
        if stage.window is None:
            return _Sized(name, window=None, unfolded=(name,))
        added, stride = self.number(stage.window.offset), self.number(stage.window.stride)
        self.add(f"Lemma {name}_window : window {name} {added} {stride}.", f"Proof. unfold {name}. by_law. Qed.")
        return _Sized(name, added, stride, f"{name}_window", (name,))

    def group(self, name: str, group: Group, stage: Stage) -> _Sized:
        """Write a repeat by its block, and that it is a window by induction."""
        self.polynomial = False
        course, stride, count = self.repeated(group, stage)
        block = self.sizes(course, len(course.links), RECEIVED)
        if block.window is None:
            raise Uncertified(_english.FAMILIES)
        function = block.name if block.name != RECEIVED else f"(fun {RECEIVED} => {RECEIVED})"
        added, total = f"({block.added} * geometric {stride} {count})", f"({stride} ^ Z.of_nat {count})"
        self.add(
            ROCQ.comment(_english.repeat(group.text)),
            f"Definition {name} ({RECEIVED} : Z) : Z := times {count} {function} {RECEIVED}.",
            f"Lemma {name}_window : window {name} {added} {total}.",
            f"Proof. exact (window_times {function} {block.added} {stride} {block.window} {count}). Qed.",
        )
        return _Sized(name, added, total, f"{name}_window", (name,))

    def size(self, end: _Sized, claimed: Written, axis: str) -> tuple[str, str]:
        """What is proved of a size, and how: both sides are one quotient, or none."""
        self.add(f"Definition size ({axis} : Z) : Z := {axis if end.name == axis else f'{end.name} {axis}'}.")
        goal = f"forall {axis} : Z, size {axis} = {term(claimed)}"
        quotients = [node for node in nodes(claimed) if isinstance(node, Floor)]
        if end.window is None or end.name == axis:
            if quotients or not self.polynomial:
                raise Uncertified(_english.FAMILIES)
            return goal, f"intros. unfold {', '.join(('size', *end.unfolded))}. equal."
        recalled = f"intros. unfold size. destruct {end.window} as [positive is]. rewrite (is {axis})."
        terms = opened([claimed])
        match [each for each in terms if isinstance(each, Floor)], quotients:
            case [], []:
                whole_steps = f"replace ({end.stride}) with 1 by (geometric_known; equal). rewrite Z.div_1_r."
                return goal, f"{recalled} {whole_steps} geometric_known. equal."
            case [Floor(Fraction(above, below)) as only], [_]:
                rest = [each for each in terms if each is not only]
                added = term(Sum(tuple(rest)) if len(rest) > 1 else rest[0] if rest else Number(0))
                return goal, (
                    f"{recalled}"
                    f" replace ({term(claimed)}) with (({term(above)}) / ({term(below)}) + ({added})) by ring."
                    " rewrite <- Z.div_add by (geometric_known; nia). f_equal; geometric_known; equal."
                )
        raise Uncertified(_english.FAMILIES)

    def reads(self, course: Course, last: int) -> _Reached:
        """Write what the outputs read after the layers up to a place."""
        before = _Reached()
        for name, _, item, stage in self.links(course, last):
            if isinstance(item, Group):
                here = self.read_group(name, item, stage, before)
            else:
                here = self.read_layer(stage, before)
            way = f"Proof. {here.proof} Qed."
            self.add(f"Definition reads_{name} : Z -> Z -> Prop := {here.relation}.")
            self.add(f"Lemma reads_{name}_are : reach reads_{name} {here.field} {here.jump} {here.first}.", way)
            before = replace(here, relation=f"reads_{name}", proof=f"reads_{name}_are")
        return before

    def read_layer(self, stage: Stage, before: _Reached) -> _Reached:
        """What is read through a layer."""
        window = stage.window
        if window is None or stage.step is None or window.varying != ():
            raise Uncertified(_english.FAMILIES)
        kernel = stage.letters.get("k", whole(window.kernel))
        k, s, p, d = map(self.number, (kernel, window.stride, window.before, stage.step))
        return _Reached(
            f"through {before.relation} {k} {s} {p} {d}",
            f"({before.field} + {d} * ({k} - 1) * {before.jump})",
            _product(s, before.jump),
            f"({before.first} - {p} * {before.jump})",
            f"exact (reach_through {before.relation} {before.field} {before.jump} {before.first} {k} {s} {p} {d}"
            f" ltac:(nia) ltac:(nia) ltac:(nia) {before.proof}).",
        )

    def read_group(self, name: str, group: Group, stage: Stage, before: _Reached) -> _Reached:
        """What is read through a repeat, by induction."""
        course, stride, count = self.repeated(group, stage)
        block = self.reads(course, len(course.links))
        sums = f"geometric {stride} {count}"
        field, jump, first = (
            f"(1 + ({block.field} - 1) * {sums})",
            f"({stride} ^ Z.of_nat {count})",
            f"({block.first} * {sums})",
        )
        self.add(
            ROCQ.comment(_english.repeat(group.text)),
            f"Lemma reads_{name}_inside : reach (reads_times {count} {block.relation}) {field} {jump} {first}.",
            f"Proof. exact (reach_times {block.relation} {block.field} {stride} {block.first} {block.proof} {count}).",
            "Qed.",
        )
        return _Reached(
            f"after {before.relation} (reads_times {count} {block.relation})",
            f"({before.field} + ({field} - 1) * {before.jump})",
            f"({jump} * {before.jump})",
            f"({before.first} + {first} * {before.jump})",
            f"exact (reach_after _ _ _ _ _ _ _ _ {before.proof} reads_{name}_inside).",
        )


def _product(one: str, other: str) -> str:
    """A product, worked out where it is of digits."""
    return str(int(one) * int(other)) if one.isdigit() and other.isdigit() else f"({one} * {other})"
