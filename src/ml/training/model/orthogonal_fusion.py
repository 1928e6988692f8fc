"""Orthogonal fusion of local and global features."""

import torch
from model.normalize import as_float32
from torch import Tensor, nn


def remove_projection(local: Tensor, g: Tensor) -> Tensor:
    """[N, D, h, w] minus, at each position, its projection on g [N, D]: `f - (f.g / |g|^2) g` (DOLG equation 2).

    In float32, whatever the inputs are.
    """
    local, direction = as_float32(local), as_float32(g)[:, :, None, None]
    squared = (direction * direction).sum(1, keepdim=True) + 1e-6
    return local - (local * direction).sum(1, keepdim=True) / squared * direction


class OrthogonalFusion(nn.Module):
    """Local features [N, D, h, w] and global feature [N, D] -> [N, 2 D] (DOLG section 3.3).

    The pooled orthogonal part comes first, the global feature second.
    """

    parts = 2

    def forward(self, local: Tensor, g: Tensor) -> Tensor:
        pooled = nn.functional.adaptive_avg_pool2d(remove_projection(local, g), 1).flatten(1)
        return torch.cat([pooled, as_float32(g)], 1)
