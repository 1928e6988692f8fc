"""Scaling to unit length."""

from torch import Tensor


def normalize(x: Tensor, dim: int = 1) -> Tensor:
    """x divided by its L2 norm along `dim`; a zero vector stays zero.

    Written with plain operators: torch's own exports a shape-dependent Expand, which GPU providers run on the CPU.
    """
    return x / ((x * x).sum(dim, keepdim=True) + 1e-24).sqrt()
