"""The numbers that are right, of something else."""

from __future__ import annotations

from symrf.answers.slips import _english, elsewhere
from symrf.answers.slips.slip import Slip
from symrf.answers.slips.trees import before_the_head
from symrf.networks.conventions import CONVENTIONS

__all__ = ["ELSEWHERE", "ROW_ABOVE", "ROW_BELOW", "SWAPPED", "shifted"]

FIELD, JUMP, START, SIZE, REACH = (frozenset({each}) for each in ("field", "jump", "start", "size", "reach"))
FLAT, AREA, LEAST = (frozenset({each}) for each in ("flat", "area", "minimum"))
ALONG = FIELD | JUMP | START | SIZE
_S = "{claimed} is the "


def _slip(
    name: str, prior: float, of: frozenset[str], rule: elsewhere.Rule, said: str = "", company: bool = False
) -> Slip:
    aside = not name.startswith(("one ", "another "))
    held = rule if company or of == FLAT else elsewhere.to_the_end(rule)  # what is flattened is what it stands before
    return Slip(name, f"{_S}{said or name}", prior, of, rule=held, company=company, aside=aside)


ELSEWHERE: tuple[Slip, ...] = (
    Slip("before the head", "{claimed} is the {quantity} before {head}", 4, ALONG, trees=before_the_head),
    _slip(
        "one stage early",
        4,
        FIELD | JUMP | START,
        elsewhere.one_stage_early,
        "{quantity} at the end of the stage before",
    ),
    _slip(
        "one stage early in size",
        2,
        SIZE,
        elsewhere.one_stage_early,
        "{quantity} at the end of the stage before",
    ),
    _slip("one stage late", 2, ALONG, elsewhere.one_stage_late, "{quantity} at the end of the next stage"),
    _slip("one layer early", 4, FIELD | JUMP | START, elsewhere.one_layer_early, "{quantity} before the last layer"),
    _slip("one layer early in size", 2, SIZE, elsewhere.one_layer_early, "{quantity} before the last layer"),
    _slip("one layer late", 2, ALONG, elsewhere.one_layer_late, "{quantity} after the next layer"),
    _slip("another layer", 1, ALONG, elsewhere.another_layer, "{quantity} after another layer", company=True),
    _slip("another axis", 2, ALONG, elsewhere.another_axis, "{quantity} on another axis"),
    *(
        Slip(
            f"the convention of {name}",
            f"{{claimed}} is the {{quantity}} by the convention of {name}",
            2,
            ALONG,
            rule=elsewhere.to_the_end(elsewhere.convention_of(name)),
        )
        for name in CONVENTIONS
    ),
    _slip("the jump", 4, FIELD | START | SIZE | LEAST, elsewhere.the_jump, "jump there, not the {quantity}"),
    _slip(
        "the jump before the last layer",
        1,
        FIELD,
        elsewhere.the_jump_before_the_last,
        "jump that the last layer receives",
    ),
    _slip("the field", 2, JUMP | START | SIZE | LEAST, elsewhere.the_field, "field there, not the {quantity}"),
    _slip("the start", 1, FIELD | JUMP, elsewhere.the_start, "start there, not the {quantity}"),
    _slip("the size", 2, FIELD | JUMP | START, elsewhere.the_size, "size there, not the {quantity}"),
    _slip("the input", 2, FIELD | SIZE, elsewhere.the_input, "size of the input"),
    _slip("the area", 2, FIELD, elsewhere.the_area, "area of the field, not its side"),
    _slip("the pixels", 2, SIZE, elsewhere.the_pixels, "number of pixels, not the size along an axis"),
    _slip("half the field", 4, FIELD, elsewhere.half_the_field, "reach to one side, which is half the field"),
    _slip("another output", 4, REACH, elsewhere.reaches, "reach of another output, or to the other side"),
    Slip(
        "half an output's field",
        "{claimed} is half of what one output reads; others read more",
        4,
        REACH,
        rule=elsewhere.half_the_fields,
    ),
    _slip(
        "distinct pixels",
        2,
        FIELD,
        elsewhere.distinct_pixels,
        "number of pixels that are read, not counting the gaps between them",
    ),
    _slip("the field in the input", 1, FIELD, elsewhere.clipped, "size of the input, which the field exceeds"),
    _slip("channels forgotten", 4, FLAT, elsewhere.pixels_without_channels, "number of pixels, without the channels"),
    _slip("an axis forgotten", 4, FLAT, elsewhere.one_axis_with_channels, "size along one axis times the channels"),
    _slip(
        "channels of another layer",
        2,
        FLAT,
        elsewhere.with_other_channels,
        "number of pixels times the channels of another layer",
    ),
    _slip("the channels alone", 2, FLAT, elsewhere.of_channels, "number of channels"),
    _slip("the side of the field", 4, AREA, elsewhere.the_side, "side of the field, not its area"),
    _slip("the channels", 2, SIZE | FIELD, elsewhere.of_channels, "number of channels there"),
    _slip("with channels", 2, SIZE, elsewhere.with_channels, "size with the channels counted"),
)

SWAPPED = Slip("the pair swapped", _english.SWAPPED, 4, ALONG)
ROW_ABOVE = Slip("one row early", _english.ROW_ABOVE, 4, ALONG, company=True)
ROW_BELOW = Slip("one row late", _english.ROW_BELOW, 4, ALONG, company=True)


def shifted(symbol: str, sign: str, counts: bool) -> Slip:
    """The slip of a symbol one more, or one less, which is common where it counts repeats."""
    sentence = _english.SHIFTED.replace("{symbol}", symbol + sign)
    return Slip(f"{symbol}{sign}1 for {symbol}", sentence, 4 if counts else 1.5, ALONG)
