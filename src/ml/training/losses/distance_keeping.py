"""Staying near the untrained network."""

import torch
from torch import Tensor, nn


class DistanceKeeping(nn.Module):
    """Unit embeddings [N, d] and those of the untrained network [N, d'] -> mean squared difference of their cosines.

    Relational distillation (Park et al. 2019, "distance-wise") with the untrained network as teacher: what it knows about
    the millions of things that are in no training photo is in the distances, and few landmarks would wear it away.
    Without `keeps_landmarks` pairs that show one landmark are free (`labels` as in the other losses).
    """

    def __init__(self, keeps_landmarks: bool = True) -> None:
        super().__init__()
        self.keeps_landmarks = keeps_landmarks

    def forward(self, embeddings: Tensor, untrained: Tensor, labels: Tensor) -> Tensor:
        is_kept = ~torch.eye(len(labels), dtype=torch.bool, device=labels.device)
        if not self.keeps_landmarks:
            is_kept &= (labels[:, None] != labels[None]) | (labels[:, None] < 0)
        squared = (embeddings @ embeddings.t() - untrained @ untrained.t()).square()
        return (squared * is_kept).sum() / is_kept.sum().clamp(min=1)
