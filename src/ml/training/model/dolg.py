"""DOLG: deep orthogonal fusion of local and global features (Yang et al. 2021), on EfficientNet-B4."""

from typing import NamedTuple

import torch
from model.efficientnet import EfficientNetB4
from model.gem import GeM
from model.local_branch import LocalBranch
from model.normalize import normalize
from model.orthogonal_fusion import OrthogonalFusion
from torch import Tensor, nn

IMAGENET_MEAN = (0.485, 0.456, 0.406)
IMAGENET_STD = (0.229, 0.224, 0.225)


class DolgOutput(NamedTuple):
    """`embedding` float32 [N, dims], unit length; `attention` float32 [N, H/16, W/16], softplus map of the local branch."""

    embedding: Tensor
    attention: Tensor


class PixelInput(nn.Module):
    """uint8 [N, H, W, 3], sRGB -> float32 [N, 3, H, W] with ImageNet's mean and deviation."""

    def __init__(self) -> None:
        super().__init__()
        std = torch.tensor(IMAGENET_STD).view(1, 3, 1, 1)
        self.register_buffer("scale", 1.0 / (255.0 * std))
        self.register_buffer("offset", -torch.tensor(IMAGENET_MEAN).view(1, 3, 1, 1) / std)

    def forward(self, pixels: Tensor) -> Tensor:
        return pixels.to(torch.float32).permute(0, 3, 1, 2) * self.scale + self.offset


class GlobalBranch(nn.Module):
    """Stride-32 features [N, 448, h, w] -> global feature g [N, dims]: 1x1 to 1792 and SiLU, GeM, L2, FC."""

    def __init__(self, channels: int = 448, wide: int = 1792, dims: int = 512, p: float = 1.0) -> None:
        super().__init__()
        self.expand = nn.Sequential(nn.Conv2d(channels, wide, 1), nn.SiLU())
        self.pool = GeM(p)
        self.fc = nn.Linear(wide, dims)

    def forward(self, x: Tensor) -> Tensor:
        return self.fc(normalize(self.pool(self.expand(x))))


class Whitening(nn.Module):
    """Centre, rotate and scale by statistics of the training photos."""

    def __init__(self, dims: int = 512) -> None:
        super().__init__()
        self.register_buffer("mean", torch.zeros(dims))
        self.rotate = nn.Linear(dims, dims, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        return self.rotate(x - self.mean)


class Dolg(nn.Module):
    """uint8 pixels [N, H, W, 3], H and W multiples of 32 -> `DolgOutput`."""

    def __init__(self, dims: int = 512) -> None:
        super().__init__()
        self.pixels = PixelInput()
        self.trunk = EfficientNetB4()
        self.local_branch = LocalBranch(dims=dims)
        self.global_branch = GlobalBranch(dims=dims)
        self.fusion = OrthogonalFusion()
        self.fc = nn.Linear(2 * dims, dims)
        self.whitening = Whitening(dims)

    def forward(self, pixels: Tensor) -> DolgOutput:
        c4, c5 = self.trunk(self.pixels(pixels))
        local, attention = self.local_branch(c4)
        fused = self.fusion(local, self.global_branch(c5))
        embedding = normalize(self.whitening(normalize(self.fc(fused))))
        return DolgOutput(embedding, attention[:, 0])
