"""Batches of cached features."""

from concurrent.futures import ThreadPoolExecutor
from typing import Callable, Dict, Iterator, List, Tuple

import numpy as np
import torch
from data.batch_sampler import BalancedBatches
from data.labelled_photos import LabelledPhotos, LeftOut
from engine.batch_source import Batch
from engine.config import RunConfig
from engine.feature_cache import FeatureCache

PLAIN_BATCH = 48


class CachedSource:
    """`BatchSource` over caches: `build_cache` gives the filled one of a size (width, height)."""

    def __init__(
        self,
        photos: LabelledPhotos,
        config: RunConfig,
        rank: int,
        world: int,
        build_cache: Callable[[int, int], FeatureCache],
    ) -> None:
        self.config, self.rank, self.world = config, rank, world
        self.batches = BalancedBatches(photos.labels, config.batch, config.seed, rank, world)
        sizes = {(stage.width, stage.height) for stage in config.stages}
        self.caches: Dict[Tuple[int, int], FeatureCache] = {size: build_cache(*size) for size in sorted(sizes)}

    def load(self, step: int) -> Batch:
        """This process' share of the step's batch. Each row's view is drawn for the whole batch, as its rows are."""
        stage = self.config.get_stage(step)
        rng = np.random.default_rng([self.config.seed, step, 1])
        views = rng.integers(0, self.config.cache.views, self.config.batch.size)[self.rank :: self.world]
        rows = self.batches.draw_share(step)
        return Batch(self.caches[stage.width, stage.height].get(rows, views), torch.from_numpy(rows))

    def stream(self, start: int) -> Iterator[Batch]:
        """See `BatchSource`. One thread reads the next batch while the network works on this one."""
        with ThreadPoolExecutor(1) as reader:
            following = reader.submit(self.load, start)
            for step in range(start, self.config.steps):
                batch = following.result()
                if step + 1 < self.config.steps:
                    following = reader.submit(self.load, step + 1)
                yield batch

    def stream_plain(self, rows: np.ndarray) -> Iterator[Batch]:
        """See `BatchSource`."""
        stage = self.config.stages[-1]
        cache = self.caches[stage.width, stage.height]
        for start in range(0, len(rows), PLAIN_BATCH):
            part = rows[start : start + PLAIN_BATCH]
            yield Batch(cache.get(part, np.zeros_like(part)), torch.from_numpy(part))

    def list_broken(self) -> List[LeftOut]:
        """See `BatchSource`."""
        return [item for cache in self.caches.values() for item in cache.list_broken()]
