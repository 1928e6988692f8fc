"""EfficientNet-B4 trunk with TensorFlow's SAME padding and batch norm folded into the convolutions.

Tan and Le 2019, table 1 scaled by width 1.4 and depth 1.8. Parameter names are torchvision's (`features.4.0.block...`),
without the batch-norm layers: each convolution has a bias instead.
"""

from typing import NamedTuple

import torch
from torch import Tensor, nn


class Stage(NamedTuple):
    """One row of the table: expansion, kernel, stride, channels in and out, number of blocks."""

    expand: int
    kernel: int
    stride: int
    channels_in: int
    channels_out: int
    blocks: int


B4_STEM = 48
B4_STAGES = (
    Stage(1, 3, 1, 48, 24, 2),
    Stage(6, 3, 2, 24, 32, 4),
    Stage(6, 5, 2, 32, 56, 4),
    Stage(6, 3, 2, 56, 112, 6),
    Stage(6, 5, 1, 112, 160, 6),
    Stage(6, 5, 2, 160, 272, 8),
    # The published table has two blocks here; the weights that we start from lack the second one.
    Stage(6, 3, 1, 272, 448, 1),
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
        return g.op("Conv", x, weight, bias, pads_i=pads, strides_i=strides, group_i=groups)


class SameConv2d(nn.Conv2d):
    """Convolution padded as TensorFlow's SAME, for inputs whose sides the stride divides.

    Then the padding is a constant: `kernel - stride` in all, the smaller half before (0 and 1 for 3x3 at stride 2).
    """

    def __init__(self, channels_in: int, channels_out: int, kernel: int, stride: int = 1, groups: int = 1) -> None:
        total = kernel - stride
        self.before, self.after = total // 2, total - total // 2
        self.is_symmetric = self.before == self.after
        padding = self.before if self.is_symmetric else 0
        super().__init__(channels_in, channels_out, kernel, stride, padding, groups=groups)

    def forward(self, x: Tensor) -> Tensor:
        if self.is_symmetric:
            return super().forward(x)
        before, after = self.before, self.after
        if torch.onnx.is_in_onnx_export():
            stride = self.stride[0]
            return AsymmetricConvolution.apply(x, self.weight, self.bias, stride, self.groups, before, after)
        return super().forward(nn.functional.pad(x, (before, after, before, after)))


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

    def __init__(self, stage: Stage, is_first: bool) -> None:
        super().__init__()
        channels_in = stage.channels_in if is_first else stage.channels_out
        stride = stage.stride if is_first else 1
        wide = channels_in * stage.expand
        layers = []
        if stage.expand != 1:
            layers.append(nn.Sequential(SameConv2d(channels_in, wide, 1), nn.SiLU()))
        layers.append(nn.Sequential(SameConv2d(wide, wide, stage.kernel, stride, groups=wide), nn.SiLU()))
        layers.append(SqueezeExcitation(wide, max(1, channels_in // 4)))
        layers.append(nn.Sequential(SameConv2d(wide, stage.channels_out, 1)))
        self.block = nn.Sequential(*layers)
        self.has_shortcut = stride == 1 and channels_in == stage.channels_out

    def forward(self, x: Tensor) -> Tensor:
        return x + self.block(x) if self.has_shortcut else self.block(x)


def build_stem() -> nn.Sequential:
    """`features[0]`: 3 channels to 48 at stride 2."""
    return nn.Sequential(SameConv2d(3, B4_STEM, 3, 2), nn.SiLU())


def build_stage(number: int) -> nn.Sequential:
    """`features[number]`, 1 to 7."""
    stage = B4_STAGES[number - 1]
    return nn.Sequential(*(MBConv(stage, is_first=index == 0) for index in range(stage.blocks)))


class EfficientNetB4(nn.Module):
    """[N, 3, H, W], sides multiples of 32 -> stride-16 features [N, 160, h, w] and stride-32 features [N, 448, h/2, w/2]."""

    def __init__(self) -> None:
        super().__init__()
        self.features = nn.ModuleList([build_stem()] + [build_stage(number) for number in range(1, 8)])

    def forward(self, x: Tensor):
        for stage in self.features[:6]:
            x = stage(x)
        c4 = x
        for stage in self.features[6:]:
            x = stage(x)
        return c4, x
