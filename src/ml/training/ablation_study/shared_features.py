"""One cache of features for all variants: what lies before the cut is frozen, so it is the same in all of them."""

from pathlib import Path
from typing import Callable, Dict, List, Tuple

import numpy as np
import torch
from data.broken_files import leave_out_broken
from engine.batch_source import Batch
from engine.bfloat16_products import use_bfloat16_products
from engine.build_network import build_network
from engine.config import RunConfig
from engine.evaluation import embed_batches
from engine.feature_cache import CachePlan, FeatureCache
from engine.parse_table import ConfigError
from engine.training_network import FrozenPart
from engine.training_photos import HELD_OUT, read_run_photos
from model.dolg import Dolg

BATCH = 48


class SharedFeatures:
    """Features of the training photos in all views, and of the measured ones as they are, at the last stage's size.

    `ConfigError` when the base configuration caches nothing, or measures other photos than held-out ones: the split that
    judges the final model must not choose its parts.
    """

    def __init__(self, base: RunConfig, folder: Path, device: torch.device, report: Callable[[str], None]) -> None:
        if base.cache is None:
            raise ConfigError("an ablation trains on cached features: the configuration needs [cache]")
        if base.evaluation.split != HELD_OUT:
            raise ConfigError(f"an ablation measures landmarks that it takes out: set evaluation.split to {HELD_OUT!r}")
        photos = read_run_photos(base.data, base.evaluation)
        self.device = device
        self.train = photos.train
        # The cache would put another photo in a broken one's place: right for training, wrong for a query.
        self.measured = leave_out_broken(photos.measured, decodes=True)
        model = build_network(base.model, base.seed)
        if base.precision == "bfloat16-products":
            use_bfloat16_products(model)
        frozen = FrozenPart(model.to(device), base.cache.trunk_cut, base.cache.token_cut)

        def build(photos, views: int, width: int, height: int) -> FeatureCache:
            cache = FeatureCache(folder, photos, frozen, CachePlan(views, width, height, base.seed, base.augmentation))
            cache.fill(report)
            return cache

        sizes = sorted({(stage.width, stage.height) for stage in base.stages})
        views = base.cache.views
        self.of_train: Dict[Tuple[int, int], FeatureCache] = {size: build(self.train, views, *size) for size in sizes}
        self.of_measured = build(self.measured, 1, base.stages[-1].width, base.stages[-1].height)

    def get_train(self, width: int, height: int) -> FeatureCache:
        """The training photos' features at a size of the base configuration."""
        return self.of_train[width, height]

    def list_landmarks(self) -> List[str]:
        """Landmark of every measured photo, empty for a distractor."""
        return [self.measured.get_landmark(row) for row in range(len(self.measured))]

    def embed_measured(self, network: Dolg) -> np.ndarray:
        """float32 [measured photos, dims] by a network that was cut where the features are."""
        rows = np.arange(len(self.measured))
        parts = [rows[start : start + BATCH] for start in range(0, len(rows), BATCH)]
        batches = (Batch(self.of_measured.get(part, np.zeros_like(part)), torch.from_numpy(part)) for part in parts)
        return embed_batches(network, batches, self.device).numpy()
