"""The second trunk of the hybrid: a transformer that looks at the whole photo at once.

The winner of Google Landmark Recognition 2021 (Henkel, "Efficient large-scale image retrieval with deep feature
orthogonality and hybrid-Swin-transformers", arXiv 2110.03786) joined transformers to EfficientNets as well.
"""

import torch
from model.bicubic_resize import resize_bicubic
from model.normalize import normalize
from model.vision_transformer import VisionTransformer
from torch import Tensor, nn


class ClassToken(nn.Module):
    """uint8 pixels [N, H, W, 3], sRGB -> class token [N, 192], unit length.

    The photo is squashed to the transformer's square with the bicubic kernel, as it was trained; pixels are scaled to
    -1..1 (mean and deviation 0.5).
    """

    dims = 192

    def __init__(self) -> None:
        super().__init__()
        self.transformer = VisionTransformer(dims=self.dims)

    def forward(self, pixels: Tensor) -> Tensor:
        images = pixels.permute(0, 3, 1, 2).to(torch.float32)
        small = resize_bicubic(images, self.transformer.side) / 127.5 - 1.0
        return normalize(self.transformer(small))
