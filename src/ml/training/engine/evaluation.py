"""Measuring a network on labelled photos."""

from typing import Dict, Iterable, List, Tuple

import numpy as np
import torch
from data.embedding import embed_files
from data.labelled_photos import LabelledPhotos
from engine.batch_source import Batch, move_inputs
from metrics.retrieval_metrics import measure
from model.dolg import Dolg, DolgOutput
from torch import Tensor, nn

# Figures of `measure` that curves and tables show.
FIGURES = ("mAP", "top1", "GAPraw", "GAPpenalized", "pairF1")


class OnDevice(nn.Module):
    """The model as the functions of data/embedding.py want it: pixels come from the processor, vectors go back there."""

    def __init__(self, model: Dolg, device: torch.device) -> None:
        super().__init__()
        self.model, self.device = model, device

    def forward(self, pixels: Tensor) -> DolgOutput:
        return DolgOutput(*(part.cpu() for part in self.model(pixels.to(self.device))))


def measure_photos(model: Dolg, photos: LabelledPhotos, sizes: List[Tuple[int, int]], device: torch.device) -> Dict:
    """Figures of the model in evaluation mode, as the app will run it: each photo whole, at the size nearest to its own."""
    paths = [photos.get_path(row) for row in range(len(photos))]
    vectors = embed_files(OnDevice(model, device), paths, sizes)
    return measure(vectors, [photos.get_landmark(row) for row in range(len(photos))])


@torch.inference_mode()
def embed_batches(network: Dolg, batches: Iterable[Batch], device: torch.device) -> Tensor:
    """float32 [n, dims] on the processor; the network in evaluation mode."""
    network.eval()
    return torch.cat([network(move_inputs(batch.inputs, device)).embedding.float().cpu() for batch in batches])


def select_figures(measured: Dict) -> Dict[str, float]:
    """The `FIGURES` of `measure`'s result."""
    return {name: float(measured[name]) for name in FIGURES}


def format_figures(measured: Dict) -> str:
    """One line."""
    return ", ".join(f"{name} {value:.4f}" for name, value in select_figures(measured).items())


def choose_rows(count: int, most: int, seed: int) -> np.ndarray:
    """At most `most` of `count` rows, at random by the seed, in order."""
    rng = np.random.default_rng([seed, count])
    return np.sort(rng.choice(count, min(count, most), replace=False))
