"""The laws of a derivation, a row each: a name, the sentence that tells it, and its equation.

The letters, everywhere the same: n the size that a layer receives and m the one that it gives, k its kernel, s its
stride, p its padding on each side (p_l before, p_r after), o its output padding, d its dilation, f its factor; r the
receptive field and j the jump before it, in pixels of the input.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from symrf.formulas.tree import Ceiling, Floor, Fraction, Maximum, Minimum, Number, Symbol, Written, symbols

__all__ = ["LAWS", "Law", "d", "f", "j", "k", "m", "n", "o", "p", "p_l", "p_r", "r", "s"]

n, m, k, s, p, p_l, p_r, o = map(Symbol, ("n", "m", "k", "s", "p", "p_l", "p_r", "o"))
d, f, r, j = map(Symbol, ("d", "f", "r", "j"))


@dataclass(frozen=True, slots=True)
class Law:
    """A rule of the pencil: the exact equation of one quantity after a layer, and why it holds."""

    name: str
    sentence: str
    equation: Written

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
        Law("size kept", "The layer works pixel by pixel: it keeps the size.", n),
        Law(
            "margins",
            "The margins are added to the size; a negative one is cut off it.",
            _padded,
        ),
        Law(
            "places",
            "A window fits at as many places as there are pixels, less one for each tap after the first.",
            _padded - k + 1,
        ),
        Law(
            "places of a dilated kernel",
            "A window fits at as many places as there are pixels, less the dilation for each tap after the first.",
            _padded - _extent,
        ),
        Law(
            "windows that fit",
            "The first window takes a kernel, each further one a stride; what is left over is lost.",
            Floor((_padded - _extent - 1) / s) + 1,
        ),
        Law(
            "windows, rounded up",
            "The first window takes a kernel, each further one a stride; what is left over gives one more.",
            Ceiling((_padded - _extent - 1) / s) + 1,
        ),
        Law(
            "windows that start",
            "Rounded up, a window starts at every stride begun.",
            Ceiling((n + p_l) / s),
        ),
        Law(
            "windows that fit or start",
            "What is left over gives one more window, unless that would start in the padding after: so the kernel, "
            "less that padding, counts as a stride at the least.",
            Ceiling((n + p_l - Maximum((_extent + 1 - p_r, s))) / s) + 1,
        ),
        Law("same", "Padded for it, one window starts at every stride that is begun.", Ceiling(n / s)),
        Law("as many", "There are as many outputs as inputs.", n),
        # their field, and their jump
        Law("field kept", "A single pixel adds nothing to the receptive field.", r),
        Law("growth", "Each tap after the first reaches one jump further.", r + (k - 1) * j),
        Law(
            "spread growth",
            "Each tap after the first reaches the dilation times the jump further.",
            r + d * (k - 1) * j,
        ),
        Law("jump kept", "The jump stays.", j),
        Law("jump", "Neighbouring outputs stand as many of the previous jumps apart as the stride.", j * s),
        # branches
        Law(
            "branches meet",
            "Branches that meet have one size, and an output reads the hull of what they read.",
            n,
        ),
        Law("gate", "A branch of one pixel is spread over the others, and every output reads what it reads.", n),
        Law("all read", "Through gates it reads all of this already.", r),
        Law("fit", "A fit resizes to the size of the branches that it meets, or of what it names.", m),
        Law("crop", "A crop cuts to the size of the branches that it meets, half of the rest on each side.", m),
        # transposed convolutions
        Law(
            "spread",
            "Inputs stand a stride apart in the output, and each is spread over a kernel.",
            s * (n - 1) + _extent + 1 - p_l - p_r + o,
        ),
        Law("taps of a phase", "Of the taps, every s-th meets an input.", r + (Ceiling(k / s) - 1) * j),
        Law("finer jump", "Between two inputs there are as many outputs as the stride.", Fraction(j, s)),
        # factors
        Law("up-sampling", "Each pixel becomes as many as the factor.", f * n),
        Law("re-sampling", "Each pixel becomes as many as the factor; what is left over is lost.", Floor(f * n)),
        Law("two pixels", "An output lies between two inputs.", r + j),
        Law(
            "one or two pixels",
            "An output lies between two inputs, unless the factor is 1.",
            r + Minimum((f - 1, Number(1))) * j,
        ),
        Law("finer jump by a factor", "Between two inputs there are as many outputs as the factor.", Fraction(j, f)),
        Law("unshuffle", "Pixels side by side become channels; the factor must divide the size.", n / f),
        Law("growth by a factor", "Each pixel after the first is one jump further.", r + (f - 1) * j),
        Law(
            "jump by a factor",
            "Neighbouring outputs stand as many of the previous jumps apart as the factor.",
            j * f,
        ),
        # sizes that are given
        Law("size given", "The layer gives the size that it says, whatever it receives.", m),
        Law("everything", "Each output reads all that there is.", r + (n - 1) * j),
        Law("shared out", "The outputs share out the inputs.", Fraction(j * n, m)),
        Law("jump of all", "The next window would begin after all that there is.", j * n),
    )
}
