"""Ways to fuse local and global features: what orthogonal fusion is compared with (DOLG, Yang et al. 2021, section 4.4).

Each takes local features [N, D, h, w] and the global feature [N, D] and gives float32 [N, `parts` x D].
"""

from typing import Callable, Dict

import torch
from model.normalize import as_float32
from model.orthogonal_fusion import OrthogonalFusion
from torch import Tensor, nn


def pool_local(local: Tensor) -> Tensor:
    """[N, D, h, w] -> float32 [N, D]: the average over positions."""
    return nn.functional.adaptive_avg_pool2d(as_float32(local), 1).flatten(1)


class ConcatFusion(nn.Module):
    """The pooled local features with all that they share with g, then g: `OrthogonalFusion` without its projection."""

    parts = 2

    def forward(self, local: Tensor, g: Tensor) -> Tensor:
        return torch.cat([pool_local(local), as_float32(g)], 1)


class SumFusion(nn.Module):
    """g plus the pooled local features, which one layer turns into the space of g: else both would have to mean the same
    by the same channel."""

    parts = 1

    def __init__(self, width: int) -> None:
        super().__init__()
        self.project = nn.Linear(width, width, bias=False)

    def forward(self, local: Tensor, g: Tensor) -> Tensor:
        return as_float32(g) + self.project(pool_local(local))


class GlobalFusion(nn.Module):
    """g alone. The local branch gives the attention map, and nothing teaches it."""

    parts = 1

    def forward(self, local: Tensor, g: Tensor) -> Tensor:
        return as_float32(g)


class LocalFusion(nn.Module):
    """The pooled local features alone."""

    parts = 1

    def forward(self, local: Tensor, g: Tensor) -> Tensor:
        return pool_local(local)


FUSIONS: Dict[str, Callable[[int], nn.Module]] = {
    "orthogonal": lambda width: OrthogonalFusion(),
    "concat": lambda width: ConcatFusion(),
    "sum": SumFusion,
    "global": lambda width: GlobalFusion(),
    "local": lambda width: LocalFusion(),
}


def build_fusion(name: str, width: int) -> nn.Module:
    """The fusion of that name for features of `width` channels. ValueError for an unknown name."""
    if name not in FUSIONS:
        raise ValueError(f"no fusion {name!r}: choose one of {', '.join(FUSIONS)}")
    return FUSIONS[name](width)
