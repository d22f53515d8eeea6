"""What is said of a YAML file that is not read, and of what was chosen or inferred in it."""

from __future__ import annotations

from collections.abc import Sequence

from symrf.formulas import limits

NO_YAML = "reading YAML needs PyYAML: pip install 'symrf[yaml]'"
NO_ROW = "a row must be [from, repeats, module, arguments]"
NO_ROWS = "backbone and head must be lists of rows, but there are none here"
TOO_DEEP = "this is nested too deep"
NOTHING_TO_ADD = "this must read from two layers or more"
UNKNOWN_CHANNELS = "how many channels it receives is not known"
NO_SCALE = "a scale must be [depth, width, largest number of channels]"
OWN_ARGUMENTS = "its arguments are not those that the module takes"
TWO_FAMILIES = "Bottleneck is read with kernels 1 and 3, as in YOLOv3 and YOLOv5; in Ultralytics it has 3 and 3"
NEWER_FAMILY = "Bottleneck is read with kernels 3 and 3, as in Ultralytics; in YOLOv5 it has 1 and 3"


def too_long() -> str:
    return f"the YAML has more than {limits.READ_YAML_CHARACTERS:,} characters"


def not_yaml(problem: str) -> str:
    return f"this is not YAML: {problem}"


def only_named(names: Sequence[str]) -> str:
    named = f" ({', '.join(names[:3])})" if names else ""
    return f"a network is only named here{named}: paste its code, or the printed model"


def scale(name: str, others: Sequence[str]) -> str:
    return f"scale {name} of {', '.join(others)} is read"


def head(name: str, count: int) -> str:
    return f"{name} is left out: the outputs are the {count} tensors that it receives"


def outside(index: object, last: int) -> str:
    return f"{index} is not a layer: those before this one are 0 to {last}, and -1 is the last"


def unknown(name: str) -> str:
    return f'{name} is not known: say what it does, with --assume "{name} = …"'


def too_many_repeats(times: int) -> str:
    return f"{times} repeats are too many: at most {limits.NETWORK_DEPTH // 2} can be read"


def no_number(text: object) -> str:
    return f"{str(text)[:40]} is not a whole number of 1 or more"


def attends(name: str) -> str:
    return f"the attention in {name} reads every pixel; its own weights are not counted"
