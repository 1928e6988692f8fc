"""Trains and measures one variant."""

import time
from pathlib import Path
from typing import Dict, Optional

import numpy as np
from ablation_study.result import Result, build_result, read_result, write_result
from ablation_study.shared_features import SharedFeatures
from ablation_study.variants import Variant
from engine.batch_source import BatchSource
from engine.bfloat16_products import use_bfloat16_products
from engine.cached_source import CachedSource
from engine.collectives import get_rank, get_world_size
from engine.config import RunConfig, hash_config
from engine.training_network import cut_network
from engine.training_run import RunPlace, TrainingRun
from metrics.retrieval_metrics import measure
from model.dolg import Dolg

RESULT = "result.json"
# Of no use once the result is there.
LEFTOVERS = ("checkpoint.pt", "untrained.npy", "vectors.npy")


class VariantRun(TrainingRun):
    """A run on the features that all variants share, measured on such features as well."""

    def __init__(self, config: RunConfig, place: RunPlace, features: SharedFeatures) -> None:
        # First: the run's own start asks for its batches.
        self.features = features
        super().__init__(config, place)

    def build_source(self) -> BatchSource:
        """See `TrainingRun`."""
        cache = self.config.cache
        self.network = cut_network(self.network, cache.trunk_cut, cache.token_cut)
        return CachedSource(self.photos.train, self.config, get_rank(), get_world_size(), self.features.get_train)

    def measure(self, model: Dolg) -> Dict:
        """See `TrainingRun`. Layers multiply as in training: the frozen ones did so too. The vectors are kept."""
        if self.config.precision == "bfloat16-products":
            use_bfloat16_products(model)
        network = cut_network(model, self.config.cache.trunk_cut, self.config.cache.token_cut)
        vectors = self.features.embed_measured(network)
        np.save(self.place.out / "vectors.npy", vectors)
        return measure(vectors, self.features.list_landmarks())


def find_result(variant: Variant, folder: Path) -> Optional[Result]:
    """The variant's result in `folder` if it is finished. ValueError when it is that of another configuration."""
    return read_result(folder / variant.name / RESULT, hash_config(variant.config))


def run_variant(variant: Variant, folder: Path, features: SharedFeatures) -> Result:
    """Runs the variant in its own folder in `folder`, unless it is finished, and on from its last checkpoint if there is
    one. ValueError for what its configuration cannot mean, FloatingPointError when training diverges."""
    finished = find_result(variant, folder)
    if finished is not None:
        return finished
    out, began = folder / variant.name, time.monotonic()
    out.mkdir(parents=True, exist_ok=True)
    run = VariantRun(variant.config, RunPlace(out, out, features.device), features)
    run.build_parts(resumes=True)
    before = run.seconds
    if variant.is_trained:
        run.train()
    run.finish()
    result = build_result(
        variant.name,
        variant.title,
        hash_config(variant.config),
        np.load(out / "vectors.npy"),
        features.list_landmarks(),
        run.step,
        before + time.monotonic() - began,
    )
    write_result(out / RESULT, result)
    for name in LEFTOVERS:
        (out / name).unlink(missing_ok=True)
    return result
