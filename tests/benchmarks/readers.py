"""What reading costs: `python tests/benchmarks/readers.py` prints a table of ratios, those of texts the dearest first.

A figure is the processor's time of `symrf.read` in a process that has read before, the median over the turns. A text is
measured beside the 20 ms that it may take, an ONNX file beside `onnx.load` and 5 ms, with 500 MB of weights, too, which
are a hole in the file, and a live ResNet-50 beside `torch.fx.symbolic_trace` and 0.5 s. The exit code is 1 where one
takes longer. It needs the extra `bench`.
"""

from __future__ import annotations

import io
import logging
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import onnx
import torch
from ratios import Ratio, printed
from support.sources import resnet

import symrf

CASES = Path(__file__).resolve().parents[1] / "cases" / "readers"
TURNS = 5
TEXT, FILE, LIVE = 0.02, 0.005, 0.5
WEIGHTS = 500 * 2**20


def main() -> int:
    """Measure, print, and end with 1 where one takes longer than it may."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    return 0 if printed([*_texts(), *_files(), *_resnet()], "lark", "onnx", "torch") else 1


def _seconds(call: Callable[[], object]) -> float:
    """The processor's time of a call, which was called before."""
    call()
    taken = []
    for _ in range(TURNS):
        start = process_time()
        call()
        taken.append(process_time() - start)
    return median(taken)


def _read(source: object) -> Callable[[], None]:
    """A reading, of which a refusal is one, too: it is to come as quickly."""

    def call() -> None:
        with suppress(symrf.SymrfError):
            symrf.read(source)

    return call


def _texts() -> list[Ratio]:
    found = []
    for path in sorted(CASES.rglob("*.*")):
        if path.suffix != ".onnx" and not path.name.endswith((".meta.json", "shapes.json")):
            seconds = _seconds(_read(path.read_text("utf-8")))
            found.append(Ratio(str(path.relative_to(CASES)), seconds, "20 ms", TEXT, 1))
    return sorted(found, key=lambda ratio: -ratio.seconds)


def _files() -> Iterator[Ratio]:
    """Files with weights, and one with 500 MB of them besides."""
    paths = sorted(CASES.rglob("*.onnx"))
    for path in paths:
        yield Ratio(str(path.relative_to(CASES)), _seconds(_read(path)), "5 ms", FILE, 1)
    with TemporaryDirectory() as folder:
        small, large = paths[-1], Path(folder) / "large.onnx"
        with large.open("wb") as opened:
            opened.write(small.read_bytes() + bytes([0xA2, 6]) + _varint(WEIGHTS))
            opened.truncate(opened.tell() + WEIGHTS)
        yield Ratio(f"{small.name} and 500 MB", _seconds(_read(large)), "5 ms", FILE, 1)


def _varint(number: int) -> bytes:
    """A length, seven bits a byte."""
    found = bytearray()
    while number > 127:
        found.append(number & 127 | 128)
        number >>= 7
    return bytes([*found, number])


def _resnet() -> Iterator[Ratio]:
    """ResNet-50 as a live module, as its print, and as a file, beside what loads or traces them."""
    model = resnet.ResNet(resnet.Bottleneck, [3, 4, 6, 3]).eval()
    live = _seconds(_read(model))
    yield Ratio("live ResNet-50", live, "0.5 s", LIVE, 1)
    yield Ratio("live ResNet-50", live, "torch.fx", _seconds(lambda: torch.fx.symbolic_trace(model)), 10)
    yield Ratio("print of ResNet-50", _seconds(_read(str(model))), "20 ms", TEXT, 1)
    file = io.BytesIO()
    torch.onnx.export(model, (torch.zeros(1, 3, 224, 224),), file, dynamo=False)
    data = file.getvalue()
    mine = _seconds(_read(data))
    yield Ratio("ResNet-50 in ONNX", mine, "5 ms", FILE, 1)
    yield Ratio("ResNet-50 in ONNX", mine, "onnx.load", _seconds(lambda: onnx.load_model_from_string(data)), 1)


if __name__ == "__main__":
    raise SystemExit(main())
