"""Scaling to unit length."""

import torch
from torch import Tensor

HALF_PRECISIONS = (torch.float16, torch.bfloat16)


def as_float32(x: Tensor) -> Tensor:
    """Half precision as float32: sums of squares, powers and divisions lose too much in it, and float16 overflows."""
    return x.float() if x.dtype in HALF_PRECISIONS else x


def normalize(x: Tensor, dim: int = 1) -> Tensor:
    """x divided by its L2 norm along `dim`, in float32; a zero vector stays zero.

    Written with plain operators: torch's own exports a shape-dependent Expand, which GPU providers run on the CPU.
    """
    x = as_float32(x)
    return x / ((x * x).sum(dim, keepdim=True) + 1e-24).sqrt()
