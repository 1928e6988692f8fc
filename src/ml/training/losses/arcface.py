"""ArcFace: additive angular margin loss (Deng et al. 2019)."""

import math
from typing import Optional, Union

import torch
from model.normalize import normalize
from torch import Tensor, nn

# Label of a photo that shows none of the classes.
NO_CLASS = -1


def measure_cosines(embeddings: Tensor, centers: Tensor) -> Tensor:
    """[N, d] and [C, d], any lengths and precision -> float32 [N, C]; float32 also under autocast."""
    with torch.autocast(embeddings.device.type, enabled=False):
        return normalize(embeddings.float()) @ normalize(centers.float()).t()


def shift_angle(cosine: Tensor, margin: Tensor) -> Tensor:
    """cos(angle + margin) while the sum stays within pi; beyond it, a straight line that goes on falling.

    The line (cosine + cos(margin) - 1) starts where the curve ends, at -1: the value never rises with the angle, and a
    photo on the far side of its center is still pulled. The paper leaves this part open. The sine is kept off zero,
    where its slope is infinite: at cosine 1 and -1 the gradient is finite.
    """
    cosine = cosine.clamp(-1.0, 1.0)
    sine = ((1.0 - cosine) * (1.0 + cosine)).clamp(min=1e-12).sqrt()
    cos_margin, sin_margin = torch.cos(margin), torch.sin(margin)
    shifted = cosine * cos_margin - sine * sin_margin
    return torch.where(cosine > -cos_margin, shifted, cosine + cos_margin - 1.0)


class ArcFace(nn.Module):
    """Embeddings [N, dims] and labels int64 [N] -> mean cross-entropy, one float32 number.

    The logit of a photo's own class is `scale * cos(angle + margin)`, that of any other class `scale * cos(angle)`
    (Deng et al. 2019, equation 3). The margin is one number in radians, or one of each class [classes]. A photo with
    label -1 (no class) takes no part in the mean; a batch without any labelled photo has loss 0.
    """

    def __init__(
        self, classes: int, dims: int = 512, scale: float = 30.0, margin: Union[float, Tensor] = 0.15
    ) -> None:
        super().__init__()
        margins = torch.as_tensor(margin, dtype=torch.float32)
        if margins.dim() > 0 and margins.shape != (classes,):
            raise ValueError(f"{tuple(margins.shape)} margins do not fit {classes} classes")
        if not bool(((margins >= 0) & (margins < math.pi)).all()):
            raise ValueError("a margin is an angle from 0 to below pi")
        self.scale = scale
        self.register_buffer("margins", margins.expand(classes).clone())
        self.centers = nn.Parameter(torch.randn(self.shape_centers(classes, dims)) / math.sqrt(dims))

    def shape_centers(self, classes: int, dims: int) -> tuple:
        """Shape of the parameter: one center a class."""
        return (classes, dims)

    def cosines(self, embeddings: Tensor) -> Tensor:
        """float32 [N, classes]: cosine of each embedding to each class."""
        return measure_cosines(embeddings, self.centers)

    def logits(self, embeddings: Tensor, labels: Optional[Tensor] = None) -> Tensor:
        """float32 [N, classes]; with labels, the margin is on each photo's own class."""
        cosines = self.cosines(embeddings)
        if labels is None:
            return self.scale * cosines
        own = labels.clamp(min=0)[:, None]
        cosine = cosines.gather(1, own)
        shifted = shift_angle(cosine, self.margins[own])
        return self.scale * cosines.scatter(1, own, torch.where(labels[:, None] >= 0, shifted, cosine))

    def forward(self, embeddings: Tensor, labels: Tensor) -> Tensor:
        logits = self.logits(embeddings, labels)
        total = nn.functional.cross_entropy(logits, labels, reduction="sum", ignore_index=NO_CLASS)
        return total / (labels != NO_CLASS).sum().clamp(min=1)
