"""Supervised contrastive loss (Khosla et al. 2020)."""

import torch
from losses.arcface import NO_CLASS
from torch import Tensor, nn


class SupervisedContrastive(nn.Module):
    """Unit embeddings [N, d] and labels int64 [N] -> one float32 number.

    Equation 2 of the paper (the mean over positives is outside of the logarithm): each photo should choose the others of
    its landmark out of the whole batch. Photos without a landmark (label -1) are what the others must not choose; they and
    photos whose landmark comes once ask nothing themselves. A batch where nobody asks has loss 0.
    """

    def __init__(self, temperature: float = 0.07) -> None:
        super().__init__()
        if temperature <= 0:
            raise ValueError("temperature must be above 0")
        self.temperature = temperature

    def forward(self, embeddings: Tensor, labels: Tensor) -> Tensor:
        itself = torch.eye(len(labels), dtype=torch.bool, device=labels.device)
        is_positive = (labels[:, None] == labels[None]) & (labels[:, None] != NO_CLASS) & ~itself
        logits = (embeddings @ embeddings.t() / self.temperature).masked_fill(itself, float("-inf"))
        # `where` and not a product: the masked diagonal is minus infinity, and 0 times that is no number.
        surprise = torch.where(is_positive, torch.logsumexp(logits, 1, keepdim=True) - logits, logits.new_zeros(()))
        positives = is_positive.sum(1)
        each = surprise.sum(1) / positives.clamp(min=1)
        return each.sum() / (positives > 0).sum().clamp(min=1)
