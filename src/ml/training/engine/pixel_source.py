"""Batches of pixels, read and augmented by worker processes."""

from typing import Dict, Iterator, List, Tuple

import numpy as np
import torch
from data.augmentation import augment, seed_view
from data.batch_sampler import BalancedBatches
from data.labelled_photos import LabelledPhotos, LeftOut
from data.photo_reader import PhotoReader
from data.photos import stretch
from engine.batch_source import Batch
from engine.config import RunConfig
from torch import Tensor
from torch.utils.data import DataLoader, Dataset

PLAIN_BATCH = 32

# uint8 [n, H, W, 3], rows int64 [n], and by row the files that broke while they were read.
Read = Tuple[Tensor, Tensor, Dict[int, LeftOut]]


class AugmentedBatches(Dataset):
    """Item `step` is this process' share of the batch of that step, at the size of its stage."""

    def __init__(self, photos: LabelledPhotos, config: RunConfig, rank: int, world: int) -> None:
        self.config, self.rank, self.world = config, rank, world
        self.reader = PhotoReader(photos)
        self.batches = BalancedBatches(photos.labels, config.batch, config.seed, rank, world)

    def __len__(self) -> int:
        return self.config.steps

    def __getitem__(self, step: int) -> Read:
        stage = self.config.get_stage(step)
        pixels, rows = [], []
        for position, row in enumerate(self.batches.draw_share(step)):
            row, image = self.reader.read(int(row))
            # A view of its own for each place of each batch: a scarce landmark's photo may come twice in one.
            view = step * self.config.batch.size + position * self.world + self.rank
            rng = seed_view(self.config.seed, self.reader.photos.get_name(row), view)
            pixels.append(augment(image, self.config.augmentation, rng, stage.width, stage.height))
            rows.append(row)
        return torch.from_numpy(np.stack(pixels)), torch.tensor(rows), self.reader.broken


class PlainBatches(Dataset):
    """Item i is the i-th batch of the photos at `rows`, as they are."""

    def __init__(self, photos: LabelledPhotos, rows: np.ndarray, width: int, height: int) -> None:
        self.rows, self.width, self.height = rows, width, height
        self.reader = PhotoReader(photos)

    def __len__(self) -> int:
        return -(-len(self.rows) // PLAIN_BATCH)

    def __getitem__(self, index: int) -> Read:
        rows = self.rows[index * PLAIN_BATCH : (index + 1) * PLAIN_BATCH]
        images = [self.reader.read(int(row))[1] for row in rows]
        pixels = np.stack([stretch(image, self.width, self.height) for image in images])
        return torch.from_numpy(pixels), torch.from_numpy(rows), self.reader.broken


class PixelSource:
    """`BatchSource` for training end to end. Batches are read ahead by `config.workers` processes."""

    def __init__(self, photos: LabelledPhotos, config: RunConfig, rank: int, world: int, is_pinned: bool) -> None:
        self.photos, self.config, self.is_pinned = photos, config, is_pinned
        self.augmented = AugmentedBatches(photos, config, rank, world)
        self.broken: Dict[int, LeftOut] = {}

    def load(self, dataset: Dataset, indices: List[int]) -> Iterator[Batch]:
        """The dataset's items at `indices`, in that order."""
        loader = DataLoader(
            dataset, batch_size=None, sampler=indices, num_workers=self.config.workers, pin_memory=self.is_pinned
        )
        for pixels, rows, broken in loader:
            self.broken.update(broken)
            yield Batch(pixels, rows)

    def stream(self, start: int) -> Iterator[Batch]:
        """See `BatchSource`."""
        return self.load(self.augmented, list(range(start, self.config.steps)))

    def stream_plain(self, rows: np.ndarray) -> Iterator[Batch]:
        """See `BatchSource`."""
        stage = self.config.stages[-1]
        dataset = PlainBatches(self.photos, rows, stage.width, stage.height)
        return self.load(dataset, list(range(len(dataset))))

    def list_broken(self) -> List[LeftOut]:
        """See `BatchSource`."""
        return [self.broken[row] for row in sorted(self.broken)]
