"""The wheel, the source archive and an editable install carry the grammar, and need nothing but lark and sympy."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import tarfile
import venv
import zipfile
from collections.abc import Callable
from email.parser import Parser
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from support.interrupts import interruptible

CHECKOUT = Path(__file__).resolve().parents[2]
FOUNDING = "c3s1 p2s2 c3s1"
FIRST_LINE = b"3x3 convolution -> 2x2 max pool, stride 2 -> 3x3 convolution\n"
GRAMMARS = {path.name for path in (CHECKOUT / "grammar").iterdir() if path.is_file()}
PAGE = {".html", ".css", ".js", ".mjs", ".txt"}  # what the page is served and built of
DEPENDENCIES = ("lark", "sympy", "mpmath")
BUILD_EDITABLE = "import sys, hatchling.build; hatchling.build.build_editable(sys.argv[1])"


class Environment:
    """A virtual environment with symrf's dependencies and one wheel in it, and no pip."""

    def __init__(self, folder: Path, wheel: Path) -> None:
        venv.create(folder, symlinks=True)
        self.python = folder / "bin" / "python"
        [self.packages] = folder.glob("lib/python*/site-packages")
        for name in DEPENDENCIES:
            found = importlib.util.find_spec(name)
            assert found is not None
            assert found.origin is not None
            (self.packages / name).symlink_to(Path(found.origin).parent)
        install = ("install", "--quiet", "--no-deps", "--no-index", "--disable-pip-version-check", str(wheel))
        built(sys.executable, "-m", "pip", "--python", str(self.python), *install)

    def start(self) -> subprocess.Popen[bytes]:
        """The command on the founding case, from `/`, with no variable that leads to the checkout."""
        command = [str(self.python.with_name("symrf")), FOUNDING]
        return subprocess.Popen(command, cwd="/", env={}, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def says(self, code: str) -> str:
        """What a line of Python prints there."""
        return subprocess.run(
            [self.python, "-c", code], cwd="/", env={}, capture_output=True, check=True, text=True
        ).stdout.strip()

    @property
    def kept(self) -> Path:
        """Where the parse tables are kept."""
        return self.packages / "symrf" / "grammar" / "__pycache__"


def built(*command: str, folder: Path | None = None) -> None:
    """Run a command of the build, which must succeed."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def check_answers(*processes: subprocess.Popen[bytes]) -> None:
    for process in processes:
        out, err = process.communicate()
        assert (process.returncode, err) == (0, b"")
        assert out.startswith(FIRST_LINE)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout, as a run has left it: with parse tables beside the grammar."""
    copy = tmp_path_factory.mktemp("copy") / "symrf"
    shutil.copytree(CHECKOUT, copy, ignore=shutil.ignore_patterns(".*", "__pycache__", "build", "dist"))
    (copy / "grammar" / "__pycache__").mkdir()
    (copy / "grammar" / "__pycache__" / "architecture.tables").write_bytes(b"stale")
    return copy


@pytest.fixture(scope="module")
def archives(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the source archive, and the wheel that is built from that archive."""
    folder = tmp_path_factory.mktemp("archives")
    built(sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(checkout))
    return folder


@pytest.fixture(scope="module")
def wheel(archives: Path) -> Path:
    [found] = archives.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    return Environment(tmp_path_factory.mktemp("wheel"), wheel)


def test_the_source_archive_holds_the_grammar(archives: Path) -> None:
    [archive] = archives.glob("*.tar.gz")
    with tarfile.open(archive) as opened:
        names = {name.partition("/")[2] for name in opened.getnames()}
    assert {f"grammar/{name}" for name in GRAMMARS} | {"pyproject.toml", "symrf/py.typed", "LICENSE"} <= names
    assert {name for name in names if "__pycache__" in name} == set()


def test_the_wheel_holds_the_grammar_and_the_package(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        names = set(opened.namelist())
    grammars = {name for name in names if name.startswith("symrf/grammar/")}
    modules = {str(path.relative_to(CHECKOUT)) for path in (CHECKOUT / "symrf").rglob("*.py")}
    assert grammars == {f"symrf/grammar/{name}" for name in GRAMMARS}
    assert {name for name in names if name.endswith(".py") and not name.startswith("symrf/examples/")} == modules
    networks = {f"symrf/examples/{path.name}" for path in (CHECKOUT / "examples").glob("*.symrf")}
    assert {name for name in names if name.endswith(".symrf")} == networks
    assert {"symrf/py.typed", "symrf/front/manuscripts/symrf.sty"} <= names
    page = CHECKOUT / "symrf" / "front" / "page"
    beside = {str(path.relative_to(CHECKOUT)) for path in page.rglob("*") if path.suffix in PAGE}
    assert len(beside) > 5
    assert beside <= names


def test_the_wheel_needs_lark_and_sympy_alone(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        [name] = [name for name in opened.namelist() if name.endswith(".dist-info/METADATA")]
        metadata = Parser().parsestr(opened.read(name).decode())
    needed = [each for each in metadata.get_all("Requires-Dist", []) if "extra ==" not in each]
    assert sorted(each.partition(">")[0] for each in needed) == ["lark", "sympy"]
    assert metadata["License-Expression"] == "MIT"


def test_the_wheel_works_from_anywhere(environment: Environment) -> None:
    check_answers(environment.start())
    assert environment.says("import symrf; print(symrf.__file__)") == str(environment.packages / "symrf/__init__.py")
    assert [path.suffix for path in environment.kept.iterdir()] == [".tables"]


def test_the_wheel_shows_its_examples(environment: Environment) -> None:
    code = "from symrf.front import examples; print(len(examples.listed().splitlines()), examples.text('lenet5')[:9])"
    assert environment.says(code) == f"{len(list((CHECKOUT / 'examples').glob('*.symrf')))} # LeNet-5"


def check_reads(environment: Environment, grammar: Path) -> None:
    """What is changed in that grammar changes what is read."""
    text = grammar.read_text(encoding="utf-8")
    try:
        grammar.write_text(text.replace('CONVOLUTION.1: "c"', 'CONVOLUTION.1: "conv"'), encoding="utf-8")
        assert environment.says("import symrf; print(symrf.parse('conv3').items[0].kind.title)") == "convolution"
    finally:
        grammar.write_text(text, encoding="utf-8")


def test_the_wheel_reads_its_own_grammar(environment: Environment) -> None:
    check_reads(environment, environment.packages / "symrf" / "grammar" / "architecture.lark")


def test_the_wheel_derives_expressions(environment: Environment) -> None:
    code = f"import symrf; size = symrf.derive({FOUNDING!r})['w'].size.closed; [w] = size.free_symbols"
    assert environment.says(f"{code}; print(w, size.subs(w, 64))") == "w 29"


def test_the_wheel_serves_the_page(environment: Environment) -> None:
    command = [str(environment.python.with_name("symrf")), "serve", "--port", "0"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    process = subprocess.Popen(command, cwd="/", env={}, **pipes, text=True, preexec_fn=interruptible)
    try:
        assert process.stdout is not None
        url = process.stdout.readline().split()[4]
        with urlopen(url) as page:  # noqa: S310 - of this computer
            assert b"<math" in page.read()
        kind = {"Content-Type": "application/json"}
        question = Request(f"{url}answer", json.dumps({"network": FOUNDING}).encode(), kind)  # noqa: S310
        with urlopen(question) as answer:  # noqa: S310
            assert json.loads(answer.read())["notation"] == FOUNDING
    finally:
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=60) == ("", "symrf: interrupted\n")


def test_tables_that_cannot_be_kept_are_not_needed(environment: Environment) -> None:
    shutil.rmtree(environment.kept, ignore_errors=True)
    environment.kept.write_bytes(b"")  # no folder can be made here, not even by root
    try:
        check_answers(environment.start())
    finally:
        environment.kept.unlink()


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="there is no /proc, where even root makes no file")
def test_a_folder_that_takes_no_tables_is_no_fault(environment: Environment) -> None:
    shutil.rmtree(environment.kept, ignore_errors=True)
    environment.kept.symlink_to("/proc")
    try:
        check_answers(environment.start())
    finally:
        environment.kept.unlink()


def test_processes_that_start_at_once(environment: Environment) -> None:
    for _ in range(3):
        shutil.rmtree(environment.kept, ignore_errors=True)
        check_answers(*[environment.start() for _ in range(4)])


CORRUPTIONS: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("empty", lambda tables: tables[:0]),
    ("noise", lambda tables: b"\x00\xff not tables\n" + bytes(reversed(tables))),
    ("cut in half", lambda tables: tables[: len(tables) // 2]),
    ("a byte short", lambda tables: tables[:-1]),
    ("of another grammar", lambda tables: b"0" + tables[1:] if tables[:1] != b"0" else b"1" + tables[1:]),
    ("the head alone", lambda tables: tables.partition(b"\n")[0] + b"\n"),
]


@pytest.mark.parametrize("corrupted", [each for _, each in CORRUPTIONS], ids=[name for name, _ in CORRUPTIONS])
def test_corrupt_tables_are_made_anew(environment: Environment, corrupted: Callable[[bytes], bytes]) -> None:
    shutil.rmtree(environment.kept, ignore_errors=True)
    check_answers(environment.start())
    [path] = environment.kept.iterdir()
    tables = path.read_bytes()
    path.write_bytes(corrupted(tables))
    check_answers(environment.start())
    assert path.read_bytes() != corrupted(tables)
    check_answers(environment.start())


def test_an_editable_install_finds_the_grammar_of_its_checkout(checkout: Path, tmp_path: Path) -> None:
    built(sys.executable, "-c", BUILD_EDITABLE, str(tmp_path), folder=checkout)
    [wheel] = tmp_path.glob("*.whl")
    environment = Environment(tmp_path / "environment", wheel)
    check_answers(environment.start())
    assert environment.says("import symrf; print(symrf.__file__)") == str(checkout / "symrf/__init__.py")
    check_reads(environment, checkout / "grammar" / "architecture.lark")
