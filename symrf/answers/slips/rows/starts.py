"""Slips in jumps, starts and effective padding."""

from __future__ import annotations

from fractions import Fraction

from symrf.answers.slips import fields, starts
from symrf.answers.slips.slip import Slip
from symrf.answers.slips.starts import of_start

__all__ = ["STARTS"]

JUMP, START, PADDING = (frozenset({each}) for each in ("jump", "start", "padding"))


def _plain(name: str, prior: float, of: frozenset[str], law: str, rule: fields.Rule, said: str = "") -> Slip:
    return Slip(name, said or f"{{claimed}} is {name}", prior, of, rule=rule, law=law)


STARTS: tuple[Slip, ...] = (
    # --- jumps
    _plain("the last stride", 2, JUMP, "j = s", starts.jump_of(lambda steps: steps[-1].stride)),
    _plain("the first stride", 1, JUMP, "j = s", starts.jump_of(lambda steps: steps[0].stride)),
    _plain(
        "the sum of the strides", 4, JUMP, "j = sum s", starts.jump_of(lambda steps: sum(step.stride for step in steps))
    ),
    _plain("the number of layers with a stride", 2, JUMP, "j = n", starts.jump_of(len)),
    _plain("the ratio of the sizes", 4, JUMP, "j = w/n", starts.size_ratio, "{claimed} is the ratio of the sizes"),
    # --- starts
    _plain(
        "half the jump",
        4,
        START,
        "(j-1)/2",
        of_start(lambda _c, _r, j, _p: (j - 1) / 2),
        "{claimed} is (j-1)/2, whatever the padding",
    ),
    _plain(
        "0",
        4,
        START,
        "0",
        of_start(lambda _c, _r, _j, _p: Fraction(0)),
        "{claimed} is the start where each layer is padded by half its kernel",
    ),
    _plain(
        "the middle of the field",
        4,
        START,
        "(r-1)/2",
        of_start(lambda _c, r, _j, _p: Fraction(r - 1, 2)),
        "{claimed} is (r-1)/2, without padding",
    ),
    _plain(
        "half the field, without padding",
        2,
        START,
        "r/2",
        of_start(lambda _c, r, _j, _p: Fraction(r, 2)),
        "{claimed} is half the field, without padding",
    ),
    _plain(
        "half the jump, from a pixel's edge",
        2,
        START,
        "j/2",
        of_start(lambda _c, _r, j, _p: j / 2),
        "{claimed} is half the jump",
    ),
    _plain(
        "half a pixel later",
        2,
        START,
        "b + 1/2",
        of_start(lambda c, _r, _j, _p: c + Fraction(1, 2)),
        "{claimed} is counted from the edge of the first pixel",
    ),
    _plain(
        "half a pixel earlier",
        1,
        START,
        "b - 1/2",
        of_start(lambda c, _r, _j, _p: c - Fraction(1, 2)),
        "{claimed} is half a pixel too early",
    ),
    _plain(
        "a pixel later",
        2,
        START,
        "b + 1",
        of_start(lambda c, _r, _j, _p: c + 1),
        "{claimed} is counted with pixels from 1",
    ),
    _plain(
        "the first pixel read",
        2,
        START,
        "-P",
        of_start(lambda _c, _r, _j, p: Fraction(-p)),
        "{claimed} is the first pixel that is read, not the centre",
    ),
    _plain(
        "the padding before",
        1,
        START,
        "P",
        of_start(lambda _c, _r, _j, p: Fraction(p)),
        "{claimed} is the padding before",
    ),
    _plain(
        "padding without jumps",
        2,
        START,
        "(r-1)/2 - sum p",
        starts.start_of_padding_alone,
        "{claimed} is what padding without jumps gives",
    ),
    _plain(
        "windows in the middle",
        4,
        START,
        "(w-(n-1)*j-1)/2",
        starts.start_symmetric,
        "{claimed} is the start if the windows lie in the middle of the input",
    ),
    _plain(
        "fewer layers",
        1,
        START,
        "the start after fewer layers",
        starts.fewer_layers,
        "{claimed} is the start after fewer layers",
    ),
    # --- padding
    _plain(
        "padding without jumps, added",
        4,
        PADDING,
        "sum p",
        starts.whole_padding(lambda _before, _after, each: sum(each)),
        "{claimed} is the sum of the layers' padding, without jumps",
    ),
    _plain(
        "padding of both sides",
        4,
        PADDING,
        "P on both sides",
        starts.whole_padding(lambda before, after, _each: before + after),
        "{claimed} is the padding of both sides together",
    ),
    _plain(
        "padding of both sides, without jumps",
        2,
        PADDING,
        "sum 2p",
        starts.whole_padding(lambda _before, _after, each: 2 * sum(each)),
        "{claimed} is the padding of both sides of all layers, without jumps",
    ),
    _plain(
        "the last padding",
        2,
        PADDING,
        "p",
        starts.whole_padding(lambda _before, _after, each: each[-1]),
        "{claimed} is the padding of the last layer",
    ),
    _plain(
        "the first padding",
        2,
        PADDING,
        "p",
        starts.whole_padding(lambda _before, _after, each: each[0]),
        "{claimed} is the padding of the first layer",
    ),
)
