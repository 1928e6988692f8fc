"""Generalized-mean pooling."""

import torch
from model.normalize import as_float32
from torch import Tensor, nn


class GeM(nn.Module):
    """[N, C, H, W] -> float32 [N, C]: `mean(x^p)^(1/p)` over positions (Radenovic et al. 2018, section 3.2).

    With a fixed p = 1 it is the plain average: then nothing is clamped, so that SiLU's small negative values count.
    With `is_trainable` p is one parameter for all channels that starts at the given value.
    """

    def __init__(self, p: float = 3.0, eps: float = 1e-6, is_trainable: bool = False) -> None:
        super().__init__()
        self.p = nn.Parameter(torch.tensor([float(p)])) if is_trainable else p
        self.is_average = p == 1.0 and not is_trainable
        self.eps = eps

    def forward(self, x: Tensor) -> Tensor:
        if self.is_average:
            return nn.functional.adaptive_avg_pool2d(x, 1).flatten(1)
        powered = as_float32(x).clamp(min=self.eps).pow(self.p)
        return nn.functional.adaptive_avg_pool2d(powered, 1).flatten(1).pow(1.0 / self.p)
