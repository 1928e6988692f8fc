"""Global branch: the photo as a whole."""

from typing import Optional

from model.gem import GeM
from model.normalize import normalize
from torch import Tensor, nn


def build_expansion(channels: int, wide: int, has_batch_norm: bool) -> nn.Sequential:
    """1x1 convolution (folded, or with batch norm) and SiLU."""
    if not has_batch_norm:
        return nn.Sequential(nn.Conv2d(channels, wide, 1), nn.SiLU())
    return nn.Sequential(nn.Conv2d(channels, wide, 1, bias=False), nn.BatchNorm2d(wide, eps=1e-3), nn.SiLU())


class GlobalBranch(nn.Module):
    """Trunk features [N, C, h, w] -> global feature g [N, dims].

    Ours: 1x1 to 1792 and SiLU, GeM, L2, FC. As published (DOLG section 3.1): no expansion (`wide` None), GeM with
    p = 3, no L2 (`is_unit`), FC. The 2021 winner expands to `dims` with batch norm, trains p and has no FC.
    """

    def __init__(
        self,
        channels: int = 448,
        wide: Optional[int] = 1792,
        dims: int = 512,
        p: float = 1.0,
        is_p_trainable: bool = False,
        is_unit: bool = True,
        has_batch_norm: bool = False,
        has_fc: bool = True,
    ) -> None:
        super().__init__()
        pooled = wide or channels
        if not has_fc and pooled != dims:
            raise ValueError(f"without FC the global feature has {pooled} channels, not {dims}")
        self.is_unit = is_unit
        self.expand = build_expansion(channels, wide, has_batch_norm) if wide else nn.Identity()
        self.pool = GeM(p, is_trainable=is_p_trainable)
        self.fc = nn.Linear(pooled, dims) if has_fc else nn.Identity()

    def forward(self, x: Tensor) -> Tensor:
        pooled = self.pool(self.expand(x))
        return self.fc(normalize(pooled) if self.is_unit else pooled)
