"""Multi-atrous context of the local branch."""

import torch
from torch import Tensor, nn


class MultiAtrous(nn.Module):
    """[N, C, h, w] -> [N, out, h, w] (DOLG, Yang et al. 2021, section 3.2, "multi-atrous convolution").

    Three dilated 3x3 convolutions and an image-pooling branch, each followed by ReLU, concatenated, then 1x1 and ReLU.
    """

    def __init__(self, channels: int, branch: int = 48, out: int = 256, dilations: tuple = (2, 4, 6)) -> None:
        super().__init__()
        self.branches = nn.ModuleList(
            nn.Conv2d(channels, branch, 3, padding=rate, dilation=rate, bias=False) for rate in dilations
        )
        self.pooled = nn.Conv2d(channels, branch, 1)
        # The 1x1 over the concatenation, as its two column blocks: the pooled branch is the same at every position,
        # so it is multiplied once and broadcast instead of being spread over the map first.
        self.reduce = nn.Conv2d(branch * len(dilations), out, 1, bias=False)
        self.reduce_pooled = nn.Conv2d(branch, out, 1, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        context = torch.cat([torch.relu(branch(x)) for branch in self.branches], 1)
        pooled = torch.relu(self.pooled(nn.functional.adaptive_avg_pool2d(x, 1)))
        return torch.relu(self.reduce(context) + self.reduce_pooled(pooled))
