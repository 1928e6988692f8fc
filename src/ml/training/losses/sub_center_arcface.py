"""Sub-center ArcFace (Deng et al. 2020): a class may look like more than one thing."""

from typing import Union

from losses.arcface import ArcFace, measure_cosines
from torch import Tensor


class SubCenterArcFace(ArcFace):
    """`ArcFace` with k centers a class, [classes, k, dims]: the nearest one counts.

    A landmark is its front, its back and its inside; wrongly labelled photos gather at a center of their own.
    """

    def __init__(
        self,
        classes: int,
        dims: int = 512,
        scale: float = 45.0,
        margin: Union[float, Tensor] = 0.2,
        sub_centers: int = 3,
    ) -> None:
        self.sub_centers = sub_centers
        super().__init__(classes, dims, scale, margin)

    def shape_centers(self, classes: int, dims: int) -> tuple:
        """Shape of the parameter: k centers a class."""
        return (classes, self.sub_centers, dims)

    def cosines(self, embeddings: Tensor) -> Tensor:
        """float32 [N, classes]: cosine of each embedding to the nearest center of each class."""
        cosines = measure_cosines(embeddings, self.centers.flatten(0, 1))
        return cosines.unflatten(1, (-1, self.sub_centers)).amax(2)
