"""A network of a few thousand numbers (without a second trunk), and pixels for it."""

import torch
from engine.build_network import build_network
from engine.config import ModelConfig
from model.dolg import Dolg

# Overrides of the presets on EfficientNet-B4.
TINY = {
    "width": 16,
    "trunk": {"width": 0.15, "depth": 0.1, "has_last_block": True},
    "local": {"branch": 8, "hidden": 16},
    "global": {"wide": 32},
}


def build_tiny(preset: str = "efficientnet-b4", **overrides) -> Dolg:
    """Random weights."""
    return build_network(ModelConfig(preset, {**TINY, **overrides}, start="random"), seed=1)


def draw_pixels(count: int, seed: int = 1) -> torch.Tensor:
    """Random uint8 [count, 64, 64, 3]."""
    generator = torch.Generator().manual_seed(seed)
    return torch.randint(0, 256, (count, 64, 64, 3), dtype=torch.uint8, generator=generator)
