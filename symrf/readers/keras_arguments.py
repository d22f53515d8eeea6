"""The arguments of a layer of Keras, read from its configuration under the names of Keras 1, 2 and 3."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from symrf.formulas.tree import Written
from symrf.networks.notation.architecture import PaddingRule, Sides, Value

__all__ = ["CLASS", "Arguments", "Config", "axes_of", "current"]

Config: TypeAlias = Mapping[str, object]
"""The arguments of a layer by name, as `get_config()` has them; what is left out has its default."""

CLASS = re.compile(r"([A-Za-z]+?)([123])D(Transpose)?")
_OLD_NAMES = {  # of Keras 1, and aliases
    "nb_filter": "filters",
    "filter_length": "kernel_size",
    "subsample": "strides",
    "subsample_length": "strides",
    "stride": "strides",
    "border_mode": "padding",
    "dim_ordering": "data_format",
    "bias": "use_bias",
    "atrous_rate": "dilation_rate",
    "output_dim": "units",
    "pool_length": "pool_size",
    "length": "size",
}
_RULES = {"same": PaddingRule.SAME, "valid": None, "causal": PaddingRule.CAUSAL}
_COUNTED = {"depth_multiplier", "output_padding"}  # may be 0


def current(config: Config) -> Config:
    """A configuration with the names of Keras 2 and 3."""
    named = {_OLD_NAMES.get(key, key): value for key, value in config.items()}
    if "nb_row" in config:
        named["kernel_size"] = [config["nb_row"], config.get("nb_col", config["nb_row"])]
    return named


def axes_of(name: str) -> int | None:
    """How many axes of an image a layer of that class needs, None where any do.

    >>> axes_of("MaxPooling1D"), axes_of("Dense")
    (1, None)
    """
    match = CLASS.fullmatch(name)
    return None if match is None else int(match[2])


@dataclass(frozen=True)
class Arguments:
    """The arguments of a layer."""

    name: str
    config: Config
    axes: int | None
    channels: Value | None

    @property
    def own_axes(self) -> int:
        return axes_of(self.name) or 2

    def number(self, key: str) -> Value:
        """A whole number, 1 or more."""
        return self._whole(key, self.config.get(key))

    def numbers(self, key: str, default: Value | None = None) -> tuple[Value, ...]:
        """A number for all axes, or one an axis; one where they are the same."""
        value = self.config.get(key)
        value = default if value is None else value
        values = value if isinstance(value, Sequence) and not isinstance(value, str) else (value,)
        found = tuple(self._whole(key, each) for each in values)
        if len(found) not in (1, self.own_axes):
            raise ValueError(f"{key} has {len(found)} numbers for {self.own_axes} axes")
        return _merged(found)

    def flag(self, key: str) -> bool:
        return self.config.get(key, True) is not False

    @property
    def rule(self) -> PaddingRule | None:
        padding = self.config.get("padding", "valid")
        if not isinstance(padding, str) or padding.lower() not in _RULES:
            raise ValueError(f"padding is {padding}, not same, valid or causal")
        return _RULES[padding.lower()]

    @property
    def windows(self) -> tuple[tuple[Value, ...], tuple[Value, ...] | None, tuple[Value, ...] | None]:
        """The kernel, and the stride and the dilation where they are not 1."""
        return self.numbers("kernel_size"), _unless_one(self.numbers("strides", 1)), self.dilation

    @property
    def dilation(self) -> tuple[Value, ...] | None:
        return _unless_one(self.numbers("dilation_rate", 1))

    def multiplied(self) -> Value | None:
        """The channels of a depthwise convolution; None where it keeps them."""
        times = self.config.get("depth_multiplier", 1)
        if times == 1:
            return None
        if not isinstance(times, int) or not isinstance(self.channels, int):
            raise ValueError(f"its depth_multiplier is {times}, but the channels that it reads are not known")
        return times * self.channels

    def margins(self, key: str, default: int) -> tuple[Sides, ...]:
        """Padding as Keras writes it: a number, one an axis, or a pair an axis."""
        value = self.config.get(key, default)
        entries = list(value) if isinstance(value, Sequence) and not isinstance(value, str) else [value]
        if self.own_axes == 1 and len(entries) == 2:
            entries = [entries]
        if len(entries) not in (1, self.own_axes):
            raise ValueError(f"{key} has {len(entries)} entries for {self.own_axes} axes")
        sides = []
        for entry in entries:
            pair = entry if isinstance(entry, Sequence) and not isinstance(entry, str) else (entry, entry)
            symbolic = key == "padding" and all(isinstance(each, Written) for each in pair)
            if len(pair) != 2 or not (symbolic or all(isinstance(each, int) and each >= 0 for each in pair)):
                raise ValueError(f"{key} is {value}")
            sides.append(Sides(*pair))
        return tuple(sides[:1] if len(set(sides)) == 1 else sides)

    def _whole(self, key: str, value: object) -> Value:
        if isinstance(value, Written):
            return value
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool) or value < (key not in _COUNTED):
            raise ValueError(f"{key} is missing" if value is None else f"{key} is {value}, not a whole number above 0")
        return value


def _merged(values: tuple[Value, ...]) -> tuple[Value, ...]:
    return values[:1] if len(set(values)) == 1 else values


def _unless_one(values: tuple[Value, ...]) -> tuple[Value, ...] | None:
    return None if values == (1,) else values
