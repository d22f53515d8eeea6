"""What is said of a YAML file that is not read, and of what was chosen or inferred in it."""

from __future__ import annotations

from collections.abc import Sequence

from symrf.formulas import limits

NO_YAML = "YAML is read by PyYAML, which is not installed: pip install 'symrf[yaml]'"
NO_ROW = "a row is [from, repeats, module, arguments]"
NO_ROWS = "backbone and head are lists of rows, and there are none here"
TOO_DEEP = "this is nested too deep"
NOTHING_TO_ADD = "this needs two layers or more to read from"
UNKNOWN_CHANNELS = "how many channels it receives is not known"
NO_SCALE = "a scale is [depth, width, largest channels]"
OWN_ARGUMENTS = "its arguments are not those that the module takes"
TWO_FAMILIES = "Bottleneck is read with kernels 1 and 3, as YOLOv3 and YOLOv5 have it; Ultralytics' own has 3 and 3"
NEWER_FAMILY = "Bottleneck is read with kernels 3 and 3, as Ultralytics has it; that of YOLOv5 has 1 and 3"


def too_long() -> str:
    return f"the YAML has more than {limits.READ_YAML_CHARACTERS} characters"


def not_yaml(problem: str) -> str:
    return f"this is no YAML: {problem}"


def only_named(names: Sequence[str]) -> str:
    named = f" ({', '.join(names[:3])})" if names else ""
    return f"a network is named here{named} and not given: paste its code, or the printed model"


def scale(name: str, others: Sequence[str]) -> str:
    return f"scale {name} of {', '.join(others)} is read"


def head(name: str, count: int) -> str:
    return f"{name} is left out: the outputs are the {count} tensors that it receives"


def outside(index: object, last: int) -> str:
    return f"{index} points at no layer: before this one are 0 to {last}, and -1 is the last"


def unknown(name: str) -> str:
    return f'{name} is not known; say what it does: --assume "{name} = …"'


def too_many_repeats(times: int) -> str:
    return f"{times} repeats are more than the {limits.NETWORK_DEPTH // 2} that are read"


def no_number(text: object) -> str:
    return f"{str(text)[:40]} is no whole number of 1 or more"


def attends(name: str) -> str:
    return f"{name} reads every pixel in its attention, whose own weights are not counted"
