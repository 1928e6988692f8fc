"""Multi-atrous context of the local branch."""

from typing import Tuple

import torch
from torch import Tensor, nn


class MultiAtrous(nn.Module):
    """[N, C, h, w] -> [N, out, h, w] (DOLG, Yang et al. 2021, section 3.2, "multi-atrous convolution").

    Three dilated 3x3 convolutions and an image-pooling branch, concatenated, then 1x1 and ReLU. Ours follows each
    branch by ReLU; with `is_linear` the dilated ones have a bias instead, as in the code of the paper's authors. The
    2021 winner left the image pooling out.
    """

    def __init__(
        self,
        channels: int,
        branch: int = 48,
        out: int = 256,
        dilations: Tuple[int, ...] = (2, 4, 6),
        is_linear: bool = False,
        has_pooling: bool = True,
    ) -> None:
        super().__init__()
        self.is_linear, self.has_pooling = is_linear, has_pooling
        self.branches = nn.ModuleList(
            nn.Conv2d(channels, branch, 3, padding=rate, dilation=rate, bias=is_linear) for rate in dilations
        )
        if has_pooling:
            self.pooled = nn.Conv2d(channels, branch, 1)
        # The 1x1 over the concatenation, as its two column blocks: the pooled branch is the same at every position,
        # so it is multiplied once and broadcast instead of being spread over the map first.
        self.reduce = nn.Conv2d(branch * len(dilations), out, 1, bias=is_linear)
        if has_pooling:
            self.reduce_pooled = nn.Conv2d(branch, out, 1, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        context = torch.cat([self.activate(branch(x)) for branch in self.branches], 1)
        if not self.has_pooling:
            return torch.relu(self.reduce(context))
        pooled = torch.relu(self.pooled(nn.functional.adaptive_avg_pool2d(x, 1)))
        return torch.relu(self.reduce(context) + self.reduce_pooled(pooled))

    def activate(self, x: Tensor) -> Tensor:
        """What follows a dilated convolution."""
        return x if self.is_linear else torch.relu(x)
