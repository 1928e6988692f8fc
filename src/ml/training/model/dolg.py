"""DOLG: deep orthogonal fusion of local and global features (Yang et al. 2021), on any trunk."""

from typing import NamedTuple, Optional

import torch
from model.efficientnet import EfficientNet
from model.global_branch import GlobalBranch
from model.local_branch import LocalBranch
from model.normalize import normalize
from model.orthogonal_fusion import OrthogonalFusion
from torch import Tensor, nn

IMAGENET_MEAN = (0.485, 0.456, 0.406)
IMAGENET_STD = (0.229, 0.224, 0.225)
ATTENTION_STRIDE = 16


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


class Whitening(nn.Module):
    """Centre, rotate and scale by statistics of the training photos."""

    def __init__(self, dims: int = 512) -> None:
        super().__init__()
        self.register_buffer("mean", torch.zeros(dims))
        self.rotate = nn.Linear(dims, dims, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        return self.rotate(x - self.mean)


def build_efficientnet_b4() -> EfficientNet:
    """B4, batch norm folded, without the block `features.7.1`: the weights that we start from lack it."""
    return EfficientNet(1.4, 1.8, has_batch_norm=False, has_last_block=False)


class Dolg(nn.Module):
    """uint8 pixels [N, H, W, 3], H and W multiples of 32 -> `DolgOutput`.

    `trunk` gives a pair of features, for the local and for the global branch, and has `local_channels`,
    `global_channels` and `local_stride`. `second_trunk` (pixels -> unit vectors [N, `second_trunk.dims`]) joins the
    fused vector before `fc`; `has_neck` puts batch norm and PReLU behind `fc`. `fusion` is the orthogonal one unless
    another is given (fusion.py). Without arguments it is the network of the trial. The other ones are in presets.py.
    """

    def __init__(
        self,
        trunk: Optional[nn.Module] = None,
        local_branch: Optional[nn.Module] = None,
        global_branch: Optional[nn.Module] = None,
        width: int = 512,
        dims: int = 512,
        has_neck: bool = False,
        has_whitening: bool = True,
        second_trunk: Optional[nn.Module] = None,
        fusion: Optional[nn.Module] = None,
    ) -> None:
        super().__init__()
        self.pixels = PixelInput()
        self.trunk = trunk or build_efficientnet_b4()
        self.local_branch = local_branch or LocalBranch(self.trunk.local_channels, dims=width)
        self.global_branch = global_branch or GlobalBranch(self.trunk.global_channels, dims=width)
        self.fusion = fusion or OrthogonalFusion()
        self.second_trunk = second_trunk
        fc = nn.Linear(self.fusion.parts * width + (second_trunk.dims if second_trunk else 0), dims)
        self.fc = nn.Sequential(fc, nn.BatchNorm1d(dims), nn.PReLU()) if has_neck else fc
        self.whitening = Whitening(dims) if has_whitening else None

    def forward(self, pixels: Tensor) -> DolgOutput:
        token = self.second_trunk(pixels) if self.second_trunk is not None else None
        return self.embed(*self.trunk(self.pixels(pixels)), token)

    def embed(self, local_features: Tensor, global_features: Tensor, token: Optional[Tensor] = None) -> DolgOutput:
        """What follows the trunks: their features (float32 or half) -> `DolgOutput`."""
        local, attention = self.local_branch(local_features)
        fused = self.fusion(local, self.global_branch(global_features))
        if token is not None:
            fused = torch.cat([fused, token], 1)
        embedding = normalize(self.fc(fused))
        if self.whitening is not None:
            embedding = normalize(self.whitening(embedding))
        return DolgOutput(embedding, self.join_attention(attention))

    def join_attention(self, attention: Tensor) -> Tensor:
        """Attention [N, C, h, w] of the local branch -> [N, H/16, W/16]: mean over channels and over finer cells."""
        joined = attention[:, 0] if self.local_branch.attention_channels == 1 else attention.mean(1)
        cells = ATTENTION_STRIDE // self.trunk.local_stride
        return joined if cells == 1 else nn.functional.avg_pool2d(joined[:, None], cells)[:, 0]
