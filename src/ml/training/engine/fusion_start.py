"""Where the local branch starts beside g, for each way to fuse them: all start at the same untrained vectors.

Where g is fused the local features, which mean nothing yet, begin with a small weight. Where they are alone they take the
place of g: their basis comes from a random 1x1 convolution, so the identity is as good as any orthogonal matrix, and
components of features that nothing has taught would mean nothing.
"""

from typing import List

import torch
from model.fusion import SumFusion
from torch import Tensor, nn


@torch.no_grad()
def place_local(fusion: nn.Module, carried: Tensor, spread: Tensor) -> List[Tensor]:
    """Column blocks [dims, width] of the layer behind the fusion, one for each of its parts.

    `carried` [dims, width] is what the layer makes of g, `spread` [width, width] a small orthogonal matrix for the local
    features. A sum has a layer of its own for them, which is set.
    """
    if isinstance(fusion, SumFusion):
        fusion.project.weight.copy_(spread)
    return [carried @ spread, carried] if fusion.parts == 2 else [carried]


def fuse_without_local(fusion: nn.Module, g: Tensor) -> List[Tensor]:
    """What the fusion gives for g [n, width] and local features of 0, by its parts; for local features alone, g in their
    place: so distance keeping has the same untrained vectors to keep to, whatever is fused."""
    return [torch.zeros_like(g), g] if fusion.parts == 2 else [g]
