"""Blocks that go by name: how the children that they print are wired, in the notation with names of children in it.

`.conv1` is a child, `.a/.b` the first of them that is printed, `.a?` one that may be missing, `.branch_*` all that
begin so, one behind the other; `*` are the children that it does not name, in their order. `.convs|` are the
children of a child side by side, joined, and `.m>` one behind the other with what each gives kept. `id?` is there where
the other branch keeps the channels and the size, `half` is half of the channels, `skip` what an earlier stage of the
same size gave with the channels that are missing; `.$shortcut` is what SHORTCUT calls so, `.$pool` a global pool. What
is left is notation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

__all__ = ["ATTENTION", "CHANNELS_LAST", "NETWORKS", "NOT_ON_THE_WAY", "SHORTCUT", "definitions"]

SHORTCUT = re.compile(
    r"downsample|shortcut|skip(?:_?(?:conv|connection|proj|layer))?\d*|residual(?:_?(?:conv|layer))?|identity\w*"
    r"|(?:conv_?)?proj(?:ection)?_?shortcut|res_?conv\d*|match\w*|nin_shortcut|conv_shortcut|short_?cut\w*|down_?sample"
)
"""What a branch beside all others is called."""

NOT_ON_THE_WAY = re.compile(r"aux\w*|Aux\w*|parametrizations|\w*_fake_quant|activation_post_process|drop_block")
"""What children that are no part of the way from input to output are called."""

NETWORKS = re.compile(
    r"(?:net_?)?[GD](?:_?[ABXY12])?|(?:generator|discriminator|critic|actor|policy_net|target_\w+|online_?\w*)\d?"
)
"""What children that are networks of their own are called."""

ATTENTION = re.compile(
    r"(?:to_)?(?:qkv?|kv?|query|queries|keys?)\d?|(?:q|k|query|key)_?(?:proj(?:ection)?|conv|linear|norm)|theta|phi|qkv\w*"
)
"""What children are called that compare each place with all others."""

CHANNELS_LAST = frozenset({"CNBlock", "ConvNeXtBlock", "ConvNextBlock", "Mlp", "MLP", "GlobalResponseNormMlp"})
"""Blocks whose dense layers work on the pixels of an image."""

_RESIDUAL = "[* + .$shortcut/id?]"

_TEXT = f"""
BasicBlock Bottleneck ResidualBlock ResBlock ResnetBlock ResNetBlock Residual ResidualUnit ResUnit = {_RESIDUAL}
PreActBlock PreActBottleneck IRBlock IBasicBlock ResidualLayer Res_Block ResBottleneck = {_RESIDUAL}
BasicBlockV1 BottleneckV1 BasicBlockV2 BottleneckV2 = {_RESIDUAL}
ResidualConvBlock ResidualBottleneck PreActResidualBlock BottleneckX ResidualBlockNoBN ResBlk Bottle = {_RESIDUAL}
ResBottleneckBlock = [.f + .proj/id?] .activation

InvertedResidual = [.branch1 | .branch2]
InvertedResidual = [half | half .branch2]
InvertedResidual MBConv CNBlock ConvNeXtBlock EdgeResidual FusedMBConv InvertedResidualBlock = [* + id?]
LinearBottleneck InvertedBottleneck DepthwiseSeparableConv FusedInvertedResidual Block_MBV2 = [* + id?]
MBConvBlock = [._expand_conv? ._bn0? ._depthwise_conv ._bn1 [id & gap ._se_reduce ._swish? ._se_expand sigmoid] \
._project_conv ._bn2 ._swish? + id?]
MBConvBlock = [._expand_conv? ._bn0? ._depthwise_conv ._bn1 ._project_conv ._bn2 ._swish? + id?]

SqueezeExcitation = [id & .avgpool/gap .fc1 .activation? .fc2 .scale_activation?]
SqueezeExcite = [id & gap .conv_reduce .act1? .conv_expand .gate?]
SEModule SELayer SEBlock SE_Block SqueezeExcitationLayer SqueezeAndExcitation SE SqueezeExcite SqueezeExcitation \
EffectiveSEModule EffectiveSqueezeExcite ESEModule SqueezeExcitationBlock SEUnit ChannelSELayer = [id & .$pool/gap *]
ChannelAttention ChannelGate CAM = [id & .$pool/gap *]
SpatialAttention SpatialGate = [id & ~pool-2 *]
CBAM = *
EcaModule ECAModule ECALayer eca_layer = [id & gap ~eca]

Fire FireModule = .squeeze .squeeze_activation? [.expand1x1 .expand1x1_activation? | .expand3x3 .expand3x3_activation?]

InceptionA = [.branch1x1 | .branch5x5_* | .branch3x3dbl_* | a3s1p1floor .branch_pool]
InceptionB = [.branch3x3 | .branch3x3dbl_* | p3s2p0floor]
InceptionC = [.branch1x1 | .branch7x7_* | .branch7x7dbl_* | a3s1p1floor .branch_pool]
InceptionD = [.branch3x3_* | .branch7x7x3_* | p3s2p0floor]
InceptionE = [.branch1x1 | .branch3x3_1 [.branch3x3_2a | .branch3x3_2b] | .branch3x3dbl_1 .branch3x3dbl_2 \
[.branch3x3dbl_3a | .branch3x3dbl_3b] | a3s1p1floor .branch_pool]
Inception InceptionBlock InceptionModule = [.branch1 | .branch2 | .branch3 | .branch4]
Inception InceptionBlock InceptionModule = [.b1 | .b2 | .b3 | .b4]
Inception InceptionBlock InceptionModule = [.p1 | .p2 | .p3 | .p4]
Inception = [.p1_* | .p2_* | .p3_* | .p4_*]
Inception = [.b1_* | .b2_* | .b3_* | .b4_*]

Mixed_3a Mixed_4a Mixed_5a = [.maxpool | .conv]
Mixed_4a Mixed_6a Mixed_7a ReductionA ReductionB InceptionA InceptionB InceptionC Mixed_5b = \
[.branch0 | .branch1 | .branch2 | .branch3]
Mixed_4a Mixed_6a Mixed_7a ReductionA ReductionB = [.branch0 | .branch1 | .branch2]
Mixed_4a Mixed_6a Mixed_7a = [.branch0 | .branch1]
Block35 Block17 Block8 = [[.branch0 | .branch1 | .branch2] .conv2d + id] .relu?
Block35 Block17 Block8 = [[.branch0 | .branch1] .conv2d + id] .relu?
Block = [.rep + .skip? .skipbn?]
OsaBlock _OSA_module = [id | .conv_reduction? .conv_mid>] .conv_concat .attn?
GhostModule = .primary_conv [id | .cheap_operation]
GhostConv = .cv1 [id | .cv2]
GhostBottleneck = [.ghost1 .conv_dw? .bn_dw? .se? .ghost2 + .shortcut/id?]
RepVGGBlock = [.rbr_dense + .rbr_1x1 + .rbr_identity/id?] .se? .nonlinearity?
RepVggBlock = [.conv_kxk + .conv_1x1 + .identity/id?] .attn? .act?

_DenseLayer DenseLayer _DenseLayerB = [id | *]

SPPF = .cv1 [id | .m [id | .m [id | .m]]] .cv2
SPP = .cv1 [id | .m|] .cv2
C3 C3Ghost C3TR C3k = [.cv1 .m | .cv2] .cv3
BottleneckCSP = [.cv1 .m .cv3 | .cv2] .bn .act? .cv4
C2f C3k2 C2fCIB = .cv1 [id | half .m>] .cv2
Focus = pu2 .conv
C1 = .cv1 [.m + id]

HybridConcurrent Concurrent = .$self|
ASPP = [.convs|] .project
ASPPPooling = gap * fitb

Up UpBlock up UpSample Up_Block = [.up/.upsample/.up_conv/.upconv | skip] .conv/.double_conv/.conv_block
DecoderBlock UnetDecoderBlock = [u2 | skip] .conv1 .attention1 .conv2 .attention2
DoubleConv double_conv Down down OutConv outconv InConv inconv ConvBlock = *
TemporalBlock = [.net + .downsample/id] .relu
SECONDFPN = .deblocks=|
"""


@cache
def definitions() -> Mapping[str, tuple[str, ...]]:
    """The definitions of each name, of which the first holds whose children are printed.

    >>> definitions()["Fire"][0].split()[:3]
    ['.squeeze', '.squeeze_activation?', '[.expand1x1']
    """
    found: dict[str, tuple[str, ...]] = {}
    for line in _TEXT.replace("\\\n", "").splitlines():
        names, _, text = line.partition(" = ")
        for name in names.split():
            found[name] = (*found.get(name, ()), text.strip())
    return found
