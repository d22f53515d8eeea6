"""Tables of layers: rows that fold, columns of formulas and of numbers, and totals."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.laws import examples
from support.networks import Network, networks
from support.oracles import count_windows

import symrf
from symrf.answers.documents.document import Count, Inline, Paragraph, Table
from symrf.answers.documents.english.contents import composed
from symrf.answers.documents.english.layer_columns import LAYER_COLUMNS
from symrf.answers.documents.english.layer_rows import MOST_ROWS, layer_rows
from symrf.answers.documents.english.tables import cost_table, layer_table, layer_tables
from symrf.errors import InputError, SizeError
from symrf.front.cli import main
from symrf.front.rendering.html import HTML
from symrf.front.rendering.text import PLAIN_TEXT
from symrf.networks.display import Selection
from symrf.networks.quantities import COLUMNS, OF_A_LAYER

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
STEMS = "stem: (c7s2p3 p3s2p1) layer1: ([c3p1 c3p1 + id])*2 layer2: [c3s2p1 c3p1 + c1s2]"
SMALL = "in3@32x32 c3p1-8 bn relu (c3p1-8 relu)*3 p2 [c1-4 | c3p1-12] flatten fc10"


def table(text: str, *columns: str, at: tuple[dict[str, int], ...] = (), depth: int | None = None) -> Table:
    derivation = symrf.derive(text)
    return layer_table(derivation, Selection(("table",), "hand", derivation.each_given(at), columns, depth))


def texts(made: Table) -> list[list[str]]:
    """The cells in plain text, the head first."""
    return [[PLAIN_TEXT.inlines(cell) for cell in row] for row in (made.head, *made.body)]


def column(made: Table, title: str) -> list[str]:
    """What stands below a title, without the row of the input and the totals."""
    head, _, *rows = texts(made)
    return [row[head.index(title)] for row in rows[: len(made.rows) - 1]]


# ---- numbers beside formulas -----------------------------------------------------------------------------------------


def test_sizes_stand_beside_formulas_with_their_channels() -> None:
    made = table("in1 c3-4 p2", "size", at=({"w": 9, "h": 9},))
    assert texts(made) == [
        ["layer", "code", "size", "at 9x9"],
        ["I", "input", "w", "9x9x1"],
        ["F", "c3-4", "w-2", "7x7x4"],
        ["M", "p2", "(w-2)/2", "3x3x4"],
    ]


def test_the_input_that_the_network_says_is_put_in() -> None:
    assert column(table("in3@8x6 c3-2", "size"), "at 8x6") == ["6x4x2"]
    assert column(table("in3@8x6 c3-2", "size", at=({"w": 5, "h": 5},)), "at 5x5") == ["3x3x2"]


def test_two_inputs_have_a_column_each() -> None:
    made = table("in1 c3s2-4", "size", "macs", at=({"w": 9, "h": 9}, {"w": 11, "h": 7}))
    assert texts(made)[0] == ["layer", "code", "size", "at 9x9", "at 11x7", "MACs at 9x9", "MACs at 11x7"]
    assert texts(made)[2][3:] == ["4x4x4", "5x3x4", "576", "540"]


@given(networks(), st.integers(1, 60))
@settings(max_examples=examples(60), deadline=None)
def test_the_numbers_are_those_of_windows_counted_one_by_one(chain: Network, pixels: int) -> None:
    derivation = symrf.derive(chain.text, axes=("w",), convention=chain.convention)
    selection = Selection(("table",), at=({"w": pixels},), columns=("size",))
    if not derivation["w"].size.minimum <= pixels:
        with pytest.raises(SizeError):
            layer_table(derivation, selection)
        return
    made = layer_table(derivation, selection)
    sizes = [pixels]
    for layer in chain.layers:
        sizes.append(count_windows(sizes[-1], layer, chain.convention))
    told = [size for place, size in enumerate(sizes[1:]) if place == 0 or chain.layers[place].kind != "pass"]
    if len(sizes) <= MOST_ROWS:  # a word such as relu stands with the layer before it
        assert column(made, f"at w = {pixels}") == list(map(str, told))


def test_a_flattened_layer_has_its_length() -> None:
    made = table("in1 c3-4 flatten fc10", "size", "channels", at=({"w": 9, "h": 9},))
    assert column(made, "size") == ["w-2", "4*(w-2)*(h-2)", "10"]
    assert column(made, "at 9x9") == ["7x7x4", "196", "10"]
    assert column(made, "channels") == ["4", "4*(w-2)*(h-2)", "10"]


def test_what_depends_on_the_input_has_numbers_and_nothing_else_has() -> None:
    made = table("c3 gap", "field", "jump", at=({"w": 9, "h": 8},))
    assert texts(made) == [
        ["layer", "code", "field", "field at 9x8", "jump", "jump at 9x8"],
        ["I", "input", "", "", "", ""],
        ["F", "c3", "3", "", "1", ""],
        ["G", "gap", "w", "(9, 8)", "w-2", "(7, 6)"],
    ]
    assert texts(table("c3", "field", at=({"w": 9, "h": 8},)))[0] == ["layer", "code", "field"]


def test_in_the_usual_columns_numbers_stand_instead_of_formulas() -> None:
    assert texts(table("c3 gap", at=({"w": 9, "h": 8},))) == [
        ["layer", "code", "size", "at 9x8", "field at 9x8", "jump at 9x8"],
        ["I", "input", "w", "9x8", "", ""],
        ["F", "c3", "w-2", "7x6", "3", "1"],
        ["G", "gap", "1", "1x1", "(9, 8)", "(7, 6)"],
    ]
    assert texts(table("c3", at=({"w": 9, "h": 8},)))[0] == ["layer", "code", "size", "at 9x8", "field", "jump"]


def test_a_family_has_numbers_where_its_symbols_have_them() -> None:
    made = table("(c{k} p2)*{n}", "size", "field", at=({"w": 100, "h": 100, "k": 3, "n": 2},))
    assert column(made, "at 100x100, k = 3, n = 2") == ["23x23"]
    assert column(made, "field at 100x100, k = 3, n = 2") == ["10"]


def test_numbers_for_symbols_alone_make_a_table_of_their_own(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["(c{k} p2)*{n}", "--axes", "w", "--at", "k=3,n=2", "--contents", "table", "--columns", "field"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "At k = 3 and n = 2:" in lines
    assert [line.split()[-1] for line in lines[-4:]] == ["3", "4", "8", "10"]


# ---- columns ---------------------------------------------------------------------------------------------------------


def test_a_layer_has_numbers_of_its_own() -> None:
    made = table("in3 c3x5s2x1p1:2x0-8 z1 t4s2p1-4 c3s2same-4 c3causald2-4 p2 gap", *OF_A_LAYER)
    assert [row[2:] for row in texts(made)[2:]] == [
        ["3x5", "2x1", "1 before, 2 after; 0", "1", "8"],
        ["", "", "1", "", "8"],
        ["4", "2", "1", "1", "4"],
        ["3", "2", "same", "1", "4"],
        ["3", "1", "4 before, 0 after", "2", "4"],
        ["2", "2", "0", "1", "4"],
        ["", "", "", "", "4"],
    ]


def test_every_column_is_made() -> None:
    assert tuple(LAYER_COLUMNS) == OF_A_LAYER
    derivation = symrf.derive(SMALL)
    for name in COLUMNS:
        made = layer_table(derivation, Selection((), at=derivation.each_given(), columns=(name,)))
        assert len({len(row) for row in (made.head, *made.body)}) == 1


def test_no_column_has_that_name() -> None:
    with pytest.raises(InputError, match="there is no column 'colour': choose from kernel, stride, padding, "):
        table("c3", "colour")


def test_totals_are_the_sums_of_their_columns() -> None:
    made = table(SMALL, "params", "macs", "memory")
    derivation = symrf.derive(SMALL)
    for place, name in enumerate(("params", "macs", "memory"), 2):
        cells = [cell[0] for row in made.rows if (cell := row[place])]
        assert (
            sum(map(value, cells))
            == value(made.foot[place][0])
            == int(derivation.quantity(name).subs({"w": 32, "h": 32}))
        )


def value(cell: Inline) -> int:
    assert isinstance(cell, Count)
    return int(cell.text.replace(",", ""))


@pytest.mark.parametrize("text", ["relu", "in1 p2", "p2 gap"])
def test_a_network_without_weights_has_no_empty_table_of_costs(text: str) -> None:
    derivation = symrf.derive(text)
    assert list(cost_table(derivation, Selection(("costs",)))) == [Paragraph(("No layer has parameters or MACs.",))]


def test_a_rounded_total_is_said_below_the_exact_one() -> None:
    derivation = symrf.derive("in3@224x224 c3p1-64 c3p1-64 c3p1-2000")
    selection = Selection((), columns=("macs", "params"), at=derivation.each_given())
    made, about, *_ = layer_tables(derivation, selection)
    assert isinstance(made, Table)
    assert texts(made)[-1] == ["altogether", "", "59,739,144,192", "1,192,720"]
    assert isinstance(about, Paragraph)
    assert PLAIN_TEXT.inlines(about.inlines) == "Altogether about 59.7 G MACs and 1.19 M parameters."


def test_costs_are_of_the_layers_that_have_any() -> None:
    derivation = symrf.derive("in1@9x9 c3-4 p2 bn")
    made, _ = cost_table(derivation, Selection((), at=derivation.each_given()))
    assert isinstance(made, Table)
    assert [row[:3] for row in texts(made)] == [
        ["layer", "code", "parameters"],
        ["F", "c3-4", "40"],
        ["M", "p2 bn", "8"],
        ["altogether", "", "48"],
    ]


# ---- rows ------------------------------------------------------------------------------------------------------------


def test_words_stand_with_the_layer_before_them() -> None:
    made = table("in3 c3p1-8 bn relu p2 drop named: relu c1-4 id", "size", "params")
    assert column(made, "code") == ["c3p1-8 bn relu", "p2 drop", "relu", "c1-4"]
    assert column(made, "parameters") == ["240", "", "", "36"]


def test_a_word_that_only_a_branch_reads_stands_alone() -> None:
    made = table("in3 c3p1-8 [bn relu c3p1-8 + id]", "size")
    assert column(made, "code") == ["c3p1-8", "bn relu", "c3p1-8", "[bn relu c3p1-8 + id]"]


@pytest.mark.parametrize(
    ("depth", "names", "fields"),
    [
        (1, ["stem", "layer1", "layer2"], ["11", "43", "67"]),
        (2, ["F_1", "M", "B_1 … B_2", "layer2"], ["7", "11", "27 … 43", "67"]),
        (3, ["F_1", "M", "F_2 … F_4", "F_3 … F_5", "B_1 … B_2", "F_6", "F_7", "F_8", "layer2"], None),
    ],
)
def test_depth(depth: int, names: list[str], fields: list[str] | None) -> None:
    made = table(STEMS, "field", depth=depth)
    assert column(made, "layer") == names
    if fields is not None:
        assert column(made, "field") == fields


NETWORKS = [STEMS, SMALL, "in3@32x32 (c3-4 (c1-4 relu)*2 p2)*2", "F = c3p1-4 relu; O = in3@16x16 (F F)*5 gap fc3"]


@pytest.mark.parametrize("text", NETWORKS)
@pytest.mark.parametrize("depth", [1, 2, 3, 9])
def test_a_folded_table_ends_as_the_network_does_and_costs_as_much(text: str, depth: int) -> None:
    derivation = symrf.derive(text)
    rows = layer_rows(derivation, depth)
    assert rows[-1].spans[-1][1] == len(derivation.chain.links)
    covered = sorted(place for row in rows for first, last in row.spans for place in range(first, last + 1))
    assert covered == list(range(1, len(derivation.chain.links) + 1))


def test_long_networks_fold() -> None:
    derivation = symrf.derive((EXAMPLES / "resnet152.symrf").read_text("utf-8"))
    selection = Selection(("table",), at=({"w": 224, "h": 224},))
    made = layer_table(derivation, selection)
    assert len(made.rows) <= MOST_ROWS + 1
    assert {"x2", "x7", "x35"} <= {row[1].split()[-1] for row in texts(made) if row[1]}
    assert texts(made)[-1][-1] == f"{60_192_808:,}"  # as torchvision counts them
    assert len(HTML(composed(derivation, selection))) < 300_000


def test_a_network_with_taps_has_each_of_its_layers() -> None:
    text = "C3: c3s2p1 C4: c3s2p1 P4: c1 @C4 u2 P3: c1; out @P3 @P4"
    assert column(table(text, "field"), "layer") == ["C_3", "C_4", "P_4", "U", "P_3"]
    assert column(table(text, "field", depth=1), "layer") == ["C_3", "C_4", "P_4", "U", "P_3"]


def test_layers_are_said_in_words_where_the_notation_is_not_shown() -> None:
    derivation = symrf.derive("c3p1-8 bn relu (c3)*2")
    made = layer_table(derivation, Selection((), columns=("size",), notation=False))
    assert column(made, "")[0].startswith("3x3 convolution, padding 1, 8 channels, ")


def test_axes_that_differ_have_a_size_each() -> None:
    assert column(table("c3x5", "size"), "size") == ["(w-2, h-4)"]
    assert column(table("c3", "size"), "size") == ["w-2"]
