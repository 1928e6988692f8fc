"""Where a run's batches come from."""

from typing import Iterator, List, NamedTuple, Protocol, Union

import numpy as np
import torch
from data.labelled_photos import LeftOut
from engine.training_network import CutFeatures
from torch import Tensor

Inputs = Union[Tensor, CutFeatures]


class Batch(NamedTuple):
    """What the network takes (pixels, or features of its frozen part), and the photos' rows int64 [n]."""

    inputs: Inputs
    rows: Tensor


class BatchSource(Protocol):
    """Batches of training photos."""

    def stream(self, start: int) -> Iterator[Batch]:
        """This process' share of every batch from step `start` to the last one."""

    def stream_plain(self, rows: np.ndarray) -> Iterator[Batch]:
        """The photos at `rows` as they are, in that order, at the size of the last stage."""

    def list_broken(self) -> List[LeftOut]:
        """Files that turned out to be broken."""


def move_inputs(inputs: Inputs, device: torch.device) -> Inputs:
    """The same on another device."""
    if isinstance(inputs, Tensor):
        return inputs.to(device, non_blocking=True)
    return CutFeatures(*(None if part is None else part.to(device, non_blocking=True) for part in inputs))
