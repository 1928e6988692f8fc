"""Local branch: what to look at, and how strongly."""

from typing import Tuple

import torch
from model.multi_atrous import MultiAtrous
from model.normalize import as_float32, normalize
from torch import Tensor, nn


class LocalBranch(nn.Module):
    """Trunk features [N, C, h, w] -> local features [N, dims, h, w] and attention [N, attention_channels, h, w].

    DOLG section 3.2: multi-atrous context, 1x1 and batch norm, then L2-normalized features weighted by a softplus
    attention (one channel, as published) that is computed from the same map after ReLU. Further settings go to
    `MultiAtrous`.
    """

    def __init__(
        self, channels: int = 160, hidden: int = 256, dims: int = 512, attention_channels: int = 1, **context
    ) -> None:
        super().__init__()
        self.attention_channels = attention_channels
        self.context = MultiAtrous(channels, out=hidden, **context)
        self.project = nn.Conv2d(hidden, dims, 1, bias=False)
        self.norm = nn.BatchNorm2d(dims, eps=1e-5)
        self.attention = nn.Conv2d(dims, attention_channels, 1)

    def forward(self, x: Tensor) -> Tuple[Tensor, Tensor]:
        y = self.norm(self.project(self.context(x)))
        attention = nn.functional.softplus(as_float32(self.attention(torch.relu(y))))
        return normalize(y) * attention, attention
