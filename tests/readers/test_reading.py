"""From a text to the network that it is: what is read, what is said of it, and what is refused."""

from __future__ import annotations

import json
from io import BytesIO, TextIOWrapper
from pathlib import Path

import jsonschema
import pytest

import symrf
from symrf.formulas.reader import parse
from symrf.formulas.tree import Symbol
from symrf.front.cli import main
from symrf.networks.notation.architecture import Group, Layer
from symrf.networks.notation.kinds import Kind
from symrf.readers import detection, table, telling
from symrf.readers.graph import Building
from symrf.readers.reading import read_graphs
from symrf.readers.table import Reader
from symrf.readers.telling import told

LENET = """\
FAKE 3x32x32 Net
conv1 3 6 k5 -> 6x28x28
pool k2
conv2 6 16 k5 -> 16x10x10
fc1 400 120
fc2 120 84
"""
POOLED = LENET.replace("fc1", "pool2 k2 s2\nfc1")
READ = "in3@32x32 conv1: c5-6 pool: p2s2 conv2: c5-16 flatten fc1: fc120 fc2: fc84"

pytestmark = pytest.mark.usefixtures("fake")


def test_a_text_is_read() -> None:
    paste = symrf.read(LENET)
    assert str(paste) == str(paste.architecture) == READ
    assert (paste.axes, paste.convention, paste.kind, paste.network) == (("h", "w"), "pytorch", "fake", "Net")
    assert (paste.input.channels, dict(paste.input.sizes)) == (3, {"h": 32, "w": 32})
    assert paste.claims == (
        "size@conv1 = torch.Size([6, 28, 28])",
        "size@conv2 = torch.Size([16, 10, 10])",
        "flat@fc1 = 400",
    )
    assert not paste.certain
    assert symrf.parse(str(paste)) == paste.architecture


@pytest.mark.parametrize(
    "around",
    [
        "> {}",
        "# {}",
        "    {}",
        "\t{}",
        "{}<br/>",
        "> > {}",
        "In [1]: {}",
        ">>> {}",
        "{}\r",
    ],
)
def test_what_stands_around_a_text_is_left_out(around: str) -> None:
    """Notes and refusals point at what was pasted all the same."""
    text = "\n".join(around.format(line) for line in LENET.splitlines())
    paste = symrf.read(text)
    assert str(paste) == READ
    (note,) = paste.notes
    assert note.span is not None
    assert text[slice(*note.span)] == "pool k2"
    with pytest.raises(symrf.ReadError) as refusal:
        symrf.read(text.replace("pool k2", "poof?"))
    assert refusal.value.span is not None
    assert refusal.value.source[slice(*refusal.value.span)] == "poof?"


@pytest.mark.parametrize(
    "around",
    ["```python\n{}```\n", "This is my network:\n\n~~~\n{}~~~\nWhat goes into fc1?\n", "<pre><code>{}</code></pre>"],
)
def test_fences_are_left_out(around: str) -> None:
    assert str(symrf.read(around.format(LENET))) == READ


def test_what_a_session_printed_is_read() -> None:
    text = ">>> net = Net()\n>>> net\n" + LENET
    assert str(symrf.read(text)) == READ


def test_entities_and_quotes() -> None:
    with pytest.raises(symrf.ReadError) as refusal:
        symrf.read("FAKE\nconv1 3 6 k3\n&lt;conv&gt; “2”")
    assert refusal.value.span == (18, 34)
    assert str(refusal.value).endswith("&lt;conv&gt; “2”\n  ^^^^^^^^^^^^^^^^")


def test_the_stride_that_is_assumed_is_said() -> None:
    assert told(symrf.read(LENET)) == (
        "read as a made-up text, the network Net",
        "line 3: the stride of pool is taken to be its kernel.",
        (
            "line 5: fc1 takes 400 = 16·5·5; at 32x32 the text gives 1600:"
            " a pool is missing, or the input is 22x22 (22 to 23)"
        ),
        "it makes 3 claims about its layers, which symrf check judges",
        "this is not certain: wiring, padding or strides were inferred",
    )
    assert not any("fc1" in said for said in told(symrf.read(POOLED)))


@pytest.mark.parametrize(
    ("first", "said"),
    [
        ("FAKE", "fc1 takes 400 = 16·5·5: the input is 32x32 (32 to 35)"),
        ("FAKE 3x64x64", "fc1 takes 400 = 16·5·5; at 64x64 the text gives 2704: the input is 32x32 (32 to 35)"),
    ],
)
def test_the_input_is_solved_for(first: str, said: str) -> None:
    text = POOLED.replace("FAKE 3x32x32 Net", first)
    assert f"line 6: {said}" in told(symrf.read(text))


def test_no_input_gives_so_many_features() -> None:
    text = POOLED.replace("FAKE 3x32x32 Net", "FAKE").replace("400", "410")
    assert "line 6: fc1 takes 410: no square input gives that" in told(symrf.read(text))


@pytest.mark.parametrize(
    ("taken", "said"), [(16, []), (20, ["fc1 takes 20, but the text gives 16, whatever the input"])]
)
def test_features_that_depend_on_no_input(taken: int, said: list[str]) -> None:
    graph = Building()
    place = graph.add(Layer(Kind.GLOBAL_AVERAGE), graph.add(Layer(Kind.CONVOLUTION, (3,), channels=16), 0))
    place = graph.add(Layer(Kind.DENSE, (10,)), graph.add(Layer(Kind.FLATTEN), place), name="fc1")
    graph.expect(place, "features", taken)
    paste = read_graphs([graph.graph(place, channels=3)], "fake")
    assert [each for each in told(paste) if "fc1" in each] == said


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("n1", "n_1"),
        ("conv1_out", "conv_1_out"),
        ("h", "h_n"),
        ("max", "n_1"),
        ("self.x", "self_x"),
        ("classes", None),
    ],
)
def test_symbols_are_spelled_so_that_they_are_read_back(name: str, other: str | None) -> None:
    graph = Building()
    place = graph.add(Layer(Kind.CONVOLUTION, (Symbol(name),), channels=3), 0)
    place = graph.add(Group((Layer(Kind.CONVOLUTION, (3,)),), Symbol(name)), place)
    paste = read_graphs([graph.graph(place, channels=Symbol(name))], "fake")
    said = other or name
    assert str(paste) == f"in{{{said}}} c{{{said}}}-3 (c3)*{{{said}}}"
    assert symrf.parse(str(paste)) == paste.architecture
    assert [note.text for note in paste.notes] == ([] if other is None else [f"{name} is called {other}"])


def test_numbers_that_no_layer_has_are_refused() -> None:
    with pytest.raises(symrf.ReadError) as refusal:
        symrf.read(LENET.replace("pool k2", "pool k2 s0"))
    assert str(refusal.value) == "pool has 0 for its stride, which must be at least 1\n  pool k2 s0\n  ^^^^^^^^^^"


def test_what_holds_of_some_values_alone_is_said() -> None:
    graph = Building()
    place = graph.add(Layer(Kind.CONVOLUTION, (3,), channels=parse("floor(c/4)")), 0)
    paste = read_graphs([graph.graph(place)], "fake")
    assert not paste.certain
    said = "the number of channels must be at least 1, but floor(c/4) is not for every c"
    assert [note.text for note in paste.notes] == [f"{said}; say what holds for the symbols with --where"]
    assert symrf.derive(paste, where="c >= 4")["h"].receptive_field == 3


def test_channels_that_do_not_go_on_are_said() -> None:
    paste = symrf.read(POOLED.replace("conv2 6 16", "conv2 8 16").replace("fc2 120 84", "fc2 100 84"))
    assert [note.text for note in paste.notes][1:] == [
        "conv2 takes 8 channels, but is given 6",
        "fc2 takes 100 features, but is given 120",
    ]
    assert not paste.certain
    assert symrf.read(POOLED.replace("pool k2\n", "pool k2 s2\n")).certain


def test_one_of_several_networks_is_read() -> None:
    text = LENET + LENET.replace("Net", "Other").replace("16", "32")
    paste = symrf.read(text)
    assert (paste.network, paste.networks) == ("Other", ("Net", "Other"))
    assert (
        paste.notes[0].text == "it contains several networks, Net, Other: Other is read; choose another with --network"
    )
    assert str(symrf.read(text, network="Net")) == READ
    with pytest.raises(symrf.InputError, match="there is no network 'Third' in it: it contains Net, Other"):
        symrf.read(text, network="Third")


@pytest.mark.parametrize(
    ("source", "error", "message"),
    [
        ("", symrf.ReadError, "it is empty: there is no network in it"),
        ("hello\nworld", symrf.ReadError, "no network is recognized in it; the kinds that are read are notation, fake"),
        (b"\x80\x04\x95", symrf.ReadError, "a pickle is not read, as that would run code"),
        (b"PK\x03\x04......archive/data.pkl", symrf.ReadError, "a pickle is not read, as that would run code"),
        (b"\xff\xfe\x00", symrf.ReadError, "it is neither text in UTF-8 nor a kind of file that can be read"),
        (Path("/no/such/file"), symrf.InputError, "/no/such/file cannot be read: No such file or directory"),
        (
            3,
            symrf.InputError,
            "a network must be a string, such as 'c3s1 p2s2', a path, a model or a list of layers, not 3",
        ),
        ("FAKE", symrf.ReadError, "the network has no layers"),
    ],
)
def test_what_is_not_read(source: object, error: type[symrf.SymrfError], message: str) -> None:
    with pytest.raises(error) as refusal:
        symrf.read(source)
    assert str(refusal.value).startswith(message)


def test_a_kind_may_be_given() -> None:
    assert str(symrf.read(LENET, kind="fake")) == READ
    with pytest.raises(
        symrf.InputError, match="there is no kind 'fakes' of text or file: choose one of notation, fake"
    ):
        symrf.read(LENET, kind="fakes")


def test_names_may_be_assumed() -> None:
    assert symrf.derive(symrf.read("c3 SPPF", assume="SPPF = [id | p5s1p2]"))["h"].receptive_field == 7
    with pytest.raises(symrf.NotationError) as refusal:
        symrf.read("c3 SPPF", assume="SPPF = [id | q5]")
    assert refusal.value.span == (13, 15)
    with pytest.raises(symrf.InputError, match="an assumption must be a name and its network"):
        symrf.read("c3 SPPF", assume="SPPF")


def test_it_stands_where_a_network_stands(tmp_path: Path) -> None:
    path = tmp_path / "net.txt"
    path.write_text(LENET)
    assert str(symrf.read(str(path))) == READ
    for source in (LENET, path, LENET.encode(), symrf.read(LENET), READ):
        derived = symrf.derive(source)
        assert derived.axes == (("w", "h") if source is READ else ("h", "w"))
        assert str(derived.architecture) == READ
    assert symrf.derive(LENET, axes="x,y").axes == ("x", "y")
    assert symrf.check(LENET, "rf@conv2 = 14")[0].status == "proved"
    assert symrf.solve(LENET, "size@conv2 = 10").to_dict()["answer"]
    assert len(symrf.compare([LENET, READ]).derivations) == 2


def test_its_own_claims_are_judged() -> None:
    assert [verdict.status for verdict in symrf.check(LENET)] == ["proved", "proved", "refuted"]
    assert [verdict.status for verdict in symrf.check(POOLED)] == ["proved"] * 3


# ---- the command -----------------------------------------------------------------------------------------------------


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(words)
    said = capsys.readouterr()
    return code, said.out, said.err


def test_the_command_reads(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "net.txt"
    path.write_text(LENET)
    for word in (str(path), f"@{path}", LENET):
        code, out, err = run(capsys, "read", word)
        assert (code, out) == (0, READ + "\n")
        assert "symrf: line 3: the stride of pool is taken to be its kernel.\n" in err
    code, out, err = run(capsys, "read", LENET, "--format", "json")
    data = json.loads(out)
    assert data == symrf.read(LENET).to_dict()
    jsonschema.validate(data, json.loads((Path(symrf.__file__).parent / "schema.json").read_text("utf-8")))
    assert (data["architecture"], data["certain"], data["axes"]) == (READ, False, ["h", "w"])


def test_standard_input_is_read(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(LENET.encode())))
    code, out, _ = run(capsys, "-", "--format", "json")
    assert (code, json.loads(out)["axes"]) == (0, ["h", "w"])


def test_verbs_take_a_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "net.txt"
    path.write_text(POOLED)
    assert run(capsys, str(path))[0] == 0
    assert run(capsys, "compare", str(path), "c3")[0] == 0
    assert run(capsys, "solve", str(path), "size@conv2 = 10")[0] == 0
    code, out, _ = run(capsys, "check", str(path), "rf@conv2 = 14", "rf@conv2 = 15")
    assert (code, out.splitlines()[-1]) == (1, "1 proved, 1 refuted.")


def test_a_summary_is_checked_line_by_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "summary.txt"
    path.write_text(POOLED)
    assert run(capsys, "check", str(path))[:1] == (0,)
    path.write_text(POOLED.replace("16x10x10", "16x11x10"))
    code, out, _ = run(capsys, "check", str(path), "--format", "annotations")
    assert code == 1
    assert out.startswith(f"::error file={path},line=4,title=refuted")
    path.write_text("F = c3\nrf(F) = 3\n")
    assert run(capsys, "check", str(path))[1].endswith("1 proved.\n")


def test_a_file_that_is_named_like_a_network_is_the_network(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "c3").write_text(LENET)
    assert run(capsys, "read", "c3")[1] == "c3\n"
    assert run(capsys, "read", "./c3")[1] == READ + "\n"


def test_the_command_takes_a_kind_a_network_and_what_is_assumed(capsys: pytest.CaptureFixture[str]) -> None:
    text = LENET + LENET.replace("Net", "Other").replace("16", "32")
    assert run(capsys, "read", text, "--network", "Net", "--from", "fake")[:2] == (0, READ + "\n")
    assert run(capsys, "read", "c3 SPPF", "--assume", "SPPF = [id | p5s1p2]")[1] == "SPPF = [id | p5s1p2]; c3 SPPF\n"
    code, out, err = run(capsys, "read", text, "--from", "fakes")
    assert (code, out) == (2, "")
    assert err.startswith("symrf: there is no kind 'fakes' of text or file: choose one of notation, fake")


def test_a_text_that_two_readers_claim_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = {
        name: Reader(name, "a made-up text", "fake", hint=hint) for name, hint in (("fake", ""), ("other", "conv2"))
    }
    for module in (detection, telling):
        monkeypatch.setattr(module, "READERS", rows)
    with pytest.raises(symrf.ReadError) as refusal:
        symrf.read(LENET)
    assert refusal.value.message == "it could be fake or other: say which with --from fake or --from other"
    assert str(symrf.read(LENET, kind="other")) == READ
    assert symrf.read(LENET.replace("conv2", "conv3")).kind == "fake"


def test_a_dialect_is_asked_before_the_notation(monkeypatch: pytest.MonkeyPatch) -> None:
    """FAKE, which is no layer, is a name here, so that the text is in the notation as well."""
    text = "FAKE = c3\nFAKE\nFAKE"
    assert symrf.read(text, kind="notation").kind == "notation"
    row = Reader("fake", "a made-up text", "fake", dialect="^FAKE")
    monkeypatch.setattr(table, "_ROWS", (row,))
    for module in (detection, telling):
        monkeypatch.setattr(module, "READERS", {"fake": row})
    with pytest.raises(symrf.ReadError, match="the network has no layers"):
        symrf.derive(text)
