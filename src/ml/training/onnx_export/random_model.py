"""Presets with random weights: what an export can be tested with before anything was trained."""

import numpy as np
import torch
from model.batch_norm import fold_batch_norms, settle_batch_norms
from model.presets import build_model
from onnx_export.golden_pixels import make_arches_pixels, make_self_test_pixels, make_tower_pixels
from onnx_export.onnx_graph import SMALLEST_HALF
from torch import Tensor, nn

SIDE = 128
# Not those of the self-test.
SEEDS = range(11, 21)


def make_settling_pixels() -> Tensor:
    """uint8 [14, 128, 128, 3] of all kinds of pixels that code makes."""
    images = [make_self_test_pixels(SIDE, SIDE, seed) for seed in SEEDS]
    drawn = [make_tower_pixels(SIDE, SIDE), make_arches_pixels(SIDE, SIDE)]
    return torch.from_numpy(np.stack(images + drawn + [np.flip(image, 1) for image in drawn]))


@torch.no_grad()
def round_weights(model: nn.Module) -> None:
    """Rounds the weights that the export stores as float16, so that the graph computes what the model computes."""
    for weight in model.parameters():
        if weight.numel() >= SMALLEST_HALF:
            weight.copy_(weight.half().float())


def build_random_model(preset: str, seed: int) -> nn.Module:
    """The preset in evaluation mode, batch norms settled and folded away, weights rounded as the export stores them.

    The same seed gives the same weights.
    """
    torch.manual_seed(seed)
    model = build_model(preset)
    settle_batch_norms(model, make_settling_pixels())
    folded = fold_batch_norms(model)
    round_weights(folded)
    return folded
