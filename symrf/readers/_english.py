"""What is said of a text, a file or a model of another program that is not read, and of what was assumed in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from symrf.formulas import limits


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)


# ---- what is read ----------------------------------------------------------------------------------------------------


def unrecognized(names: Iterable[str]) -> str:
    return f"no network is recognized in it; the kinds that are read are {_listed(names)}"


def two_readers(first: str, second: str) -> str:
    return f"it could be {first} or {second}: say which with --from {first} or --from {second}"


def no_kind(name: str, names: Iterable[str]) -> str:
    return f"there is no kind {name!r} of text or file: choose one of {_listed(names)}"


# ---- networks that the user gives ------------------------------------------------------------------------------------


def assumption_is_a_definition(text: str) -> str:
    return f"an assumption must be a name and its network, such as 'SPPF = [id | p5s1p2]', not {text!r}"


def repeat_in_symbols(name: str) -> str:
    return f"{name} is assumed to be a network whose repeats are symbols: write numbers"


def assumed_too_long(name: str) -> str:
    return f"{name} is assumed to be a network of more than {limits.READ_NODES:,} layers"


# ---- modules of PyTorch ----------------------------------------------------------------------------------------------


def argument_is_missing(name: str, argument: str) -> str:
    return f"{name} is not given its {argument}"


def too_many_arguments(name: str, arguments: Sequence[str]) -> str:
    return f"{name} is given more arguments than it takes: {', '.join(arguments)}"


def argument_is_no_number(argument: str, value: object) -> str:
    return f"{argument} is {value!r}, not a whole number or one for each axis"


def argument_is_too_small(argument: str, value: object) -> str:
    return f"{argument} is {value!r}, but must be at least 1"


def argument_has_other_length(argument: str, found: int, wanted: int) -> str:
    return f"{argument} has {found} numbers, not {wanted}"


def channels_in_groups(argument: str, channels: int, groups: int) -> str:
    return f"{argument}={channels} is not divisible by groups={groups}"


def pool_pads_too_much(padding: object, kernel: object) -> str:
    return f"PyTorch pads a pool by at most half of its kernel: padding={padding} with kernel_size={kernel}"


def adaptive_along_one_axis(name: str) -> str:
    return f"{name} keeps one axis and shrinks the other (None in its output_size), which symrf cannot write"


def flattens_some_axes(name: str) -> str:
    return f"{name} folds some dimensions and keeps others, which symrf cannot write as a layer"


def has_no_place(name: str) -> str:
    return f'{name} is not a layer that symrf can write: say what it does, as in --assume "{name} = id"'


def no_network(name: str, names: Iterable[str]) -> str:
    return f"there is no network {name!r} in it: it contains {_listed(names)}"


def several_networks(names: Iterable[str], taken: str) -> str:
    return f"it contains several networks, {_listed(names)}: {taken} is read; choose another with --network"


# ---- what was read ---------------------------------------------------------------------------------------------------

UNCERTAIN = "this is not certain: wiring, padding or strides were inferred"


def read_as(title: str, network: str) -> str:
    return f"read as {title}{f', the network {network}' if network else ''}"


def is_called(name: str, other: str) -> str:
    return f"{name} is called {other}"


def at_line(line: int, text: str) -> str:
    return f"line {line}: {text}"


def read_under(axes: Sequence[str], convention: str) -> str:
    return f"its axes are {','.join(axes)}, its convention is {convention}"


def claims_made(count: int) -> str:
    return f"it makes {count} {'claim' if count == 1 else 'claims'} about its layers, which symrf check judges"


# ---- files and objects -----------------------------------------------------------------------------------------------

PICKLE = "a pickle is not read, as that would run code: give the source, print(model) or an ONNX file"
NO_TEXT = "it is neither text in UTF-8 nor a kind of file that can be read"
EMPTY = "it is empty: there is no network in it"
NO_LAYERS = "the network has no layers"


def notebook(name: str) -> str:
    return f"{name} is a notebook, from which no network is read: paste the cell that has it, or check its claims"


def too_long_to_read(length: int, most: int) -> str:
    return f"it has {length:,} characters, but at most {most:,} are read"


def no_source(given: object) -> str:
    return f"a network must be a string, such as 'c3s1 p2s2', a path, a model or a list of layers, not {given!r}"


def read_as_dialect(title: str) -> str:
    return f"{title} uses the same letters with other meanings: --from notation reads it as the notation of symrf"


def unreadable(name: str, reason: str) -> str:
    return f"{name} cannot be read: {reason}"


def file_too_long(name: str, most: int) -> str:
    return f"{name} is too long: at most {most // 2**20} MiB can be read"


# ---- what does not go together ---------------------------------------------------------------------------------------


def number_too_small(name: str, value: int, what: str, least: int) -> str:
    return f"{name} has {value} for its {what}, which must be at least {least}"


def not_for_all(reason: str) -> str:
    return f"{reason}; say what holds for the symbols with --where"


def takes_other(name: str, taken: int, given: int, flat: bool) -> str:
    return f"{name} takes {taken} {'features' if flat else 'channels'}, but is given {given}"


def gives_other(name: str, told: int, given: int, flat: bool) -> str:
    return f"{name} gives {given} {'features' if flat else 'channels'}, but {told} are printed"


def counted_each_time(name: str, times: int) -> str:
    return f"{name} is called {times} times: its weights are shared, but are counted each time."


def sum_of_other(name: str | None, counts: Sequence[int]) -> str:
    return f"{name or 'a sum'} adds branches of {' and '.join(map(str, counts))} channels"


# ---- what a dense layer takes ----------------------------------------------------------------------------------------


_NO_INPUT = "no square input gives that"


def and_up_to(said: str, first: int, last: int) -> str:
    return f"{said} ({first} to {last})"


def features_solved(name: str, taken: str, inputs: str | None) -> str:
    return f"{name} takes {taken}: {_NO_INPUT if inputs is None else f'the input is {inputs}'}"


def features_always(name: str, taken: str, given: int) -> str:
    return f"{name} takes {taken}, but the text gives {given}, whatever the input"


def features_differ(name: str, taken: str, at: str, given: int, pools: bool, inputs: str | None) -> str:
    """What a dense layer takes and what it is given, and what would make the two the same."""
    ways = [*(["a pool is missing"] if pools else []), *([f"the input is {inputs}"] if inputs else [])]
    told = ", or ".join(ways) or _NO_INPUT
    return f"{name} takes {taken}; at {at} the text gives {given}: {told}"
