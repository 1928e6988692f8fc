"""What float16 storage of the weights costs."""

import copy

import torch
from onnx_export.random_model import make_settling_pixels, round_weights
from torch import nn


@torch.inference_mode()
def measure_half_loss(model: nn.Module) -> float:
    """Lowest cosine, over pictures that code makes, of the embedding with rounded weights to that with the model's own.

    The exported graph computes in float32 with the rounded weights, so this is all that it loses.
    """
    rounded = copy.deepcopy(model)
    round_weights(rounded)
    pixels = make_settling_pixels()
    cosines = (model(pixels).embedding * rounded(pixels).embedding).sum(1)
    return float(cosines.min())
