"""ResNet trunks with bottleneck blocks (He et al. 2016), v1.5: the stride is in the 3x3 convolution.

Parameter names are torchvision's, so that its weight files load.
"""

from typing import Dict, Tuple

import torch
from model.batch_norm import soften_residual
from torch import Tensor, nn

# Blocks of layer1 to layer4.
BLOCKS = {50: (3, 4, 6, 3), 101: (3, 4, 23, 3)}
EXPANSION = 4


class Bottleneck(nn.Module):
    """1x1, 3x3 and 1x1 convolution, each with batch norm; ReLU between them and behind the sum with the shortcut."""

    def __init__(self, channels_in: int, channels: int, stride: int) -> None:
        super().__init__()
        channels_out = channels * EXPANSION
        self.conv1 = nn.Conv2d(channels_in, channels, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels)
        self.conv2 = nn.Conv2d(channels, channels, 3, stride, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(channels)
        self.conv3 = nn.Conv2d(channels, channels_out, 1, bias=False)
        self.bn3 = nn.BatchNorm2d(channels_out)
        soften_residual(self.bn3)
        self.downsample = None
        if stride != 1 or channels_in != channels_out:
            convolution = nn.Conv2d(channels_in, channels_out, 1, stride, bias=False)
            self.downsample = nn.Sequential(convolution, nn.BatchNorm2d(channels_out))

    def forward(self, x: Tensor) -> Tensor:
        y = torch.relu(self.bn1(self.conv1(x)))
        y = torch.relu(self.bn2(self.conv2(y)))
        y = self.bn3(self.conv3(y))
        return torch.relu(y + (x if self.downsample is None else self.downsample(x)))


def build_layer(number: int, blocks: int) -> nn.Sequential:
    """`layer1` to `layer4`: 256 to 2048 channels, strides 4 to 32."""
    channels = 64 * 2 ** (number - 1)
    channels_in = 64 if number == 1 else channels * EXPANSION // 2
    first = Bottleneck(channels_in, channels, 1 if number == 1 else 2)
    return nn.Sequential(first, *(Bottleneck(channels * EXPANSION, channels, 1) for _ in range(blocks - 1)))


class ResNet(nn.Module):
    """[N, 3, H, W] -> the features of two layers.

    `out_indices` counts as timm does: 0 is the stem, n is `layer<n>`, of 128 * 2^n channels at stride 2^(n + 1). DOLG's
    stages 3 and 4 are (3, 4). Layers beyond the second index are not built.
    """

    def __init__(self, depth: int, out_indices: Tuple[int, int] = (3, 4)) -> None:
        super().__init__()
        if depth not in BLOCKS:
            raise ValueError(f"no ResNet of depth {depth}: choose one of {sorted(BLOCKS)}")
        local, last = out_indices
        if not 1 <= local < last <= 4:
            raise ValueError(f"out_indices {out_indices} must be two layers out of 1 to 4, in this order")
        self.out_indices = (local, last)
        self.conv1 = nn.Conv2d(3, 64, 7, 2, padding=3, bias=False)
        self.bn1 = nn.BatchNorm2d(64)
        for number in range(1, last + 1):
            self.add_module(f"layer{number}", build_layer(number, BLOCKS[depth][number - 1]))
        self.local_channels, self.global_channels = 128 * 2**local, 128 * 2**last
        self.local_stride = 2 ** (local + 1)
        self.apply(init_convolution)

    def forward(self, x: Tensor) -> Tuple[Tensor, Tensor]:
        x = nn.functional.max_pool2d(torch.relu(self.bn1(self.conv1(x))), 3, 2, padding=1)
        local, last = self.out_indices
        for number in range(1, local + 1):
            x = getattr(self, f"layer{number}")(x)
        local_features = x
        for number in range(local + 1, last + 1):
            x = getattr(self, f"layer{number}")(x)
        return local_features, x


def init_convolution(module: nn.Module) -> None:
    """He et al. 2015 over the outgoing connections."""
    if isinstance(module, nn.Conv2d):
        nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")


def load_torchvision_resnet(trunk: ResNet, tensors: Dict[str, Tensor]) -> None:
    """Loads a torchvision state dict; its classifier and layers that the trunk lacks are left out.

    RuntimeError names every tensor that is absent or unknown.
    """
    unused = ("fc.", *(f"layer{number}." for number in range(trunk.out_indices[1] + 1, 5)))
    trunk.load_state_dict({name: value for name, value in tensors.items() if not name.startswith(unused)})
