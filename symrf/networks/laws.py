"""The laws of a derivation, a row each: a name, the sentence that tells it, and its equation.

The letters, everywhere the same: n the size that a layer receives and m the one that it gives, k its kernel, s its
stride, p its padding on each side (p_l before, p_r after), o its output padding, d its dilation, f its factor; r the
receptive field and j the jump before it, in pixels of the input.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from symrf.formulas.printing.plain import PLAIN
from symrf.formulas.tree import Ceiling, Floor, Fraction, Maximum, Minimum, Number, Symbol, Written, symbols

__all__ = ["LAWS", "Law", "d", "f", "j", "k", "m", "n", "o", "p", "p_l", "p_r", "r", "s"]

n, m, k, s, p, p_l, p_r, o = map(Symbol, ("n", "m", "k", "s", "p", "p_l", "p_r", "o"))
d, f, r, j = map(Symbol, ("d", "f", "r", "j"))


_MARKED = re.compile(r"\{(\w*)\}")


@dataclass(frozen=True, slots=True)
class Law:
    """A rule of the pencil: the exact equation of one quantity after a layer, and why it holds."""

    name: str
    words: str
    equation: Written

    @property
    def sentence(self) -> str:
        """The sentence that tells it, its equation and its letters in plain text.

        >>> LAWS["places"].shortened(n - k + 1).sentence
        'A kernel of k pixels fits n-k+1 times.'
        """
        return "".join(part if isinstance(part, str) else PLAIN(part) for part in self.parts)

    @property
    def parts(self) -> tuple[str | Written, ...]:
        """The sentence in parts, words and formulas in turn: {} is the equation in it, {s} a letter."""
        return tuple(
            (Symbol(part) if part else self.equation) if place % 2 else part
            for place, part in enumerate(_MARKED.split(self.words))
        )

    @property
    def letters(self) -> tuple[str, ...]:
        """The letters in its equation."""
        return tuple(sorted(symbols(self.equation)))

    def shortened(self, equation: Written) -> Law:
        """The law without the letters that a layer leaves at their defaults."""
        return replace(self, equation=equation)


_padded = n + p_l + p_r
_extent = d * (k - 1)
LAWS: Mapping[str, Law] = {
    each.name: each
    for each in (
        # layers of windows: their size
        Law("size kept", "The layer works pixel by pixel and keeps the size.", n),
        Law(
            "margins",
            "Padding is added to the size; negative padding crops it.",
            _padded,
        ),
        Law(
            "places",
            "A kernel of {k} pixels fits {} times.",
            _padded - k + 1,
        ),
        Law(
            "places of a dilated kernel",
            "A kernel of {k} taps, {d} pixels apart, fits {} times.",
            _padded - _extent,
        ),
        Law(
            "windows that fit",
            "The kernel moves {s} pixels at a time; a window that no longer fits is dropped.",
            Floor((_padded - _extent - 1) / s) + 1,
        ),
        Law(
            "windows, rounded up",
            "The kernel moves {s} pixels at a time; pixels left over at the end give one more window.",
            Ceiling((_padded - _extent - 1) / s) + 1,
        ),
        Law(
            "windows that start",
            "Rounded up, windows start {s} pixels apart, as long as they do not start in the padding after.",
            Ceiling((n + p_l) / s),
        ),
        Law(
            "windows that fit or start",
            "Pixels left over at the end give one more window, unless it would start in the padding after; so the "
            "kernel, less that padding, counts as at least one stride.",
            Ceiling((n + p_l - Maximum((_extent + 1 - p_r, s))) / s) + 1,
        ),
        Law("same", "With padding same, the size is divided by the stride and rounded up.", Ceiling(n / s)),
        Law("as many", "There are as many outputs as inputs.", n),
        # their field, and their jump
        Law("field kept", "Each output reads a single pixel, which adds nothing to the field.", r),
        Law("growth", "Each tap after the first adds one jump to the field.", r + (k - 1) * j),
        Law(
            "spread growth",
            "Each tap after the first adds {d} jumps to the field.",
            r + d * (k - 1) * j,
        ),
        Law("jump kept", "The jump stays the same.", j),
        Law("jump", "The jump is multiplied by the stride.", j * s),
        # branches
        Law(
            "branches meet",
            "Branches that meet have the same size, and the field spans the fields of all of them.",
            n,
        ),
        Law("gate", "A branch of one pixel is spread over the others, so every output reads what it reads.", n),
        Law("all read", "Through the gates, an output reads all of this already.", r),
        Law("fit", "A fit resizes to the size of the branches that it meets, or of the layer that it names.", m),
        Law("crop", "A crop cuts to the size of the branches that it meets, half of the surplus on each side.", m),
        # transposed convolutions
        Law(
            "spread",
            "Inputs are placed {s} pixels apart in the output, and each is spread over a kernel.",
            s * (n - 1) + _extent + 1 - p_l - p_r + o,
        ),
        Law("taps of a phase", "Only every {s}-th tap of the kernel meets an input.", r + (Ceiling(k / s) - 1) * j),
        Law("finer jump", "The jump is divided by the stride.", Fraction(j, s)),
        # factors
        Law("up-sampling", "The size is multiplied by the factor.", f * n),
        Law("re-sampling", "The size is multiplied by the factor and rounded down.", Floor(f * n)),
        Law("two pixels", "An output lies between two pixels and reads both.", r + j),
        Law(
            "one or two pixels",
            "An output lies between two pixels and reads both, unless the factor is 1.",
            r + Minimum((f - 1, Number(1))) * j,
        ),
        Law("finer jump by a factor", "The jump is divided by the factor.", Fraction(j, f)),
        Law(
            "unshuffle",
            "Pixels side by side become channels: the size is divided by the factor, which must divide it.",
            n / f,
        ),
        Law("growth by a factor", "Each pixel after the first adds one jump to the field.", r + (f - 1) * j),
        Law(
            "jump by a factor",
            "The jump is multiplied by the factor.",
            j * f,
        ),
        # sizes that are given
        Law("size given", "The layer sets the size, whatever it receives.", m),
        Law("everything", "Each output reads everything that the layer receives.", r + (n - 1) * j),
        Law("shared out", "The outputs are spread evenly over the inputs.", Fraction(j * n, m)),
        Law("jump of all", "The next window would begin where the input ends.", j * n),
    )
}
