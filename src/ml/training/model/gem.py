"""Generalized-mean pooling."""

from torch import Tensor, nn


class GeM(nn.Module):
    """[N, C, H, W] -> [N, C]: `mean(x^p)^(1/p)` over positions (Radenovic et al. 2018, section 3.2).

    With p = 1 it is the plain average: then nothing is clamped, so that SiLU's small negative values count.
    """

    def __init__(self, p: float = 3.0, eps: float = 1e-6) -> None:
        super().__init__()
        self.p = p
        self.eps = eps

    def forward(self, x: Tensor) -> Tensor:
        if self.p == 1.0:
            return nn.functional.adaptive_avg_pool2d(x, 1).flatten(1)
        powered = x.clamp(min=self.eps).pow(self.p)
        return nn.functional.adaptive_avg_pool2d(powered, 1).flatten(1).pow(1.0 / self.p)
