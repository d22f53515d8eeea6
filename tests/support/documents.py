"""The golden documents: the name of each, the command that prints it, and its formats."""

from __future__ import annotations

__all__ = ["CLAIMS", "CODES", "DOCUMENTS", "SUFFIXES"]

SUFFIXES = {"text": "txt", "unicode": "unicode.txt", "latex": "tex", "markdown": "md"}

CONTENTS = "summary,formula,results,steps,prose,table,reach,costs,remarks"
QUANTITIES = (
    "size,field,ungated,jump,start,padding,minimum,reach.left,reach.right,area,flat,"
    "params,params_total,macs,flops,activations,memory,memory.half,memory.byte"
)
FOUNDING = ["compare", "c3s1 c3s1", "c3s1 p2s2 c3s1", "--at", "w=64,h=64"]
DOCUMENTS = [
    ("c3s1_c3s1_and_c3s1_p2s2_c3s1", FOUNDING, list(SUFFIXES)),
    ("c3s1_p2s2_c3s1", ["c3s1 p2s2 c3s1"], ["text", "latex", "markdown"]),
    ("c3s1_p2s2_c3s1_closed", ["c3s1 p2s2 c3s1", "--form", "closed", "--steps"], ["text", "latex"]),
    ("c3s2same_p2_tensorflow", ["c3s2same p2", "--convention", "tensorflow", "--steps"], ["text", "latex"]),
    ("c3x5s2p1x2_p3s2ceil_relu", ["c3x5s2p1x2 p3s2ceil relu", "--steps", "--at", "w=65,h=64"], ["text", "latex"]),
    ("z1_2_dw3d2_a2_one_axis", ["a_b: z1:2 dw3d2 a2", "--axes", "time", "--steps"], ["text", "latex", "markdown"]),
    ("residual_block", ["c7s2p3 [c3s2p1 c3p1 + short: c1s2] relu", "--steps", "--reach"], list(SUFFIXES)),
    ("unet_of_one_level", ["[crop | p2 c3 c3 t2s2] c3", "--axes", "w", "--steps"], ["text", "latex", "markdown"]),
    ("fit_to_sisters", ["[c3s2p1 fit + c1s2 fitb + c3p1]", "--axes", "w", "--steps"], ["text", "latex"]),
    (
        "feature_pyramid",
        ["C3: c3s2p1 C4: c3s2p1 P4: c1 P3: [@C3 c1 + fit]; out @P3 @P4", "--axes", "w", "--at", "64"],
        ["text", "latex", "markdown"],
    ),
    ("unet_without_crop", ["[id | p2 c3p1 u2] c3p1", "--at", "w=64,h=64"], ["text", "latex"]),
    ("up_and_everything", ["t3s2p1o1 ub2 pu2 ps3 resize9 gap", "--axes", "w", "--steps"], ["text", "latex"]),
    ("costs", ["in3 c3p1-8 p2 flatten fc10", "--costs"], ["text", "latex", "markdown"]),
    ("bl3s2p1_ad2_gmp", ["bl3s2p1 ad2 gmp", "--axes", "w", "--steps"], ["text", "latex"]),
    ("every_content", ["in3 c3-8 p2s2 c3-4", "--at", "w=64,h=64", "--contents", CONTENTS], ["text", "markdown"]),
    (
        "every_quantity",
        ["in3 c3p1-8 [c3x1p1x0-8 + c1x3p0x1-8]", "--contents", "table", "--columns", QUANTITIES],
        ["text"],
    ),
    (
        "squeeze_and_excite",
        ["in8 c3p1-8 layer1.se: [id & gap c1-2 relu c1-8 sigmoid] p2", "--steps", "--costs"],
        ["text", "latex"],
    ),
    ("mix_take4_attn_ub3_2", ["in8 mix take4 ~attn-6 ub3/2", "--axes", "w", "--steps"], ["text", "latex"]),
    ("fc32_view4x2_u1_2", ["in3 fc32 view4x2-4 u1/2", "--steps", "--costs"], ["text", "markdown"]),
    ("p3_p2s2_onnx", ["p3 p2s2", "--convention", "onnx", "--axes", "w", "--steps"], ["text"]),
    ("p3_p2s2_caffe", ["p3 p2s2", "--convention", "caffe", "--axes", "w", "--steps"], ["text"]),
    ("p3_p2s2_darknet", ["p3 p2s2", "--convention", "darknet", "--axes", "w", "--steps"], ["text"]),
]
DOCUMENTS.append(("about_p", ["about", "p"], ["text", "markdown"]))
CLAIMS = ["size = ((w-2)/2-2, (h-2)/2-2)", "size at w=64 = 29", "rf = 8", "rf@M = (4, 4)", "rf(F) = (4, 4)"]
CLAIMS += ["size <= [w/2]", r"size = \lfloor\frac{n}{2}\rfloor-3", "size = 2^w"]
CODES = {"check": 1}
DOCUMENTS.append(("check_F_M_F", ["check", "F = c3; M = p2; O2 = F M F", *CLAIMS], list(SUFFIXES)))
