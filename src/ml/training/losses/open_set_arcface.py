"""Sub-center ArcFace in a world that is mostly not landmarks."""

from typing import Union

import torch
from losses.arcface import measure_cosines
from losses.sub_center_arcface import SubCenterArcFace
from torch import Tensor, nn


class OpenSetArcFace(SubCenterArcFace):
    """`SubCenterArcFace` in which each distractor is a class of its own, with one center.

    Labels 0 to `classes` - 1 are landmarks, `classes` + i is distractor i. A distractor has to find itself among all
    landmarks and all other distractors (instance discrimination, Wu et al. 2018), so landmarks keep away from it.
    """

    def __init__(
        self,
        classes: int,
        distractors: int,
        dims: int = 512,
        scale: float = 30.0,
        margin: Union[float, Tensor] = 0.2,
        sub_centers: int = 3,
    ) -> None:
        super().__init__(classes, dims, scale, margin, sub_centers)
        self.distractor_centers = nn.Parameter(torch.randn(distractors, dims) / dims**0.5)
        # A distractor has one photo: as rare as can be.
        self.margins = torch.cat([self.margins, self.margins.max().expand(distractors)])

    def cosines(self, embeddings: Tensor) -> Tensor:
        """float32 [N, classes + distractors]."""
        return torch.cat([super().cosines(embeddings), measure_cosines(embeddings, self.distractor_centers)], 1)
