"""Reading runs nothing of what is read, and loads none of the programs that it is from."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import symrf

ROOT = Path(__file__).resolve().parents[2]
FRAMEWORKS = ("torch", "keras", "tensorflow", "onnx", "jax", "numpy")
READ = """
import json, sys
from pathlib import Path
import symrf
early = [name for name in sys.modules if name.startswith("symrf.readers")]
count = 0
for path in sorted(Path(sys.argv[1]).rglob("*.*")):
    if path.suffix != ".onnx":
        path = path.read_text("utf-8")
    try:
        symrf.read(path)
        count += 1
    except symrf.SymrfError:
        pass
print(json.dumps([early, count, sorted({name.partition(".")[0] for name in sys.modules})]))
"""


def test_no_framework_is_loaded_and_no_reader_before_something_is_read() -> None:
    cases = Path(__file__).parents[1] / "cases" / "readers"
    command = [sys.executable, "-c", READ, str(cases)]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    early, count, loaded = json.loads(told.stdout)
    assert early == []
    assert count > 100
    assert not set(FRAMEWORKS) & set(loaded)


def test_no_kind_of_text_is_executed(tmp_path: Path) -> None:
    """Where a program would write a file, in each kind of text that has a place for it."""
    file = tmp_path / "written"
    write = f"open({str(file)!r}, 'w').write('x')"
    command = f"__import__('os').system('touch {file}')"
    texts = [
        f"net = nn.Sequential(nn.Conv2d(3, {write}, 3), {command})",
        f"model = keras.Sequential([layers.Conv2D({write}, 3), {command}])",
        f"Sequential(\n  (0): Conv2d(3, 8, kernel_size=(3, 3), note={write})\n  (1): {command}\n)",
        f"[(3, 1, 1), ({write}, 1, 1), {command}]",
        f'cfg = [64, "M", {command}]',
        (
            "backbone:\n  - [-1, 1, Conv, [64, 3, 2]]\n"
            f"  - !!python/object/apply:os.system ['touch {file}']\nhead: []\nnc: 80"
        ),
        f"backbone:\n  [[-1, 1, Conv, [64, 3, 2]],\n   [-1, 1, nn.Conv2d, ['{command}']]]\nhead: []\nnc: 80",
        f"[net]\nwidth=32\nheight=32\nchannels=3\n[convolutional]\nfilters={write}\nsize=3\n",
        f'layer {{ name: "c" type: "Convolution" convolution_param {{ num_output: {write} kernel_size: 3 }} }}',
        (
            '{"class_name": "Sequential", "config": {"layers": [{"class_name": "Lambda", "config": {"function": '
            f'"{write}"}}}}]}}}}'
        ),
        f"ds_r1_k3_s1_e1_c{command}_se0.25",
    ]
    for text in texts:
        try:
            symrf.read(text)
        except symrf.SymrfError:
            continue
    assert not file.exists()


def test_a_pickle_is_not_opened(tmp_path: Path) -> None:
    file = tmp_path / "written"
    data = (
        b"\x80\x02cposix\nsystem\nX" + len(f"touch {file}").to_bytes(4, "little") + f"touch {file}".encode() + b"\x85R."
    )
    with pytest.raises(symrf.ReadError, match="pickle"):
        symrf.read(data)
    assert not file.exists()
