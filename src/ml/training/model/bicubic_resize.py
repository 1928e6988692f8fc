"""Stretching an image inside the graph, as two matrix products."""

import torch
from torch import Tensor

# The usual cubic kernel (Keys 1981 with a = -1/2), as in PIL's BICUBIC.
KEYS_A = -0.5


def cubic_kernel(x: Tensor) -> Tensor:
    """Keys' kernel at distance x (any shape), zero from 2 on."""
    x = x.abs()
    near = ((KEYS_A + 2) * x - (KEYS_A + 3)) * x * x + 1
    far = (((x - 5) * x + 8) * x - 4) * KEYS_A
    return near * (x < 1).to(x.dtype) + far * ((x >= 1) & (x < 2)).to(x.dtype)


def resize_matrix(source: int, target: int) -> Tensor:
    """float32 [target, source]: the linear map of a row of `source` values to `target` values, antialiased where it shrinks.

    Rows sum to 1. While a graph is exported `source` is a traced size: all that follows from it is computed in the
    graph, so that one graph takes every input size. (ONNX's own antialiased Resize came with opset 18, and GPU
    providers do not run it.)
    """
    positions = torch.arange(source, dtype=torch.float32) + 0.5
    step = (positions[-1:] + 0.5) / target
    width = step.clamp(min=1.0)
    centres = (torch.arange(target, dtype=torch.float32) + 0.5) * step
    weights = cubic_kernel((positions[None, :] - centres[:, None]) / width)
    return weights / weights.sum(1, keepdim=True)


def resize_bicubic(images: Tensor, side: int) -> Tensor:
    """float32 [N, C, H, W] in 0..255 -> [N, C, side, side] in 0..255."""
    rows = resize_matrix(images.shape[2], side).to(images.device)
    columns = resize_matrix(images.shape[3], side).to(images.device)
    return (rows @ (images @ columns.t())).clamp(0.0, 255.0)
