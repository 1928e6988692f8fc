"""Local branch: what to look at, and how strongly."""

from typing import Tuple

import torch
from model.multi_atrous import MultiAtrous
from model.normalize import normalize
from torch import Tensor, nn


class LocalBranch(nn.Module):
    """Stride-16 features [N, C, h, w] -> local features [N, dims, h, w] and attention [N, 1, h, w].

    DOLG section 3.2: multi-atrous context, 1x1 and batch norm, then L2-normalized features weighted by a one-channel
    softplus attention that is computed from the same map after ReLU.
    """

    def __init__(self, channels: int = 160, hidden: int = 256, dims: int = 512) -> None:
        super().__init__()
        self.context = MultiAtrous(channels, out=hidden)
        self.project = nn.Conv2d(hidden, dims, 1, bias=False)
        self.norm = nn.BatchNorm2d(dims, eps=1e-5)
        self.attention = nn.Conv2d(dims, 1, 1)

    def forward(self, x: Tensor) -> Tuple[Tensor, Tensor]:
        y = self.norm(self.project(self.context(x)))
        attention = nn.functional.softplus(self.attention(torch.relu(y)))
        return normalize(y) * attention, attention
