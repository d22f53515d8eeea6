"""Figures of the networks in examples/: published ones, and ones laid out in PyTorch where nothing is published.

Plain data, which knows nothing of symrf. Three ways of checking stand behind it; a row's comment says which it had:

* equal: the example, built layer by layer in PyTorch with the weights of the original, has its very outputs;
* NaN: rows of NaN all around the field leave the original's output a number, its first and its last row do not;
* spans: windows followed back from the output by their indices, branch by branch.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

__all__ = ["NETWORKS", "STAGES", "Published", "Stage"]


class Published(NamedTuple):
    """A network at one input size, `at` on every axis; None is what a row does not say.

    `field`, `jump` and `size` are those of the last layer that has pixels: before global pooling and dense layers.
    Where the field depends on the output's phase it is the largest one. `params` and `macs` are of the whole network,
    its head included: batch norms have two a channel; multiply-accumulates are those of convolutions and dense layers,
    taps in the padding counted, biases and norms not.
    """

    name: str
    axes: tuple[str, ...]
    field: int | None
    jump: int | Fraction | None
    at: int
    size: int | None
    params: int | None
    macs: int | None
    source: str


class Stage(NamedTuple):
    """A network after the layer, the group or the branches of that name in its example."""

    name: str
    after: str
    field: int
    jump: int
    at: int
    size: int
    source: str


TIME = ("t",)
PLANE = ("w", "h")
SPACE = ("w", "h", "d")

TORCHVISION = "torchvision 0.29.2"
RESNET = "He, Zhang, Ren, Sun, 2015"
DENSENET = "Huang, Liu, van der Maaten, Weinberger, 2016"
SQUEEZENET = "Iandola et al., 2016"
CONTEXT = "Yu, Koltun, 2016, table 1"
SLIM = "google-research receptive_field, RECEPTIVE_FIELD_TABLE.md"
VNET = "Milletari, Navab, Ahmadi, 2016, table 1"
UNET = "Ronneberger, Fischer, Brox, 2015"
FCN = "Long, Shelhamer, Darrell, 2015; voc-fcn8s/net.py"

NETWORKS = (
    # field and jump are SLIM's; params and MACs are those of torchvision's features; equal
    Published("vgg16", PLANE, 212, 32, 224, 7, 14_714_688, 15_346_630_656, TORCHVISION),
    # field and jump are SLIM's for alexnet_v2; params and MACs are those of torchvision's features; equal
    Published("alexnet_224", PLANE, 195, 32, 224, 6, 2_469_696, 655_566_528, TORCHVISION),
    # num_params and _ops (1.814) are torchvision's, the size is the paper's table 1; equal, field by NaN
    Published("resnet18", PLANE, 435, 32, 224, 7, 11_689_512, 1_814_073_344, TORCHVISION),
    # an odd size, laid out in torchvision's model; equal
    Published("resnet18", PLANE, 435, 32, 225, 8, 11_689_512, 2_049_383_616, TORCHVISION),
    # num_params and _ops (3.664) are torchvision's, the size is the paper's table 1; equal, field by NaN
    Published("resnet34", PLANE, 899, 32, 224, 7, 21_797_672, 3_663_761_408, TORCHVISION),
    # num_params and _ops (4.089) are torchvision's, field 427 is in nashory/DeLF-pytorch issue 15; equal, field by NaN
    Published("resnet50", PLANE, 427, 32, 224, 7, 25_557_032, 4_089_184_256, TORCHVISION),
    # an odd size, laid out in torchvision's model; equal
    Published("resnet50", PLANE, 427, 32, 231, 8, 25_557_032, 4_661_439_488, TORCHVISION),
    # field 483 is SLIM's, 3.8 GFLOPs the paper's table 1; equal to torchvision's with the strides moved, field by NaN
    Published("resnet50_v1", PLANE, 483, 32, 224, 7, 25_557_032, 3_857_973_248, RESNET),
    # num_params and _ops (7.801) are torchvision's, the size is the paper's table 1; equal, field by NaN
    Published("resnet101", PLANE, 971, 32, 224, 7, 44_549_160, 7_801_405_440, TORCHVISION),
    # num_params and _ops (11.514) are torchvision's, the size is the paper's table 1; equal, field by NaN
    Published("resnet152", PLANE, 1451, 32, 224, 7, 60_192_808, 11_513_626_624, TORCHVISION),
    # num_params and _ops (1.498) are torchvision's, whose 5x5 is a 3x3: the paper's own has 715; equal, field by NaN
    Published("googlenet", PLANE, 379, 32, 224, 7, 6_624_904, 1_498_376_192, TORCHVISION),
    # a size where rounding up matters, laid out in torchvision's model; equal
    Published("googlenet", PLANE, 379, 32, 231, 7, 6_624_904, 1_561_267_712, TORCHVISION),
    # field and jump are SLIM's, _ops (5.713) torchvision's, its params less the auxiliary head; equal, field by NaN
    Published("inception_v3", PLANE, 1311, 32, 299, 8, 23_834_568, 5_713_216_096, TORCHVISION),
    # the size on either axis at 310x287, laid out in torchvision's model; equal
    Published("inception_v3", PLANE, 1311, 32, 310, 8, 23_834_568, None, TORCHVISION),
    Published("inception_v3", PLANE, 1311, 32, 287, 7, 23_834_568, None, TORCHVISION),
    # num_params and _ops (2.834) are torchvision's, the size is the paper's table 1; equal, field by NaN
    Published("densenet121", PLANE, 2071, 32, 224, 7, 7_978_856, 2_834_161_664, TORCHVISION),
    # an odd size, laid out in torchvision's model; equal
    Published("densenet121", PLANE, 2071, 32, 225, 7, 7_978_856, 2_877_471_936, TORCHVISION),
    # field and jump are SLIM's, 569 million the paper's table 4, params Keras' trainable ones; equal, field by NaN
    Published("mobilenet_v1", PLANE, 315, 32, 224, 7, 4_231_976, 568_740_352, "Howard et al., 2017"),
    # num_params and _ops (0.301) are torchvision's, the size is the paper's table 2; equal, field by NaN
    Published("mobilenet_v2", PLANE, 491, 32, 224, 7, 3_504_872, 300_774_272, TORCHVISION),
    # an odd size, laid out in torchvision's model; equal
    Published("mobilenet_v2", PLANE, 491, 32, 225, 8, 3_504_872, 344_759_744, TORCHVISION),
    # num_params and _ops (0.819) are torchvision's; equal, field by NaN
    Published("squeezenet", PLANE, 155, 16, 224, 13, 1_248_424, 818_924_576, TORCHVISION),
    # a size where rounding up matters, laid out in torchvision's model; equal
    Published("squeezenet", PLANE, 155, 16, 231, 14, 1_248_424, 890_688_288, TORCHVISION),
    # the sizes are the paper's figure 1; field (188 or 204) by NaN; params, MACs: equal to the network written by hand
    Published("unet_valid", PLANE, 204, 1, 572, 388, 31_030_658, 150_428_424_448, UNET),
    # the least input: 187 fails; equal to the network written by hand
    Published("unet_valid", PLANE, 204, 1, 188, 4, 31_030_658, 6_098_393_344, UNET),
    # crops that are odd, at 195x230; equal to the network written by hand with floor((difference)/2) before
    Published("unet_valid", PLANE, 204, 1, 195, 4, 31_030_658, None, UNET),
    Published("unet_valid", PLANE, 204, 1, 230, 36, 31_030_658, None, UNET),
    # equal to the network written by hand; field (188 or 204) by NaN
    Published("unet_same", PLANE, 204, 1, 512, 512, 31_030_658, 192_384_335_872, UNET),
    # 134 million are the paper's table 1; equal to the network by hand with offsets 5, 9, 31; field (436 or 468) by NaN
    Published("fcn8s", PLANE, 468, 1, 500, 500, 134_489_759, 181_529_034_048, FCN),
    # other sizes that the last crop, as it is written, gives back: 20 modulo 32, at 84x52; equal to the same
    Published("fcn8s", PLANE, 468, 1, 84, 84, 134_489_759, None, FCN),
    Published("fcn8s", PLANE, 468, 1, 52, 52, 134_489_759, None, FCN),
    # equal to SegNet-Tutorial's prototxt written by hand, its unpooling as up-sampling; field (372 or 404) by NaN
    Published("segnet", PLANE, 404, 1, 224, 224, 29_449_355, 30_924_472_320, "Badrinarayanan, Kendall, Cipolla, 2015"),
    # the size is the paper's figure 1; equal to the network written by hand; field (5 or 6) by NaN
    Published(
        "dcgan_generator", PLANE, 6, Fraction(1, 16), 1, 64, 12_658_432, 410_583_040, "Radford, Metz, Chintala, 2015"
    ),
    # 1+2(k-1)(2^n-1), k = 5, n = 4; equal to locuslab/TCN written by hand, without weight norm; field by NaN
    Published("tcn", TIME, 121, 1, 400, 400, 881_338, 351_960_000, "Bai, Kolter, Koltun, 2018"),
    # 67 and 64 C^2 weights (C = 21; and 8 C biases) are the paper's; equal to the network by hand; field by NaN
    Published("dilated_context", PLANE, 67, 1, 64, 64, 28_392, 115_605_504, CONTEXT),
    # equal to the network by hand at 64x32x32, MACs times 32; field (532 or 548) by NaN: its table 1 says 551
    Published("vnet", SPACE, 548, 1, 128, 128, 65_171_858, 1_004_284_149_760, VNET),
)

STAGES = (
    # fields and jumps are SLIM's (MaxPool_3a and 5a), sizes those in torchvision's comments; by NaN
    Stage("inception_v3", "pool1", 15, 4, 299, 73, SLIM),
    Stage("inception_v3", "pool2", 31, 8, 299, 35, SLIM),
    Stage("inception_v3", "Mixed_5b", 63, 8, 299, 35, SLIM),
    Stage("inception_v3", "Mixed_5c", 95, 8, 299, 35, SLIM),
    Stage("inception_v3", "Mixed_5d", 127, 8, 299, 35, SLIM),
    Stage("inception_v3", "Mixed_6a", 159, 16, 299, 17, SLIM),
    Stage("inception_v3", "Mixed_6b", 351, 16, 299, 17, SLIM),
    Stage("inception_v3", "Mixed_6c", 543, 16, 299, 17, SLIM),
    Stage("inception_v3", "Mixed_6d", 735, 16, 299, 17, SLIM),
    Stage("inception_v3", "Mixed_6e", 927, 16, 299, 17, SLIM),
    Stage("inception_v3", "Mixed_7a", 1055, 32, 299, 8, SLIM),
    Stage("inception_v3", "Mixed_7b", 1183, 32, 299, 8, SLIM),
    Stage("inception_v3", "Mixed_7c", 1311, 32, 299, 8, SLIM),
    # fields are the paper's; by NaN, the last one by spans
    Stage("dilated_context", "layer1", 3, 1, 64, 64, CONTEXT),
    Stage("dilated_context", "layer2", 5, 1, 64, 64, CONTEXT),
    Stage("dilated_context", "layer3", 9, 1, 64, 64, CONTEXT),
    Stage("dilated_context", "layer4", 17, 1, 64, 64, CONTEXT),
    Stage("dilated_context", "layer5", 33, 1, 64, 64, CONTEXT),
    Stage("dilated_context", "layer6", 65, 1, 64, 64, CONTEXT),
    Stage("dilated_context", "layer7", 67, 1, 64, 64, CONTEXT),
    Stage("dilated_context", "layer8", 67, 1, 64, 64, CONTEXT),
    # sizes are those in torchvision's comments, and the paper's table 1; fields by NaN
    Stage("googlenet", "pool1", 11, 4, 224, 56, TORCHVISION),
    Stage("googlenet", "pool2", 27, 8, 224, 28, TORCHVISION),
    Stage("googlenet", "inception3a", 43, 8, 224, 28, TORCHVISION),
    Stage("googlenet", "inception3b", 59, 8, 224, 28, TORCHVISION),
    Stage("googlenet", "pool3", 75, 16, 224, 14, TORCHVISION),
    Stage("googlenet", "inception4a", 107, 16, 224, 14, TORCHVISION),
    Stage("googlenet", "inception4e", 235, 16, 224, 14, TORCHVISION),
    Stage("googlenet", "pool4", 251, 32, 224, 7, TORCHVISION),
    Stage("googlenet", "inception5a", 315, 32, 224, 7, TORCHVISION),
    Stage("googlenet", "inception5b", 379, 32, 224, 7, TORCHVISION),
    # sizes are the paper's table 1; fields by NaN
    Stage("densenet121", "pool0", 11, 4, 224, 56, DENSENET),
    Stage("densenet121", "block1", 59, 4, 224, 56, DENSENET),
    Stage("densenet121", "transition1", 63, 8, 224, 28, DENSENET),
    Stage("densenet121", "block2", 255, 8, 224, 28, DENSENET),
    Stage("densenet121", "transition2", 263, 16, 224, 14, DENSENET),
    Stage("densenet121", "block3", 1031, 16, 224, 14, DENSENET),
    Stage("densenet121", "transition3", 1047, 32, 224, 7, DENSENET),
    Stage("densenet121", "block4", 2071, 32, 224, 7, DENSENET),
    # laid out in torchvision's model, without padding in conv1: the paper's 111, 55, 27, 13 has some; fields by NaN
    Stage("squeezenet", "pool1", 11, 4, 224, 54, SQUEEZENET),
    Stage("squeezenet", "pool4", 43, 8, 224, 27, SQUEEZENET),
    Stage("squeezenet", "pool8", 123, 16, 224, 13, SQUEEZENET),
    # sizes and fields of the VGG-16 that it starts as (SLIM); by spans
    Stage("segnet", "pool1", 6, 2, 480, 240, SLIM),
    Stage("segnet", "pool2", 16, 4, 480, 120, SLIM),
    Stage("segnet", "pool3", 44, 8, 480, 60, SLIM),
    Stage("segnet", "pool4", 100, 16, 480, 30, SLIM),
    Stage("segnet", "pool5", 212, 32, 480, 15, SLIM),
    # 404 is the paper's table 1, and FCN's of weiliu89/caffe issue 164; the size by the network by hand
    Stage("fcn8s", "fc7", 404, 32, 500, 16, FCN),
    # fields and sizes are the paper's; by hand: 5, 6 + 2·8, 24 + 3·16, 76 + 3·32, 180 + 3·64
    Stage("vnet", "L1", 5, 1, 128, 128, VNET),
    Stage("vnet", "L2", 22, 2, 128, 64, VNET),
    Stage("vnet", "L3", 72, 4, 128, 32, VNET),
    Stage("vnet", "L4", 172, 8, 128, 16, VNET),
    Stage("vnet", "L5", 372, 16, 128, 8, VNET),
)
