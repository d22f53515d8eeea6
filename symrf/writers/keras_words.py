"""The Keras layers of words that keep the size and of joins, and the weights of a blur."""

from __future__ import annotations

from collections.abc import Mapping

from symrf.networks.notation.architecture import Join

__all__ = ["BINOMIAL", "JOINED", "WORDS"]

JOINED: Mapping[Join, str] = {
    Join.ADD: "layers.Add()",
    Join.GATE: "layers.Multiply()",
    Join.CONCATENATE: "layers.Concatenate()",
}
BINOMIAL = (
    "def binomial(shape, dtype=None):",
    '    """The weights of a blur: the product of a binomial row for each axis, with the sum 1."""',
    "    rows = [np.array([math.comb(n - 1, k) for k in range(n)]) / 2 ** (n - 1) for n in shape[:-2]]",
    "    weights = functools.reduce(np.multiply.outer, rows)[..., None, None]",
    '    return keras.ops.broadcast_to(keras.ops.cast(weights, dtype or "float32"), shape)',
    "",
    "",
)
"""A function that gives them."""


WORDS: Mapping[str, str] = {
    **{word: f'layers.Activation("{word}")' for word in ("relu", "relu6", "elu", "selu", "gelu", "silu", "mish")},
    **{word: f'layers.Activation("{word}")' for word in ("sigmoid", "tanh", "softmax", "softplus")},
    "lrelu": "layers.LeakyReLU()",
    "prelu": "layers.PReLU(shared_axes={})",
    "swish": 'layers.Activation("silu")',
    "hswish": 'layers.Activation("hard_silu")',
    "hsigmoid": 'layers.Activation("hard_sigmoid")',
    "logsoftmax": 'layers.Activation("log_softmax")',
    "bn": "layers.BatchNormalization()",
    "ln": "layers.GroupNormalization(1)",
    "lnorm": "layers.GroupNormalization(1)",
    "gn": "layers.GroupNormalization(32)",
    "gnorm": "layers.GroupNormalization(32)",
    "inorm": "layers.GroupNormalization(-1)",
    "drop": "layers.Dropout(0.5)",
}
"""By the word; {} stands for the axes on which a slope is shared."""
