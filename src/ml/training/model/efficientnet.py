"""EfficientNet trunks with TensorFlow's SAME padding (Tan and Le 2019).

Table 1 of the paper is B0; the larger ones multiply its channels by `width` and its blocks by `depth` (section 3.3).
Parameter names are torchvision's (`features.4.0.block...`). With `has_batch_norm` off each convolution has a bias
instead of the batch norm behind it, which saves a quarter of the time on a processor: for weights that were folded.
"""

import math
from typing import NamedTuple, Tuple

import torch
from model.batch_norm import soften_residual
from torch import Tensor, nn

# As in TensorFlow's code, from which all published weights come.
BATCH_NORM_EPS = 1e-3
BATCH_NORM_MOMENTUM = 0.01


class Stage(NamedTuple):
    """One row of the table: expansion, kernel, stride, channels in and out, number of blocks."""

    expand: int
    kernel: int
    stride: int
    channels_in: int
    channels_out: int
    blocks: int


B0_STAGES = (
    Stage(1, 3, 1, 32, 16, 1),
    Stage(6, 3, 2, 16, 24, 2),
    Stage(6, 5, 2, 24, 40, 2),
    Stage(6, 3, 2, 40, 80, 3),
    Stage(6, 5, 1, 80, 112, 3),
    Stage(6, 5, 2, 112, 192, 4),
    Stage(6, 3, 1, 192, 320, 1),
)


def round_channels(channels: float) -> int:
    """The nearest multiple of 8, at least 8, never less than nine tenths of `channels`."""
    rounded = max(8, int(channels + 4) // 8 * 8)
    return rounded if rounded >= 0.9 * channels else rounded + 8


def scale_stages(width: float, depth: float) -> Tuple[Stage, ...]:
    """The table scaled by width (channels) and depth (blocks)."""
    return tuple(
        stage._replace(
            channels_in=round_channels(stage.channels_in * width),
            channels_out=round_channels(stage.channels_out * width),
            blocks=math.ceil(stage.blocks * depth),
        )
        for stage in B0_STAGES
    )


class AsymmetricConvolution(torch.autograd.Function):
    """What `SameConv2d` is while a graph is exported: one Conv with unequal `pads`, where torch writes a chain of nodes."""

    @staticmethod
    def forward(ctx, x, weight, bias, stride, groups, before, after):
        padded = nn.functional.pad(x, (before, after, before, after))
        return nn.functional.conv2d(padded, weight, bias, stride, groups=groups)

    @staticmethod
    def symbolic(g, x, weight, bias, stride, groups, before, after):
        pads, strides = [before, before, after, after], [stride, stride]
        inputs = (x, weight) if bias is None else (x, weight, bias)
        return g.op("Conv", *inputs, pads_i=pads, strides_i=strides, group_i=groups)


class SameConv2d(nn.Conv2d):
    """Convolution padded as TensorFlow's SAME, for inputs whose sides the stride divides.

    Then the padding is a constant: `kernel - stride` in all, the smaller half before (0 and 1 for 3x3 at stride 2).
    """

    def __init__(
        self, channels_in: int, channels_out: int, kernel: int, stride: int = 1, groups: int = 1, bias: bool = True
    ) -> None:
        total = kernel - stride
        self.before, self.after = total // 2, total - total // 2
        self.is_symmetric = self.before == self.after
        padding = self.before if self.is_symmetric else 0
        super().__init__(channels_in, channels_out, kernel, stride, padding, groups=groups, bias=bias)

    def reset_parameters(self) -> None:
        """He et al. 2015 over the outgoing connections, as in TensorFlow's code; no bias."""
        outgoing = self.kernel_size[0] * self.kernel_size[1] * self.out_channels // self.groups
        nn.init.normal_(self.weight, 0.0, math.sqrt(2.0 / outgoing))
        if self.bias is not None:
            nn.init.zeros_(self.bias)

    def forward(self, x: Tensor) -> Tensor:
        if self.is_symmetric:
            return super().forward(x)
        before, after = self.before, self.after
        if torch.onnx.is_in_onnx_export():
            stride = self.stride[0]
            return AsymmetricConvolution.apply(x, self.weight, self.bias, stride, self.groups, before, after)
        return super().forward(nn.functional.pad(x, (before, after, before, after)))


def build_layer(convolution: SameConv2d, is_activated: bool = True) -> nn.Sequential:
    """The convolution, batch norm where it has no bias, SiLU unless it is the last of its block."""
    layers = [convolution]
    if convolution.bias is None:
        layers.append(nn.BatchNorm2d(convolution.out_channels, BATCH_NORM_EPS, BATCH_NORM_MOMENTUM))
    if is_activated:
        layers.append(nn.SiLU())
    return nn.Sequential(*layers)


class SqueezeExcitation(nn.Module):
    """Channel gates from the average over positions (Hu et al. 2018)."""

    def __init__(self, channels: int, squeezed: int) -> None:
        super().__init__()
        self.fc1 = nn.Conv2d(channels, squeezed, 1)
        self.fc2 = nn.Conv2d(squeezed, channels, 1)

    def forward(self, x: Tensor) -> Tensor:
        squeezed = nn.functional.silu(self.fc1(nn.functional.adaptive_avg_pool2d(x, 1)))
        return x * torch.sigmoid(self.fc2(squeezed))


class MBConv(nn.Module):
    """Inverted bottleneck: expand 1x1, depthwise, squeeze and excitation, project 1x1, shortcut where shapes agree."""

    def __init__(self, stage: Stage, is_first: bool, has_batch_norm: bool = False) -> None:
        super().__init__()
        channels_in = stage.channels_in if is_first else stage.channels_out
        stride = stage.stride if is_first else 1
        wide, bias = channels_in * stage.expand, not has_batch_norm
        layers = []
        if stage.expand != 1:
            layers.append(build_layer(SameConv2d(channels_in, wide, 1, bias=bias)))
        layers.append(build_layer(SameConv2d(wide, wide, stage.kernel, stride, groups=wide, bias=bias)))
        layers.append(SqueezeExcitation(wide, max(1, channels_in // 4)))
        layers.append(build_layer(SameConv2d(wide, stage.channels_out, 1, bias=bias), is_activated=False))
        self.block = nn.Sequential(*layers)
        self.has_shortcut = stride == 1 and channels_in == stage.channels_out
        if self.has_shortcut and has_batch_norm:
            soften_residual(layers[-1][1])

    def forward(self, x: Tensor) -> Tensor:
        return x + self.block(x) if self.has_shortcut else self.block(x)


class EfficientNet(nn.Module):
    """[N, 3, H, W], sides multiples of 32 -> features of stage 5 (stride 16) and of stage 7 (stride 32).

    `features[0]` is the stem, `features[1]` to `features[7]` are the stages. Without `has_last_block` stage 7 is one
    block shorter. A `stem_stride` of 1 halves all strides, as the 2021 winner ran B7.
    """

    def __init__(
        self,
        width: float,
        depth: float,
        has_batch_norm: bool = True,
        has_last_block: bool = True,
        stem_stride: int = 2,
    ) -> None:
        super().__init__()
        stages = scale_stages(width, depth)
        stem = SameConv2d(3, stages[0].channels_in, 3, stem_stride, bias=not has_batch_norm)
        self.features = nn.ModuleList([build_layer(stem)])
        for number, stage in enumerate(stages, 1):
            blocks = stage.blocks if has_last_block or number < 7 else stage.blocks - 1
            self.features.append(
                nn.Sequential(*(MBConv(stage, index == 0, has_batch_norm) for index in range(blocks)))
            )
        self.local_channels, self.local_stride = stages[4].channels_out, 8 * stem_stride
        self.global_channels = stages[6].channels_out

    def forward(self, x: Tensor) -> Tuple[Tensor, Tensor]:
        for stage in self.features[:6]:
            x = stage(x)
        c4 = x
        for stage in self.features[6:]:
            x = stage(x)
        return c4, x
