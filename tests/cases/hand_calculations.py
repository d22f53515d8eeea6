"""Hand calculations that people published: each network, what was claimed of it, and the truth.

Facts and figures only. A claim has the source's words (quantity, place, figure, right or wrong) and the checks that say
it in the claim language, each with the verdict to expect. What the language cannot say has a `why`. Sizes in pairs are
height, width, as in the source.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["CASES", "Case", "Check", "Claim", "Figure"]

Figure = int | str | tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """A claim as symrf reads it, and its verdict; what it leaves out (network, axes, …) is its case's."""

    text: str
    expected: str  # proved, conditional or refuted
    network: str = ""
    convention: str = ""
    axes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody claimed, in the source's words."""

    quantity: str
    place: str
    claimed: Figure
    verdict: str  # right, conditional or wrong
    truth: Figure
    checks: tuple[Check, ...] = ()
    condition: str = ""
    counterexample: str = ""
    why: str = ""  # what the claim language cannot say of it
    note: str = ""  # where a check's verdict is not the source's, and why


@dataclass(frozen=True, slots=True)
class Case:
    """A network and the claims about it; `size` is the input that the source starts from."""

    id: str
    title: str
    source: str
    network: str
    size: Figure | tuple[str, ...] | None
    claims: tuple[Claim, ...]
    axes: tuple[str, ...] = ("w", "h")
    convention: str = "pytorch"

    def checks(self) -> Iterator[Check]:
        """Every check of every claim, with what it leaves to the case filled in."""
        for claim in self.claims:
            for check in claim.checks:
                yield Check(
                    check.text,
                    check.expected,
                    check.network or self.network,
                    check.convention or self.convention,
                    check.axes or self.axes,
                )


CASES = (
    Case(
        "A01-fc-after-conv",
        "the +1 left out at every layer",
        ('datascience.stackexchange.com, question "Determining size of FC layer after Conv layer in PyTorch"'),
        "conv1: c4-6 pool1: p2 conv2: c3-16 pool2: p2 flatten",
        28,
        (
            Claim(
                "output size",
                "conv1",
                24,
                "wrong",
                25,
                checks=(
                    Check("size@conv1 at w=28, h=28 = 24", "refuted"),
                    Check(r"size@conv1 at w=28, h=28 = \frac{28-4+2\times 0}{1}", "refuted"),
                ),
            ),
            Claim(
                "output size",
                "pool1",
                11,
                "wrong",
                12,
                checks=(
                    Check("size@pool1 at w=28, h=28 = 11", "refuted"),
                    Check(r"size@pool1 at w=28, h=28 = \frac{24-2}{2}", "refuted"),
                ),
            ),
            Claim("output size", "pool2", 3, "wrong", 5, checks=(Check("size@pool2 at w=28, h=28 = 3", "refuted"),)),
            Claim(
                "flattened size", "flatten", 144, "wrong", 400, checks=(Check("flat at w=28, h=28 = 144", "refuted"),)
            ),
            Claim(
                "flattened size",
                "flatten (program)",
                400,
                "right",
                400,
                checks=(Check("flat at w=28, h=28 = 400", "proved"),),
            ),
        ),
    ),
    Case(
        "A04-ceil-proposed",
        "reader wants the floor of the d2l formula turned into a ceiling",
        "https://github.com/d2l-ai/d2l-zh/pull/1345",
        "c3s2",
        5,
        (
            Claim("output size", "5,k3,s2", 2, "right", 2, checks=(Check("size at w=5, h=5 = 2", "proved"),)),
            Claim(
                "output size",
                'same, "with floor"',
                1,
                "wrong",
                2,
                checks=(
                    Check("size at w=5, h=5 = 1", "refuted"),
                    Check("size at w=5, h=5 = floor((5-3+0+2)/2)", "proved"),
                ),
            ),
            Claim(
                "output size",
                'n=k,p=0,s=1 "with floor"',
                0,
                "wrong",
                1,
                checks=(Check("size at w=3, h=3 = 0", "refuted", network="c3"),),
                why="n = k for every k cannot be said of a number; checked at k = 3",
            ),
            Claim(
                "output-size formula",
                "general",
                "ceil((n-k+p+s)/s)",
                "wrong",
                "floor((n-k+p+s)/s)",
                checks=(
                    Check(
                        "size = ceil((n-k+p+s)/s)",
                        "conditional",
                        network="c{k}s{s}p{p}:0",
                        axes=("n",),
                    ),
                    Check("size.w = ceil((w-3+0+2)/2)", "conditional"),
                ),
                counterexample="n=6,k=3,p=0,s=2: ceil form 3, truth 2",
                why=("the numeric checks are instances"),
                note=(
                    "the source says wrong; the formula is true where s divides n-k+p, so symrf's word is "
                    "conditional (w odd for k=3, s=2; smallest counterexample w=4)"
                ),
            ),
        ),
    ),
    Case(
        "A07-sign-of-F",
        "filter size added instead of subtracted",
        (
            "https://moguzozcan.github.io/convolutional%20neural%20networks/cnn/deep%20learning/"
            "Deep-Learning-Notes-7-Convolutional-Neural-Networks"
        ),
        "c{k}s{s}p{p}",
        "W1",
        (
            Claim(
                "output-size formula",
                "one conv",
                "W2 = (W1 + F1 + 2P)/S + 1",
                "wrong",
                "floor((W1-F+2P)/S)+1",
                checks=(
                    Check(
                        "size = (W_1 + F_1 + 2P)/S + 1",
                        "refuted",
                        network="c{F_1}s{S}p{P}",
                        axes=("W_1",),
                    ),
                    Check("size at w=32, h=32 = (32 + 5 + 2*2)/1 + 1", "refuted", network="c5s1p2", axes=("w", "h")),
                    Check("size = (w + 5 + 2*2)/1 + 1", "refuted", network="c5s1p2", axes=("w",)),
                ),
                counterexample="W1=32,F=5,P=2,S=1: claim 42, truth 32",
                why=("the numeric checks are instances"),
            ),
            Claim(
                "padding",
                "same size at stride 1, F=3,5,7",
                (1, 2, 3),
                "right",
                (1, 2, 3),
                checks=(
                    Check("size = w", "proved", network="c3p1", axes=("w",)),
                    Check("size = w", "proved", network="c5p2", axes=("w",)),
                    Check("size = w", "proved", network="c7p3", axes=("w",)),
                ),
                why="a padding solved for is not in the claim language; put in, it is checked",
            ),
        ),
        axes=("W1",),
    ),
    Case(
        "A10-d2l-form",
        "d2l form with TOTAL padding p_h",
        (
            "https://1cademy.com/node/formula-for-convolution-output-size-with-stride-and-padding/"
            '6Jf0oIUkPe6oq1bDP1FY (text of d2l.ai, "Padding and Stride")'
        ),
        "c{k_h}x{k_w}s{s_h}x{s_w}p{p_h}:0x{p_w}:0",
        ("n_h", "n_w"),
        (
            Claim(
                "output-size formula",
                "general",
                "floor((n-k+p+s)/s), p = rows added in total",
                "right",
                "floor((n+p-k)/s)+1",
                checks=(
                    Check(r"size.n_h = \lfloor(n_h-k_h+p_h+s_h)/s_h\rfloor", "proved"),
                    Check(r"size = \lfloor(n-3+1+2)/2\rfloor", "proved", network="c3s2p1:0", axes=("n",)),
                ),
                why=("the numeric checks are instances"),
            ),
            Claim(
                "output-size formula",
                "p = k-1",
                "floor((n+s-1)/s)",
                "right",
                "ceil(n/s)",
                checks=(
                    Check(
                        "size = floor((n+s-1)/s)",
                        "proved",
                        network="c{k}s{s}p{k-1}:0",
                        axes=("n",),
                    ),
                    Check("size = floor((n+3-1)/3)", "proved", network="c5s3p2", axes=("n",)),
                    Check("size = ceil(n/3)", "proved", network="c5s3p2", axes=("n",)),
                ),
                why=("the numeric checks are instances"),
            ),
            Claim(
                "output-size formula",
                "p = k-1 and s | n",
                "n/s",
                "conditional",
                "n/s",
                checks=(
                    Check("size = n/s", "conditional", network="c{k}s{s}p{k-1}:0", axes=("n",)),
                    Check("size = n/3", "conditional", network="c5s3p2", axes=("n",)),
                ),
                condition="s divides n",
                why=("the numeric checks are instances"),
            ),
        ),
        axes=("n_h", "n_w"),
    ),
    Case(
        "A13-same-even-kernel",
        "SAME with a 6-tap kernel on 10",
        (
            "http://pullrequest.ru/10296849/yadra-chetnogo-razmera-odnom-vsem-dopolneniem-tensorflow "
            "(StackOverflow copy)"
        ),
        "c6same",
        10,
        (
            Claim(
                "padding",
                "left/right",
                (2, 3),
                "right",
                (2, 3),
                checks=(Check("start = 1/2", "proved", axes=("w",)),),
                why=(
                    "the padding before and after on one axis is not in the claim language; with 2 before, "
                    "the first window is centred at 1/2"
                ),
            ),
            Claim("output size", "conv", 10, "right", 10, checks=(Check("size at w=10, h=10 = 10", "proved"),)),
        ),
        convention="tensorflow",
    ),
    Case(
        "A16-7x7-stride2",
        "textbook line with floor outside",
        "https://jovianlin.io/calculate-the-output-size-of-conv-layer/",
        "c3s2",
        7,
        (
            Claim(
                "output size",
                "conv",
                3,
                "right",
                3,
                checks=(
                    Check("size at w=7, h=7 = 3", "proved"),
                    Check(r"size at w=7, h=7 = \lfloor\frac{7+0-3}{2}+1\rfloor", "proved"),
                ),
            ),
        ),
    ),
    Case(
        "A19-alexnet-neurons",
        "why the paper says 253,440 neurons",
        "https://stats.stackexchange.com/questions/132897/",
        "conv1: c11s4-96",
        224,
        (
            Claim(
                "output size",
                "conv1",
                54,
                "conditional",
                54,
                checks=(
                    Check("size@conv1 at w=224, h=224 = 54", "proved"),
                    Check("size@conv1 at w=224, h=224 = (224-11)/4+1", "refuted"),
                ),
                condition="value only after floor; the line as written is 54.25",
                note=(
                    "the source's condition is about the line as written, which is 54.25: the number is "
                    "proved, the line refuted"
                ),
            ),
            Claim(
                "activations",
                "54*54*96",
                279936,
                "right",
                279936,
                checks=(Check("flat at w=224, h=224 = 279936", "proved"),),
            ),
            Claim(
                "activations",
                "55*55*48*2",
                290400,
                "right",
                290400,
                checks=(
                    Check("flat at w=227, h=227 = 290400", "proved"),
                    Check("flat at w=224, h=224 = 290400", "proved", network="conv1: c11s4p2-96"),
                ),
                note="a map of 55 has an input of 227, or of 224 with padding 2",
            ),
            Claim(
                "activations",
                "conv1 (paper)",
                253440,
                "wrong",
                290400,
                checks=(
                    Check("flat at w=227, h=227 = 253440", "refuted"),
                    Check("flat at w=224, h=224 = 253440", "refuted"),
                ),
            ),
        ),
    ),
    Case(
        "A22-exam-222-111",
        "worked exam numericals",
        (
            "https://rt.http3.lol/"
            "index.php?q=aHR0cHM6Ly93d3cuc2NyaWJkLmNvbS9kb2N1bWVudC85MTYwNTAwMTcvQ05OLU51bWVyaWNhbC0x"
            " (scribd copy)"
        ),
        "in3 conv1: c3-20 pool1: p2 conv2: c3-90 pool2: p2",
        224,
        (
            Claim(
                "output size",
                "trace",
                (222, 111, 109, 54),
                "right",
                (222, 111, 109, 54),
                checks=(
                    Check("size@conv1 at w=224, h=224 = 222", "proved"),
                    Check("size@pool1 at w=224, h=224 = 111", "proved"),
                    Check("size@conv2 at w=224, h=224 = 109", "proved"),
                    Check("size@pool2 at w=224, h=224 = 54", "proved"),
                ),
            ),
            Claim(
                "parameters",
                "conv1",
                560,
                "right",
                560,
                checks=(
                    Check("params@conv1 = 560", "proved"),
                    Check("params = 560", "proved", network="in3 conv1: c3-20"),
                ),
            ),
            Claim(
                "parameters",
                "conv2",
                16290,
                "right",
                16290,
                checks=(Check("params = 16290", "proved", network="in20 conv2: c3-90"),),
            ),
        ),
    ),
    Case(
        "A25-valid-taken-as-same",
        "comments assume same padding for a valid conv",
        "https://www.iiask.com/34l56514.html",
        "conv1: c3-32 pool1: p2 conv2: c3same-64 pool2: p2",
        28,
        (
            Claim("output size", "pool1", 14, "wrong", 13, checks=(Check("size@pool1 at w=28, h=28 = 14", "refuted"),)),
            Claim("output size", "pool2", 7, "wrong", 6, checks=(Check("size@pool2 at w=28, h=28 = 7", "refuted"),)),
        ),
        convention="tensorflow",
    ),
    Case(
        "A28-12-minus-5",
        "5x5 on 12x12",
        "https://github.com/jorditorresBCN/LibroTensorFlow/issues/1",
        "c5",
        12,
        (
            Claim("output size", "conv (book)", 7, "wrong", 8, checks=(Check("size at w=12, h=12 = 7", "refuted"),)),
            Claim("output size", "conv (reader)", 8, "right", 8, checks=(Check("size at w=12, h=12 = 8", "proved"),)),
        ),
    ),
    Case(
        "A31-dqn-same-valid",
        "7744 or 3136 inputs to the first dense layer",
        "https://github.com/Kaixhin/Rainbow/issues/34",
        "conv1: c8s4-32 conv2: c4s2-64 conv3: c3-64 flatten",
        84,
        (
            Claim(
                "flattened size",
                "SAME",
                7744,
                "right",
                7744,
                checks=(
                    Check(
                        "flat at w=84, h=84 = 7744",
                        "proved",
                        network="conv1: c8s4same-32 conv2: c4s2same-64 conv3: c3same-64 flatten",
                        convention="tensorflow",
                    ),
                ),
            ),
            Claim(
                "flattened size", "VALID", 3136, "right", 3136, checks=(Check("flat at w=84, h=84 = 3136", "proved"),)
            ),
        ),
    ),
    Case(
        "A34-spp-14",
        "SPP max-pool 5x5/1 keeps 19x19",
        "https://github.com/AlexeyAB/darknet/issues/4475",
        "p5s1p2",
        19,
        (
            Claim(
                "output size",
                "pool without padding",
                14,
                "wrong",
                15,
                checks=(
                    Check("size at w=19, h=19 = 14", "refuted", network="p5s1"),
                    Check("size at w=19, h=19 = [(19-5)/1]+1", "proved", network="p5s1"),
                ),
                note="the line as written is 15: only its last step is wrong",
            ),
            Claim(
                "output size", "pool as built", 19, "right", 19, checks=(Check("size at w=19, h=19 = 19", "proved"),)
            ),
        ),
    ),
    Case(
        "A37-ssd-pool5",
        "19 or 17 after pool5 and dilated conv6",
        (
            "https://github.com/sgrvinod/a-PyTorch-Tutorial-to-Object-Detection/issues/100 (same: "
            "balancap/SSD-Tensorflow/issues/276)"
        ),
        "pool5: p3s1p1 conv6: c3p6d6-1024",
        19,
        (
            Claim(
                "output size",
                "pool5 p0",
                17,
                "right",
                17,
                checks=(Check("size at w=19, h=19 = 17", "proved", network="pool5: p3s1"),),
            ),
            Claim(
                "output size",
                "conv6 from 17",
                17,
                "right",
                17,
                checks=(
                    Check("size at w=17, h=17 = 17", "proved", network="conv6: c3p6d6-1024"),
                    Check(
                        "size at w=17, h=17 = (17 + 2*6 - (6*2 + 1)) / 1 + 1", "proved", network="conv6: c3p6d6-1024"
                    ),
                ),
            ),
            Claim(
                "output size",
                "conv6 in the figure",
                19,
                "right",
                19,
                checks=(Check("size@conv6 at w=19, h=19 = 19", "proved"),),
            ),
        ),
    ),
    Case(
        "A40-arm-22-11",
        "rounding as a parameter",
        "https://github.com/ARM-software/ComputeLibrary/issues/82",
        "p3s2",
        22,
        (
            Claim(
                "output size",
                "ceil",
                11,
                "right",
                11,
                checks=(Check("size at w=22, h=22 = 11", "proved", network="p3s2ceil"),),
                note="the line as written has ROUND(…), which no formula reader could know",
            ),
            Claim("output size", "floor", 10, "right", 10, checks=(Check("size at w=22, h=22 = 10", "proved"),)),
        ),
    ),
    Case(
        "A43-ceil-6x7",
        "old PyTorch returned 4x4",
        "https://github.com/pytorch/pytorch/issues/45357",
        "p1s2ceil",
        (6, 7),
        (
            Claim(
                "output size",
                "expected",
                (3, 4),
                "right",
                (3, 4),
                checks=(Check("size at h=6, w=7 = (3, 4)", "proved"),),
            ),
            Claim(
                "output size",
                "returned then",
                (4, 4),
                "wrong",
                (3, 4),
                checks=(
                    Check("size at h=6, w=7 = (4, 4)", "refuted"),
                    Check("size at h=6, w=7 = (4, 4)", "proved", network="p1s2rawceil"),
                ),
            ),
        ),
        axes=("h", "w"),
    ),
    Case(
        "A46-webnn-5-3-3",
        "window that sees only padding",
        "https://github.com/webmachinelearning/webnn/issues/935",
        "p3s3p1ceil",
        5,
        (
            Claim(
                "output size",
                "pool",
                3,
                "conditional",
                2,
                checks=(
                    Check("size at w=5, h=5 = 3", "refuted"),
                    Check("size at w=5, h=5 = 2", "proved"),
                    Check("size at w=5, h=5 = 3", "proved", network="p3s3p1rawceil"),
                ),
                condition="no clip rule (WebNN/ONNX raw ceil: 3; PyTorch and Caffe: 2)",
                note=(
                    "the condition is a convention, not a property of the input: refuted under one, proved "
                    "under the other"
                ),
            ),
        ),
    ),
    Case(
        "A49-unet-572",
        "valid U-Net",
        (
            "https://github.com/ugent-korea/pytorch-unet-segmentation/issues/6 ; "
            "https://github.com/JamesCallanan/XAI-cardiac-MRI"
        ),
        (
            "A = c3 c3; U4 = [crop | p2 A t2s2]; U3 = [crop | p2 A U4 A t2s2]; U2 = [crop | p2 A U3 "
            "A t2s2]; U1 = [crop | p2 A U2 A t2s2]; A U1 A"
        ),
        572,
        (
            Claim("output size", "end", 388, "right", 388, checks=(Check("size at w=572, h=572 = 388", "proved"),)),
            Claim(
                "output size",
                "loss",
                184,
                "conditional",
                184,
                checks=(Check("size.w = w-184", "conditional"),),
                condition="n = 12 mod 16 (n >= 188)",
                counterexample="n=573: out 388, loss 185",
            ),
        ),
    ),
    Case(
        "A52-unet-64-negative",
        "when does the valid U-Net die",
        "https://github.com/karolzak/keras-unet/issues/40",
        (
            "A = c3 c3; U4 = [crop | p2 A t2s2]; U3 = [crop | p2 A U4 A t2s2]; U2 = [crop | p2 A U3 "
            "A t2s2]; U1 = [crop | p2 A U2 A t2s2]; A U1 A"
        ),
        64,
        (
            Claim(
                "output size",
                "64",
                "negative dimension 2-3",
                "right",
                "trace of the left side: [64, 62, 60, 30, 28, 26, 13, 11, 9, 4, 2, None]",
                why="that a size does not exist at 64 is not in the claim language (nor is the minimum)",
            ),
            Claim(
                "output size",
                "bottom for 572",
                28,
                "right",
                28,
                checks=(Check("size@bottom at w=572, h=572 = 28", "proved", network="(c3 c3 p2)*4 bottom: (c3 c3)"),),
                note="the left side alone",
            ),
        ),
    ),
    Case(
        "A55-srcnn-kernel-stride-swap",
        "strides set to f2, f3",
        "https://github.com/chxy95/SRCNN/issues/2",
        "c9-64 c1-32 c5s5-1",
        33,
        (Claim("output size", "end", 5, "right", 5, checks=(Check("size at w=33, h=33 = 5", "proved"),)),),
    ),
    Case(
        "A58-mtcnn-pnet",
        "Y = (X-11)/2 for P-Net",
        "https://github.com/CongWeilin/mtcnn-caffe/issues/3",
        "c3-10 p2s2ceil c3-16 c3-32",
        "X",
        (
            Claim(
                "output-size formula",
                "P-Net",
                "Y = (X-11)/2",
                "conditional",
                "ceil((X-10)/2) (Caffe ceil pool) = ceil((X-2)/2) - 4",
                checks=(
                    Check("size = (X-11)/2", "refuted"),
                    Check("size = (X-11)/2", "conditional", network="c3-10 p2s2floor c3-16 c3-32"),
                    Check("size = ceil((X-10)/2)", "proved"),
                    Check(r"size = \left\lceil\frac{X-2}{2}\right\rceil-4", "proved"),
                ),
                condition="X odd and FLOOR pooling",
                counterexample="X=12: claim 0.5, truth 1; X=13: claim 1, truth 2",
                note=(
                    "under its ceiling the claim is refuted for every X; with floor pooling it is conditional (X odd)"
                ),
            ),
            Claim(
                "jump",
                "P-Net",
                "(X-12)/(Y-1), about 2.23",
                "wrong",
                2,
                checks=(
                    Check("jump = 223/100", "refuted"),
                    Check("jump = 2", "proved"),
                ),
                why="a formula in the output size Y, and a decimal number, are not in the claim language",
            ),
        ),
        axes=("X",),
        convention="caffe",
    ),
    Case(
        "A61-sfd-fc6-pad",
        "fc6 padding 3",
        "https://github.com/sfzhang15/SFD/issues/9",
        "c3p3-1024",
        20,
        (
            Claim("output size", "pad 3", 24, "right", 24, checks=(Check("size at w=20, h=20 = 24", "proved"),)),
            Claim(
                "output size",
                "pad 1",
                20,
                "right",
                20,
                checks=(Check("size at w=20, h=20 = 20", "proved", network="c3p1-1024"),),
            ),
        ),
    ),
    Case(
        "A64-crnn-precedence",
        '"original_width/2*2 - 1"',
        "https://github.com/solivr/tf-crnn/issues/7",
        "p2 p2 c2",
        "w",
        (
            Claim(
                "output-size formula",
                "width",
                "w/2*2 - 1",
                "conditional",
                "floor(w/4) - 1",
                checks=(
                    Check("size = w/2*2 - 1", "refuted"),
                    Check("size = w/(2*2) - 1", "conditional"),
                    Check("size = floor(w/4) - 1", "proved"),
                ),
                condition="read as w/(2*2) - 1; read left to right it is w-1",
                counterexample="w=100: left-to-right 99, truth 24",
                note=(
                    "conditional only as it was meant, w/(2*2); as it was written, from left to right, it is "
                    "w-1: refuted"
                ),
            ),
        ),
        axes=("w",),
    ),
    Case(
        "A67-wav2vec2-98",
        "31439 -> 97, 31440 -> 98",
        "https://github.com/speechbrain/speechbrain/issues/966",
        "c10s5-512 (c3s2-512)*4 (c2s2-512)*2",
        (31439, 31440, 31680),
        (
            Claim(
                "output size",
                "three lengths",
                (97, 98, 98),
                "right",
                (97, 98, 98),
                checks=(
                    Check("size at w=31439 = 97", "proved"),
                    Check("size at w=31440 = 98", "proved"),
                    Check("size at w=31680 = 98", "proved"),
                    Check("size = floor((w-400)/320)+1", "proved"),
                ),
            ),
            Claim("receptive field", "samples", 400, "right", 400, checks=(Check("rf = 400", "proved"),)),
            Claim("jump", "samples", 320, "right", 320, checks=(Check("jump = 320", "proved"),)),
            Claim(
                "output size",
                "20 s (mkunes/w2v2_audioFrameClassification#4)",
                999,
                "right",
                999,
                checks=(Check("size at w=320000 = 999", "proved"),),
            ),
        ),
        axes=("w",),
    ),
    Case(
        "A70-atari-params",
        "A3C summary",
        "https://github.com/keras-rl/keras-rl/issues/61",
        "in1 conv1: c8s4-32 conv2: c4s2-64 conv3: c3-64",
        84,
        (
            Claim(
                "output size",
                "trace",
                (20, 9, 7),
                "right",
                (20, 9, 7),
                checks=(
                    Check("size@conv1 at w=84, h=84 = 20", "proved"),
                    Check("size@conv2 at w=84, h=84 = 9", "proved"),
                    Check("size@conv3 at w=84, h=84 = 7", "proved"),
                ),
            ),
            Claim(
                "parameters",
                "per layer",
                (2080, 32832, 36928),
                "right",
                (2080, 32832, 36928),
                checks=(
                    Check("params = 2080", "proved", network="in1 conv1: c8s4-32"),
                    Check("params = 32832", "proved", network="in32 conv2: c4s2-64"),
                    Check("params = 36928", "proved", network="in64 conv3: c3-64"),
                    Check("params = 2080+32832+36928", "proved"),
                ),
            ),
        ),
    ),
    Case(
        "A73-mnist-1050",
        "Linear(1050) after 28x28 stack",
        "https://androidkt.com/fix-runtimeerror-mat1-and-mat2-shapes-cannot-be-multiplied/",
        "conv1: c5p2-16 pool1: p2 conv2: c5p2-32 pool2: p2 flatten",
        28,
        (
            Claim(
                "flattened size", "code", 1050, "wrong", 1568, checks=(Check("flat at w=28, h=28 = 1050", "refuted"),)
            ),
            Claim(
                "flattened size",
                "error message",
                1568,
                "right",
                1568,
                checks=(Check("flat at w=28, h=28 = 1568", "proved"),),
            ),
        ),
    ),
    Case(
        "A76-tutorial-6-or-5",
        "picture 28/14/10/5, code 30/15/13/6",
        "https://github.com/pytorch/tutorials/issues/694 (same: /820 /924 /1301 /727)",
        "conv1: c3-6 pool1: p2 conv2: c3-16 pool2: p2 flatten",
        32,
        (
            Claim(
                "output size",
                "picture",
                (28, 14, 10, 5),
                "wrong",
                (30, 15, 13, 6),
                checks=(
                    Check("size@conv1 at w=32, h=32 = 28", "refuted"),
                    Check("size@pool1 at w=32, h=32 = 14", "refuted"),
                    Check("size@conv2 at w=32, h=32 = 10", "refuted"),
                    Check("size@pool2 at w=32, h=32 = 5", "refuted"),
                    Check(
                        "size@conv1 at w=32, h=32 = 28",
                        "proved",
                        network="conv1: c5-6 pool1: p2 conv2: c5-16 pool2: p2 flatten",
                    ),
                    Check(
                        "size@pool1 at w=32, h=32 = 14",
                        "proved",
                        network="conv1: c5-6 pool1: p2 conv2: c5-16 pool2: p2 flatten",
                    ),
                    Check(
                        "size@conv2 at w=32, h=32 = 10",
                        "proved",
                        network="conv1: c5-6 pool1: p2 conv2: c5-16 pool2: p2 flatten",
                    ),
                    Check(
                        "size@pool2 at w=32, h=32 = 5",
                        "proved",
                        network="conv1: c5-6 pool1: p2 conv2: c5-16 pool2: p2 flatten",
                    ),
                ),
                note="right for 5x5 kernels",
            ),
            Claim(
                "output size",
                "code",
                (30, 15, 13, 6),
                "right",
                (30, 15, 13, 6),
                checks=(
                    Check("size@conv1 at w=32, h=32 = 30", "proved"),
                    Check("size@pool1 at w=32, h=32 = 15", "proved"),
                    Check("size@conv2 at w=32, h=32 = 13", "proved"),
                    Check("size@pool2 at w=32, h=32 = 6", "proved"),
                ),
            ),
            Claim(
                "output size",
                "mixed 5x5 then 3x3 (#924)",
                (28, 14, 12, 6),
                "right",
                (28, 14, 12, 6),
                checks=(
                    Check(
                        "size@conv1 at w=32, h=32 = 28",
                        "proved",
                        network="conv1: c5-6 pool1: p2 conv2: c3-16 pool2: p2 flatten",
                    ),
                    Check(
                        "size@pool1 at w=32, h=32 = 14",
                        "proved",
                        network="conv1: c5-6 pool1: p2 conv2: c3-16 pool2: p2 flatten",
                    ),
                    Check(
                        "size@conv2 at w=32, h=32 = 12",
                        "proved",
                        network="conv1: c5-6 pool1: p2 conv2: c3-16 pool2: p2 flatten",
                    ),
                    Check(
                        "size@pool2 at w=32, h=32 = 6",
                        "proved",
                        network="conv1: c5-6 pool1: p2 conv2: c3-16 pool2: p2 flatten",
                    ),
                ),
            ),
            Claim(
                "flattened size",
                "16*6*6",
                576,
                "right",
                576,
                checks=(
                    Check("flat at w=32, h=32 = 576", "proved"),
                    Check("flat at w=32, h=32 = 16*6*6", "proved"),
                ),
            ),
        ),
    ),
    Case(
        "A79-keras-1664",
        "forgot the input channels",
        ("http://codegur.com/44608552/keras-cnn-model-parameters-caculation (StackOverflow 44608552)"),
        "conv1: c5-32 pool1: p2 conv2: c5-64 pool2: p2",
        None,
        (
            Claim(
                "parameters",
                "conv2",
                1664,
                "wrong",
                51264,
                checks=(
                    Check("params = 1664", "refuted", network="in32 conv2: c5-64"),
                    Check("params = (5*5 + 1)*64", "refuted", network="in32 conv2: c5-64"),
                ),
            ),
            Claim(
                "parameters",
                "conv2 (summary)",
                51264,
                "right",
                51264,
                checks=(Check("params = 51264", "proved", network="in32 conv2: c5-64"),),
            ),
        ),
    ),
    Case(
        "A82-convt-table",
        "find the algebra behind 11, 7, 13, 15",
        "https://stackoom.com/en/question/3ycNV (StackOverflow 58776217)",
        "t3s2",
        5,
        (
            Claim("output size", "k3 s2 p0", 11, "right", 11, checks=(Check("size at w=5, h=5 = 11", "proved"),)),
            Claim(
                "output size",
                "k3 s2 p2",
                7,
                "right",
                7,
                checks=(Check("size at w=5, h=5 = 7", "proved", network="t3s2p2"),),
            ),
            Claim(
                "output size",
                "k5 s2 p0",
                13,
                "right",
                13,
                checks=(Check("size at w=5, h=5 = 13", "proved", network="t5s2"),),
            ),
            Claim(
                "output size",
                "k3 s3 p0",
                15,
                "right",
                15,
                checks=(Check("size at w=5, h=5 = 15", "proved", network="t3s3"),),
            ),
            Claim(
                "output-size formula",
                "docs",
                "(H-1)s - 2p + d(k-1) + op + 1",
                "right",
                "same",
                checks=(
                    Check(
                        "size = (H-1)s - 2p + d(k-1) + o + 1",
                        "proved",
                        network="t{k}s{s}p{p}d{d}o{o}",
                        axes=("H",),
                    ),
                    Check("size = (H-1)*2 - 2*1 + 2*(3-1) + 1 + 1", "proved", network="t3s2p1d2o1", axes=("H",)),
                ),
                why=("the numeric check is an instance"),
            ),
        ),
    ),
    Case(
        "A85-dcgan-first",
        "1x1 latent through k4 s1 p0",
        (
            "https://discuss.pytorch.org/t/"
            "confusion-with-regards-to-generator-convtranspose2d-and-input-output-size/50157"
        ),
        "up1: t4-512 up2: t4s2p1-256 up3: t4s2p1-128 up4: t4s2p1-64 up5: t4s2p1-3",
        1,
        (
            Claim("output size", "first layer", 8, "wrong", 4, checks=(Check("size@up1 at w=1, h=1 = 8", "refuted"),)),
            Claim("output size", "first layer", 4, "right", 4, checks=(Check("size@up1 at w=1, h=1 = 4", "proved"),)),
            Claim(
                "output size",
                "generator",
                (4, 8, 16, 32, 64),
                "right",
                (4, 8, 16, 32, 64),
                checks=(
                    Check("size@up1 at w=1, h=1 = 4", "proved"),
                    Check("size@up2 at w=1, h=1 = 8", "proved"),
                    Check("size@up3 at w=1, h=1 = 16", "proved"),
                    Check("size@up4 at w=1, h=1 = 32", "proved"),
                    Check("size@up5 at w=1, h=1 = 64", "proved"),
                ),
            ),
        ),
    ),
    Case(
        "A88-lasagne-250-248",
        "11x11 stride 3",
        "https://github.com/Lasagne/Lasagne/issues/668",
        "conv: c11s3-16 deconv: t11s3-3",
        250,
        (
            Claim(
                "output size",
                "trace",
                (80, 248),
                "right",
                (80, 248),
                checks=(
                    Check("size at w=250, h=250 = 80", "proved", network="conv: c11s3-16"),
                    Check("size@deconv at w=250, h=250 = 248", "proved"),
                ),
            ),
        ),
    ),
    Case(
        "A91-conv-guide-caption",
        "caption says 2x2 input",
        "https://github.com/vdumoulin/conv_arithmetic/issues/18",
        "c3s2p1",
        6,
        (
            Claim("output size", "direct conv i=6", 2, "wrong", 3, checks=(Check("size at w=6, h=6 = 2", "refuted"),)),
            Claim("output size", "reader", 3, "right", 3, checks=(Check("size at w=6, h=6 = 3", "proved"),)),
            Claim(
                "output size",
                "transpose with a=1",
                6,
                "right",
                6,
                checks=(Check("size at w=3, h=3 = 6", "proved", network="t3s2p1o1"),),
            ),
        ),
    ),
    Case(
        "A94-vae-29",
        "14 -> 29 with k2 s2, then 2x2 valid",
        "https://github.com/keras-team/keras/pull/3838",
        "deconv: t2s2o1 conv: c2",
        14,
        (
            Claim(
                "output size",
                "deconv",
                29,
                "conditional",
                28,
                checks=(
                    Check("size@deconv at w=14, h=14 = 29", "proved"),
                    Check("size at w=14, h=14 = 29", "refuted", network="deconv: t2s2"),
                    Check("size at w=29, h=29 = 14", "proved", network="c2s2"),
                ),
                condition=(
                    "one row of output padding (29); plain k2 s2 gives 28. Consistent because a 2x2/2 conv "
                    "takes 29 to 14"
                ),
                note="the condition is the output padding, not the input: proved with it, refuted without it",
            ),
            Claim("output size", "final", 28, "right", 28, checks=(Check("size@conv at w=14, h=14 = 28", "proved"),)),
        ),
    ),
    Case(
        "A97-patchgan-70-gives-6",
        "70x70 patch into the 70-RF discriminator",
        "https://github.com/junyanz/CycleGAN/issues/84",
        "c4s2p1-64 c4s2p1-128 c4s2p1-256 c4p1-512 c4p1-1",
        70,
        (
            Claim("output size", "70", 6, "right", 6, checks=(Check("size at w=70, h=70 = 6", "proved"),)),
            Claim(
                "rule",
                "70 in",
                "must be one scalar",
                "wrong",
                "with padding 1 everywhere the 70-pixel input gives 6x6; without padding it gives 1",
                checks=(
                    Check("size at w=70, h=70 = 1", "refuted"),
                    Check("size at w=70, h=70 = 1", "proved", network="c4s2-64 c4s2-128 c4s2-256 c4-512 c4-1"),
                ),
                why="a rule in prose; said as a size of 1 at 70",
            ),
        ),
    ),
    Case(
        "A100-keras-gan-16",
        "height // 2**4",
        "https://github.com/eriklindernoren/Keras-GAN/issues/36",
        "(c4s2same)*4 c4same",
        256,
        (
            Claim(
                "output-size formula",
                "side",
                "n // 2^4",
                "conditional",
                "ceil(n/16)",
                checks=(
                    Check("size = n // 2^4", "conditional"),
                    Check("size = ceil(n/16)", "proved"),
                ),
                condition="16 | n (SAME rounds up)",
                counterexample="n=250: claim 15, truth 16",
            ),
            Claim("output size", "256", 16, "right", 16, checks=(Check("size at n=256 = 16", "proved"),)),
        ),
        axes=("n",),
        convention="tensorflow",
    ),
    Case(
        "A103-vae-donkey",
        "Linear(6144) for 80x160",
        "https://github.com/masato-ka/airc-rl-agent/issues/24",
        "c4s2-32 c4s2-64 c4s2-128 c4s2-256 t4s2-128 t4s2-64 t5s2-32 t4s2-3",
        (80, 160),
        (
            Claim(
                "flattened size",
                "code",
                6144,
                "right",
                6144,
                checks=(
                    Check("flat at h=80, w=160 = 6144", "proved", network="c4s2-32 c4s2-64 c4s2-128 c4s2-256 flatten"),
                ),
            ),
            Claim(
                "output size",
                "decoder",
                (80, 160),
                "right",
                (80, 160),
                checks=(Check("size at h=80, w=160 = (80, 160)", "proved"),),
            ),
        ),
        axes=("h", "w"),
    ),
    Case(
        "A106-fcn32s-offset-range",
        "19 is the smallest possible half-difference",
        "https://github.com/wkentaro/pytorch-fcn/issues/51",
        "c3p100 c3p1 p2ceil (c3p1 c3p1 p2ceil) (c3p1 c3p1 c3p1 p2ceil)*3 c7 t64s32",
        "x",
        (
            Claim(
                "crop offset",
                "min",
                19,
                "right",
                19,
                checks=(Check("size >= x + 2*19", "proved"),),
                why=(
                    "a crop offset is not in the claim language: said as the size less the input, halved; "
                    "that the bound is reached cannot be said"
                ),
            ),
            Claim(
                "crop offset",
                "max",
                "34.5",
                "right",
                "34.5",
                checks=(Check("size <= x + 69", "proved"),),
                why=(
                    "a crop offset is not in the claim language: said as the size less the input, halved; "
                    "that the bound is reached cannot be said"
                ),
            ),
        ),
        axes=("x",),
    ),
    Case(
        "A109-tiling-231",
        "256 shrinks to 231",
        "https://github.com/tegg89/SRCNN-Tensorflow/issues/21",
        "c9 c1 c5",
        256,
        (
            Claim(
                "output size",
                "tiles of 33 at stride 21",
                231,
                "right",
                231,
                checks=(
                    Check("size at w=33, h=33 = 21", "proved"),
                    Check("size at w=256, h=256 = 11", "proved", network="c33s21"),
                    Check("size at w=256, h=256 = 231/21", "proved", network="c33s21"),
                ),
                why=(
                    "tiling is not in the claim language: its parts are the size of a tile and the count of "
                    "tiles, which a c33s21 counts"
                ),
            ),
        ),
    ),
    Case(
        "B03-delf-483-427",
        "layer4: 483 in code, 427 by hand; layer3 267",
        "https://github.com/nashory/DeLF-pytorch/issues/15",
        (
            "conv1: c7s2p3 pool1: p3s2p1 layer1: (c1 c3p1 c1)*3 layer2: (c1 c3s2p1 c1 (c1 c3p1 "
            "c1)*3) layer3: (c1 c3s2p1 c1 (c1 c3p1 c1)*5) layer4: (c1 c3s2p1 c1 (c1 c3p1 c1)*2)"
        ),
        None,
        (
            Claim(
                "receptive field",
                "layer4 (code)",
                483,
                "conditional",
                427,
                checks=(
                    Check("rf@layer4 = 483", "refuted"),
                    Check(
                        "rf@layer4 = 483",
                        "proved",
                        network=(
                            "conv1: c7s2p3 pool1: p3s2p1 layer1: (c1 c3p1 c1)*3 layer2: (c1s2 c3p1 c1 (c1 c3p1 "
                            "c1)*3) layer3: (c1s2 c3p1 c1 (c1 c3p1 c1)*5) layer4: (c1s2 c3p1 c1 (c1 c3p1 c1)*2)"
                        ),
                    ),
                ),
                condition="stride in the 1x1 (TF-slim/Caffe: 483); for the torchvision net used: 427",
                note=(
                    "the condition is where the stride stands, not the input: refuted for this network, "
                    "proved for the other"
                ),
            ),
            Claim(
                "receptive field",
                "layer4, layer3",
                (427, 267),
                "right",
                (427, 267),
                checks=(
                    Check("rf@layer4 = 427", "proved"),
                    Check("rf@layer3 = 267", "proved"),
                ),
            ),
        ),
    ),
    Case(
        "B06-bicyclegan-141",
        "140x140 PatchGAN: 141 by hand",
        "https://github.com/junyanz/BicycleGAN/issues/82",
        "pool1: a3s2p1 conv1: c4s2 conv2: c4s2 conv3: c4s2 conv4: c4 conv5: c4",
        None,
        (
            Claim(
                "receptive field",
                "trace",
                (3, 9, 21, 45, 93, 141),
                "right",
                (3, 9, 21, 45, 93, 141),
                checks=(
                    Check("rf@pool1 = 3", "proved"),
                    Check("rf@conv1 = 9", "proved"),
                    Check("rf@conv2 = 21", "proved"),
                    Check("rf@conv3 = 45", "proved"),
                    Check("rf@conv4 = 93", "proved"),
                    Check("rf@conv5 = 141", "proved"),
                ),
            ),
            Claim(
                "receptive field",
                "script, n=4",
                142,
                "right",
                142,
                checks=(Check("rf = 142", "proved", network="(c4s2)*4 c4 c4"),),
            ),
            Claim("receptive field", "paper", 140, "wrong", 141, checks=(Check("rf = 140", "refuted"),)),
        ),
    ),
    Case(
        "B09-patchgan-49",
        "backward recursion run in forward order",
        "https://github.com/junyanz/pytorch-CycleGAN-and-pix2pix/issues/39 (comment 2024)",
        "(c4s2)*3 c4 c4",
        256,
        (Claim("receptive field", "end", 49, "wrong", 70, checks=(Check("rf = 49", "refuted"),)),),
    ),
    Case(
        "B12-torchscan-308",
        "library printed 308 for VGG16 features",
        "https://github.com/frgfm/torch-scan/pull/33",
        "(c3p1-64)*2 p2 (c3p1-128)*2 p2 (c3p1-256)*3 p2 (c3p1-512)*3 p2 (c3p1-512)*3 p2",
        224,
        (
            Claim("receptive field", "features", 308, "wrong", 212, checks=(Check("rf = 308", "refuted"),)),
            Claim("receptive field", "features (fixed)", 212, "right", 212, checks=(Check("rf = 212", "proved"),)),
        ),
    ),
    Case(
        "B15-yolov3-917",
        "917, 533, 213 for 13/26/52",
        "https://github.com/qqwweee/keras-yolo3/issues/385",
        (
            "R = [id + c1 c3p1]; head = c1 c3p1 c1 c3p1 c1; c3p1 c3s2p1 R c3s2p1 (R)*2 c3s2p1 (R)*8 "
            "c3s2p1 (R)*8 c3s2p1 (R)*4 head c3p1 c1"
        ),
        416,
        (
            Claim(
                "receptive field",
                "13x13",
                917,
                "right",
                917,
                checks=(
                    Check("rf = 917", "proved"),
                    Check(
                        "rf = 917",
                        "proved",
                        network=(
                            "R = c1 c3p1; head = c1 c3p1 c1 c3p1 c1; c3p1 c3s2p1 R c3s2p1 (R)*2 c3s2p1 (R)*8 c3s2p1 "
                            "(R)*8 c3s2p1 (R)*4 head c3p1 c1"
                        ),
                    ),
                ),
                note="the second check is the longest path, which has the same field",
            ),
            Claim(
                "receptive field",
                "26x26",
                533,
                "conditional",
                949,
                checks=(
                    Check(
                        "rf = 533",
                        "proved",
                        network=(
                            "R = c1 c3p1; head = c1 c3p1 c1 c3p1 c1; c3p1 c3s2p1 R c3s2p1 (R)*2 c3s2p1 (R)*8 c3s2p1 "
                            "(R)*8 head c3p1 c1"
                        ),
                    ),
                    Check(
                        "rf = 533",
                        "refuted",
                        network=(
                            "R = [id + c1 c3p1]; head = c1 c3p1 c1 c3p1 c1; c3p1 c3s2p1 R c3s2p1 (R)*2 c3s2p1 (R)*8 "
                            "c3s2p1 (R)*8 [id | c3s2p1 (R)*4 head c1 u2] head c3p1 c1"
                        ),
                    ),
                    Check(
                        "rf = 949",
                        "proved",
                        network=(
                            "R = [id + c1 c3p1]; head = c1 c3p1 c1 c3p1 c1; c3p1 c3s2p1 R c3s2p1 (R)*2 c3s2p1 (R)*8 "
                            "c3s2p1 (R)*8 [id | c3s2p1 (R)*4 head c1 u2] head c3p1 c1"
                        ),
                    ),
                ),
                condition="route from the 13x13 branch ignored; with the upsample+concat branch 949",
                note=("the condition is the network, not the input: proved without the routes, refuted with them"),
            ),
            Claim(
                "receptive field",
                "52x52",
                213,
                "conditional",
                981,
                checks=(
                    Check(
                        "rf = 213",
                        "proved",
                        network=(
                            "R = c1 c3p1; head = c1 c3p1 c1 c3p1 c1; c3p1 c3s2p1 R c3s2p1 (R)*2 c3s2p1 (R)*8 head "
                            "c3p1 c1"
                        ),
                    ),
                    Check(
                        "rf = 213",
                        "refuted",
                        network=(
                            "R = [id + c1 c3p1]; head = c1 c3p1 c1 c3p1 c1; c3p1 c3s2p1 R c3s2p1 (R)*2 c3s2p1 (R)*8 "
                            "[id | c3s2p1 (R)*8 [id | c3s2p1 (R)*4 head c1 u2] head c1 u2] head c3p1 c1"
                        ),
                    ),
                    Check(
                        "rf = 981",
                        "proved",
                        network=(
                            "R = [id + c1 c3p1]; head = c1 c3p1 c1 c3p1 c1; c3p1 c3s2p1 R c3s2p1 (R)*2 c3s2p1 (R)*8 "
                            "[id | c3s2p1 (R)*8 [id | c3s2p1 (R)*4 head c1 u2] head c1 u2] head c3p1 c1"
                        ),
                    ),
                ),
                condition="both routes ignored; with them [949, 981], depending on the position",
                why=(
                    "a field that depends on the position has no single value to claim: 981 is the most that an "
                    "output reads"
                ),
                note=("the condition is the network, not the input: proved without the routes, refuted with them"),
            ),
        ),
    ),
    Case(
        "B18-pvanet-809",
        "809 in the paper, 867 by hand (max branch)",
        "https://github.com/argman/EAST/issues/290",
        "c7s2p3 p3s2p1 (c3p1)*3 c1s2 (c3p1)*4 c1s2 (c3p1)*8 c1s2 (c3p1)*8",
        None,
        (
            Claim(
                "receptive field",
                "last conv",
                867,
                "conditional",
                867,
                checks=(
                    Check("rf = 867", "proved"),
                    Check(
                        "rf = 811",
                        "proved",
                        network="c7s2p3 p3s2p1 (c3p1)*3 c1 c3s2p1 (c3p1)*3 c1 c3s2p1 (c3p1)*7 c1 c3s2p1 (c3p1)*7",
                    ),
                    Check(
                        "rf = 867",
                        "refuted",
                        network="c7s2p3 p3s2p1 (c3p1)*3 c1 c3s2p1 (c3p1)*3 c1 c3s2p1 (c3p1)*7 c1 c3s2p1 (c3p1)*7",
                    ),
                ),
                condition="stride-2 sits in the 1x1 convs; in the 3x3 convs: 811",
                note="the condition is where the stride stands, not the input: proved for this network",
            ),
            Claim(
                "receptive field",
                "last conv (paper)",
                809,
                "wrong",
                867,
                checks=(
                    Check("rf = 809", "refuted"),
                    Check(
                        "rf = 809",
                        "refuted",
                        network="c7s2p3 p3s2p1 (c3p1)*3 c1 c3s2p1 (c3p1)*3 c1 c3s2p1 (c3p1)*7 c1 c3s2p1 (c3p1)*7",
                    ),
                ),
            ),
        ),
    ),
    Case(
        "B21-lffd-start",
        "field 55 but first centre at (3,3)?",
        ("https://github.com/YonghaoHe/LFFD-A-Light-and-Fast-Face-Detector-for-Edge-Devices/issues/20"),
        "(c3s2)*2 (c3p1)*6",
        None,
        (
            Claim("start", "centre of output 0", 3, "right", 3, checks=(Check("start = 3", "proved"),)),
            Claim(
                "rule",
                "start",
                "a field of 55 cannot be centred at 3",
                "wrong",
                "padding lets the first field reach outside the image",
                checks=(
                    Check("start >= (55-1)/2", "refuted"),
                    Check("rf = 55", "proved"),
                ),
                why="a rule in prose; said as a bound on the start",
            ),
        ),
    ),
    Case(
        "B24-vnet-table",
        "V-Net table, left and right side",
        ("https://github.com/mattmacy/vnet.pytorch/issues/2 ; https://github.com/faustomilletari/VNet/issues/36"),
        (
            "L1: c5p2 L2: (c2s2 c5p2 c5p2) L3: (c2s2 c5p2 c5p2 c5p2) L4: (c2s2 c5p2 c5p2 c5p2) L5: "
            "(c2s2 c5p2 c5p2 c5p2) R4: (t2s2 c5p2 c5p2 c5p2) R3: (t2s2 c5p2 c5p2 c5p2) R2: (t2s2 "
            "c5p2 c5p2) R1: (t2s2 c5p2)"
        ),
        128,
        (
            Claim(
                "receptive field",
                "L-stages 1..5",
                (5, 22, 72, 172, 372),
                "right",
                (5, 22, 72, 172, 372),
                checks=(
                    Check(
                        "rf@L1 = 5",
                        "proved",
                        network=(
                            "L1: c5p2 L2: (c2s2 c5p2 c5p2) L3: (c2s2 c5p2 c5p2 c5p2) L4: (c2s2 c5p2 c5p2 c5p2) L5: "
                            "(c2s2 c5p2 c5p2 c5p2)"
                        ),
                    ),
                    Check(
                        "rf@L2 = 22",
                        "proved",
                        network=(
                            "L1: c5p2 L2: (c2s2 c5p2 c5p2) L3: (c2s2 c5p2 c5p2 c5p2) L4: (c2s2 c5p2 c5p2 c5p2) L5: "
                            "(c2s2 c5p2 c5p2 c5p2)"
                        ),
                    ),
                    Check(
                        "rf@L3 = 72",
                        "proved",
                        network=(
                            "L1: c5p2 L2: (c2s2 c5p2 c5p2) L3: (c2s2 c5p2 c5p2 c5p2) L4: (c2s2 c5p2 c5p2 c5p2) L5: "
                            "(c2s2 c5p2 c5p2 c5p2)"
                        ),
                    ),
                    Check(
                        "rf@L4 = 172",
                        "proved",
                        network=(
                            "L1: c5p2 L2: (c2s2 c5p2 c5p2) L3: (c2s2 c5p2 c5p2 c5p2) L4: (c2s2 c5p2 c5p2 c5p2) L5: "
                            "(c2s2 c5p2 c5p2 c5p2)"
                        ),
                    ),
                    Check(
                        "rf@L5 = 372",
                        "proved",
                        network=(
                            "L1: c5p2 L2: (c2s2 c5p2 c5p2) L3: (c2s2 c5p2 c5p2 c5p2) L4: (c2s2 c5p2 c5p2 c5p2) L5: "
                            "(c2s2 c5p2 c5p2 c5p2)"
                        ),
                    ),
                ),
            ),
            Claim(
                "receptive field",
                "R-stages 4..1",
                (476, 528, 546, 551),
                "wrong",
                (468, 516, 532, 548),
                checks=(
                    Check("rf@R4 = 476", "refuted"),
                    Check("rf@R3 = 528", "refuted"),
                    Check("rf@R2 = 546", "refuted"),
                    Check("rf@R1 = 551", "refuted"),
                    Check("rf@R4 = 468", "proved"),
                    Check("rf@R3 = 516", "proved"),
                    Check("rf@R2 = 532", "proved"),
                    Check("rf@R1 = 548", "proved"),
                ),
                note="the true field of R1 is 532 or 548, by the position: 548 is the most that an output reads",
            ),
        ),
        axes=("x", "y", "z"),
    ),
    Case(
        "B27-dncnn-35",
        '"field is 3x3 for every layer"',
        "https://github.com/cszn/DnCNN/issues/31",
        "(c3p1)*17",
        None,
        (
            Claim("receptive field", "any depth", 3, "wrong", 35, checks=(Check("rf = 3", "refuted"),)),
            Claim("receptive field", "depth 17 (paper)", 35, "right", 35, checks=(Check("rf = 35", "proved"),)),
            Claim(
                "receptive-field formula",
                "depth d",
                "2d+1",
                "right",
                "1 + sum(k-1) = 2d+1",
                checks=(
                    Check("rf = 2d+1", "proved", network="(c3p1)*{d}"),
                    Check("rf = 2*17+1", "proved"),
                ),
                why=(
                    r"the numeric check is the instance d = 17; as written, "
                    r"(2d+1)\times(2d+1), it is a pair that looks like a product"
                ),
            ),
        ),
    ),
    Case(
        "B30-first-last-pixel",
        "first and last input pixel of output y",
        "https://github.com/vlfeat/matconvnet/issues/854",
        "c{k}s{s}p{p}",
        None,
        (
            Claim(
                "extent formula",
                "docs",
                "v_last = stride(y-1) + offset + size/2 + 1; v_first = stride(y-1) + offset - size/2 + 1",
                "wrong",
                "offset -+ (size-1)/2",
                checks=(Check("rf = (3/2+1)-(-3/2+1)+1", "refuted", network="c3"),),
                counterexample="size=3: last-first+1 = 4, must be 3",
                why=(
                    "the first and the last pixel of an output are not in the claim language; said as the "
                    "field, last-first+1, at size 3"
                ),
            ),
            Claim(
                "extent formula",
                "proposed",
                "v = stride(y-1) + offset -+ (size-1)/2",
                "right",
                "same",
                checks=(Check("rf = (3-1)/2-(-(3-1)/2)+1", "proved", network="c3"),),
                why=(
                    "the first and the last pixel of an output are not in the claim language; said as the "
                    "field, last-first+1, at size 3"
                ),
            ),
        ),
    ),
    Case(
        "B33-tcn-64",
        "attribute says 64 for k=2, d up to 32",
        "https://github.com/philipperemy/keras-tcn/issues/146",
        "c2 c2 c2d2 c2d2 c2d4 c2d4 c2d8 c2d8 c2d16 c2d16 c2d32 c2d32",
        None,
        (
            Claim(
                "receptive field",
                "end",
                64,
                "wrong",
                127,
                checks=(
                    Check("rf = 64", "refuted"),
                    Check("rf = 64", "proved", network="c2 c2d2 c2d4 c2d8 c2d16 c2d32"),
                    Check("rf = 127", "proved"),
                ),
                note="64 is right with one convolution a block",
            ),
        ),
        axes=("w",),
    ),
    Case(
        "B36-tcn-holes",
        "attribute 7, probe sees fewer positions",
        "https://github.com/philipperemy/keras-tcn/issues/226",
        "c2 c2 c2d2 c2d2",
        None,
        (
            Claim("receptive field", "k=2,d=(1,2)", 7, "right", 7, checks=(Check("rf = 7", "proved"),)),
            Claim(
                "coverage",
                "positions used",
                7,
                "right",
                7,
                why="quantity coverage (how many positions are used) is not in the claim language",
            ),
        ),
        axes=("w",),
    ),
    Case(
        "B39-edifice-doc",
        "formula right, three of four examples not",
        "https://hexdocs.pm/edifice/Edifice.Convolutional.TCN.html",
        "(c{k}d{2^i} c{k}d{2^i})*{i=0..n-1}",
        None,
        (
            Claim(
                "receptive-field formula",
                "n levels, two convs each",
                "1 + 2(k-1)(2^n - 1)",
                "right",
                "same",
                checks=(
                    Check("rf = 1 + 2(k-1)(2^n - 1)", "proved"),
                    Check("rf = 1 + 2(3-1)(2^4 - 1)", "proved", network="c3 c3 c3d2 c3d2 c3d4 c3d4 c3d8 c3d8"),
                    Check("rf = 1 + 2(7-1)(2^4 - 1)", "proved", network="c7 c7 c7d2 c7d2 c7d4 c7d4 c7d8 c7d8"),
                ),
                why="the numeric checks are instances",
            ),
            Claim(
                "receptive field",
                "n=4,k=3",
                31,
                "wrong",
                61,
                checks=(
                    Check("rf = 31", "refuted", network="c3 c3 c3d2 c3d2 c3d4 c3d4 c3d8 c3d8"),
                    Check("rf = 31", "proved", network="c3 c3d2 c3d4 c3d8"),
                ),
                note="31 is right with one convolution a level",
            ),
            Claim(
                "receptive field",
                "n=6,k=3",
                127,
                "wrong",
                253,
                checks=(
                    Check("rf = 127", "refuted", network="c3 c3 c3d2 c3d2 c3d4 c3d4 c3d8 c3d8 c3d16 c3d16 c3d32 c3d32"),
                ),
            ),
            Claim(
                "receptive field",
                "n=8,k=3",
                511,
                "wrong",
                1021,
                checks=(
                    Check(
                        "rf = 511",
                        "refuted",
                        network="c3 c3 c3d2 c3d2 c3d4 c3d4 c3d8 c3d8 c3d16 c3d16 c3d32 c3d32 c3d64 c3d64 c3d128 c3d128",
                    ),
                ),
            ),
            Claim(
                "receptive field",
                "n=4,k=7",
                181,
                "right",
                181,
                checks=(Check("rf = 181", "proved", network="c7 c7 c7d2 c7d2 c7d4 c7d4 c7d8 c7d8"),),
            ),
            Claim(
                "receptive-field formula",
                "summary line",
                "num_layers*kernel_size*max_dilation",
                "wrong",
                "1 + 2(k-1)(2^n-1)",
                checks=(
                    Check("rf = n*k*2^(n-1)", "conditional"),
                    Check("rf = 4*3*8", "refuted", network="c3 c3 c3d2 c3d2 c3d4 c3d4 c3d8 c3d8"),
                ),
                counterexample="n=4,k=3: 96 vs 61",
                why="the numeric check is the instance n = 4, k = 3",
                note="true at n = k = 1 alone, where the network reads one pixel: strictly, conditional",
            ),
        ),
        axes=("w",),
    ),
    Case(
        "B42-tacotron-505",
        "deduces k=3 from 505 samples",
        "https://github.com/NVIDIA/nv-wavenet/issues/21",
        "(c3 c3d2 c3d4 c3d8 c3d16 c3d32)*4",
        None,
        (
            Claim(
                "receptive field",
                "k=2",
                253,
                "right",
                253,
                checks=(Check("rf = 253", "proved", network="(c2 c2d2 c2d4 c2d8 c2d16 c2d32)*4"),),
            ),
            Claim("receptive field", "k=3", 505, "right", 505, checks=(Check("rf = 505", "proved"),)),
        ),
        axes=("w",),
    ),
    Case(
        "B45-tooljolt-2047",
        "ten 3-tap layers, d=1..512",
        "https://tooljolt.com/tools/dilated-conv-receptive-field-calculator",
        "c3 c3d2 c3d4 c3d8 c3d16 c3d32 c3d64 c3d128 c3d256 c3d512",
        None,
        (
            Claim("receptive field", "end", 2047, "right", 2047, checks=(Check("rf = 2047", "proved"),)),
            Claim(
                "depth",
                "undilated layers for the same field",
                1023,
                "right",
                1023,
                checks=(
                    Check("rf = 2047", "proved", network="(c3)*1023"),
                    Check("rf = 2047", "refuted", network="(c3)*1022"),
                ),
                why="a depth solved for is not in the claim language; put in, it is checked",
            ),
        ),
        axes=("w",),
    ),
    Case(
        "B48-three-3x3",
        "three 3x3 = 7x7; 5x5 image example",
        "https://ai.stackexchange.com/questions/5107/",
        "c3 c3 c3",
        5,
        (
            Claim("receptive field", "three 3x3", 7, "right", 7, checks=(Check("rf = 7", "proved"),)),
            Claim(
                "output size",
                "5 with two 2x2",
                (4, 3),
                "right",
                (4, 3),
                checks=(
                    Check("size@1 at w=5, h=5 = 4", "proved", network="c2 c2"),
                    Check("size@2 at w=5, h=5 = 3", "proved", network="c2 c2"),
                ),
            ),
            Claim("receptive field", "two 2x2", 3, "right", 3, checks=(Check("rf = 3", "proved", network="c2 c2"),)),
        ),
    ),
    Case(
        "B51-course-14-18",
        "LeNet second conv, then first conv dilated",
        (
            "https://powcoder.com/2021/12/25/"
            "cs%e8%ae%a1%e7%ae%97%e6%9c%ba%e4%bb%a3%e8%80%83%e7%a8%8b%e5%ba%8f%e4%bb%a3%e5%86%99-deep"
            "-learning-keras-tutorial-questions-week-5-2"
        ),
        "conv1: c5 pool1: a2 conv2: c5",
        32,
        (
            Claim("receptive field", "conv2", 14, "right", 14, checks=(Check("rf@conv2 = 14", "proved"),)),
            Claim(
                "receptive field",
                "conv2, conv1 dilation 2",
                18,
                "right",
                18,
                checks=(Check("rf@conv2 = 18", "proved", network="conv1: c5d2 pool1: a2 conv2: c5"),),
            ),
        ),
    ),
    Case(
        "B54-stride1-recursion",
        "RF = K + (RF_prev - 1)",
        "https://mc.ai/white-box-concept-of-receptive-fields/",
        "c5",
        "stride 1",
        (
            Claim(
                "receptive-field formula",
                "next layer",
                "RF = K + (RF_prev - 1)",
                "conditional",
                "RF_prev + (K-1)*jump",
                checks=(
                    Check("rf = K + (R - 1)", "conditional", network="c{R}s{j} c{K}"),
                    Check("rf = 5 + (5 - 1)", "proved", network="c5 c5"),
                    Check("rf = 5 + (5 - 1)", "refuted", network="c5s2 c5"),
                ),
                condition="all earlier strides 1",
                why=("the numeric checks are instances"),
                note="conditional on the stride before, j = 1: of a network of numbers it is proved or refuted",
            ),
            Claim(
                "receptive field",
                "5x5 after a field of 5",
                9,
                "right",
                9,
                checks=(Check("rf = 9", "proved", network="c5 c5"),),
            ),
        ),
    ),
    Case(
        "B57-demucs-597",
        "37 ms and 16 ms",
        "https://github.com/facebookresearch/denoiser/issues/82 (and /44)",
        "(c8s4)*5",
        None,
        (
            Claim("receptive field", "resampled by 4", 2388, "right", 2388, checks=(Check("rf = 2388", "proved"),)),
            Claim(
                "receptive field",
                "input samples",
                597,
                "right",
                597,
                checks=(Check("rf = 4*597", "proved"),),
                why=(
                    "a claim in another unit (input samples, before resampling by 4) is not in the claim "
                    "language; checked at the resampled rate"
                ),
            ),
            Claim(
                "jump",
                "input samples",
                256,
                "right",
                256,
                checks=(Check("jump = 4*256", "proved"),),
                why=(
                    "a claim in another unit (input samples, before resampling by 4) is not in the claim "
                    "language; checked at the resampled rate"
                ),
            ),
        ),
        axes=("w",),
    ),
    Case(
        "B60-map-size-vs-field",
        "r_out = r_in + (k-1)*d*j_in",
        "https://github.com/Fangyh09/pytorch-receptive-field/issues/6 (formula line)",
        "c{k}d{d}s{s}",
        None,
        (
            Claim(
                "receptive-field formula",
                "one layer",
                "r + (k-1)*d*j",
                "right",
                "same",
                checks=(
                    Check("rf = r + (k-1)*d*j", "proved", network="c{r}s{j} c{k}d{d}s{s}"),
                    Check("rf = 5 + (3-1)*2*2", "proved", network="c5s2 c3d2"),
                ),
                why=("the numeric checks are instances"),
            ),
        ),
    ),
)
