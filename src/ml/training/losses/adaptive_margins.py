"""Margins that are wider for rare landmarks."""

from typing import Sequence, Union

import torch
from torch import Tensor

LOWEST = 0.05
SPREAD = 0.45


def adaptive_margins(counts: Union[Tensor, Sequence[int]]) -> Tensor:
    """Number of training photos of each class -> float32 margins [classes] in radians: `0.05 + 0.45 * minmax(n^-1/4)`.

    "Dynamic margins" of Ha et al. 2020 (arXiv 2010.05350) with the figures of the 2021 winner (Henkel 2021, arXiv
    2110.03786): the commonest landmark has the lowest margin. Where all are equally common, all have the middle one.
    ValueError for a class without a photo.
    """
    counts = torch.as_tensor(counts, dtype=torch.float64)
    if counts.dim() != 1 or len(counts) == 0 or not bool((counts >= 1).all()):
        raise ValueError("counts must be a list of at least one number, each 1 or more: leave empty classes out")
    rarity = counts**-0.25
    lowest, highest = rarity.min(), rarity.max()
    share = (rarity - lowest) / (highest - lowest) if highest > lowest else torch.full_like(rarity, 0.5)
    return (LOWEST + SPREAD * share).float()
