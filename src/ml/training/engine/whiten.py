"""Whitening after training (Jegou and Chum 2012), by statistics of the training photos."""

import torch
from engine.principal_components import find_components
from model.dolg import Dolg
from model.normalize import normalize
from torch import Tensor


@torch.no_grad()
def set_whitening(model: Dolg, vectors: Tensor, power: float) -> None:
    """Components of `vectors` (float32 [n, dims], unit length, not whitened) times eigenvalue^-power into the model.

    The matrix is scaled so that vectors keep their mean length: only directions matter, but half precision likes numbers
    near 1. ValueError for a model that has no whitening.
    """
    if model.whitening is None:
        raise ValueError("this preset has no whitening: set whitening.power to 0")
    mean, matrix = find_components(vectors.cpu(), power, vectors.shape[1])
    matrix = matrix / ((vectors.cpu() - mean) @ matrix.t()).norm(dim=1).mean()
    model.whitening.mean.copy_(mean)
    model.whitening.rotate.weight.copy_(matrix)


@torch.no_grad()
def whiten(vectors: Tensor, model: Dolg) -> Tensor:
    """Unit vectors that the model's whitening makes of unit vectors."""
    return normalize(model.whitening(vectors))
