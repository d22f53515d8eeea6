"""What renderers share: how tables are parted, and which way an arrow points."""

from __future__ import annotations

import re

import pytest

from symrf.answers.documents.document import Table
from symrf.answers.documents.drawing import Line, Style
from symrf.front.rendering.svg import SVG
from symrf.front.rendering.tabulars import Columns, portions


@pytest.mark.parametrize("most", [1, 2, 3, 7, 50])
def test_the_portions_of_a_table_have_each_row_once_and_no_more_than_fit(most: int) -> None:
    table = Table((("name",),), tuple((("row",),) for _ in range(7)))
    found = list(portions(table, Columns((None,), (False,)), most))
    assert [row for part in found for row in part] == list(range(7))
    assert all(0 < len(part) <= most for part in found)


def test_the_head_of_an_arrow_is_behind_its_tip() -> None:
    line = Line(((0.0, 0.0), (5.0, 0.0)), Style.EDGE, arrow=True)
    head = re.findall(r'd="M([^Z"]*)Z"', SVG.shape(line))[-1]
    tip, *wings = [tuple(map(float, point.split())) for point in head.split("L")]
    assert all(wing[0] < tip[0] for wing in wings)
    assert {wing[1] > tip[1] for wing in wings} == {True, False}
