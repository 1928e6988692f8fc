"""Principal components of a set of vectors."""

from typing import NamedTuple

import torch
from torch import Tensor

# Directions with less than this share of the largest variance are noise: their scale stops growing here.
LEAST_SHARE = 1e-7


class Components(NamedTuple):
    """`mean` [d]; `matrix` [k, d]: row i is the i-th component, largest variance first, times its eigenvalue^-power."""

    mean: Tensor
    matrix: Tensor


def find_components(vectors: Tensor, power: float, dims: int, is_centred: bool = True) -> Components:
    """Of float32 [n, d], the `dims` first (all d if there are fewer). Power 0 only rotates, 0.5 gives each component unit
    variance. Without `is_centred` the mean counts as 0."""
    wide = vectors.double()
    mean = wide.mean(0) if is_centred else torch.zeros_like(wide[0])
    covariance = (wide - mean).t() @ (wide - mean) / len(wide)
    values, directions = torch.linalg.eigh(covariance)
    values, directions = values.flip(0)[:dims], directions.flip(1)[:, :dims]
    scale = values.clamp(min=LEAST_SHARE * float(values[0])) ** -power
    return Components(mean.float(), (directions * scale).t().float().contiguous())
