"""A run from its configuration to a trained model."""

import dataclasses
import json
import os
import time
from pathlib import Path
from typing import Dict, List, NamedTuple, Optional

import numpy as np
import torch
from data.atomic_file import write_atomically
from data.broken_files import read_left_out, write_left_out
from data.labelled_photos import LeftOut
from engine.batch_source import BatchSource
from engine.bfloat16_products import use_bfloat16_products
from engine.build_network import build_network, reset_whitening
from engine.cached_source import CachedSource
from engine.checkpoint import read_checkpoint, restore, write_checkpoint
from engine.collectives import copy_from_first, get_rank, get_world_size, wait_for_all
from engine.config import RunConfig, hash_config
from engine.evaluation import FIGURES, choose_rows, embed_batches, format_figures, measure_photos, select_figures
from engine.feature_cache import CachePlan, FeatureCache
from engine.initialize import compute_untrained_vectors, describe_photos, initialize_head
from engine.learning_curves import LearningCurves
from engine.model_file import write_model
from engine.objective import Objective, needs_untrained
from engine.parameter_groups import build_optimizer
from engine.pixel_source import PixelSource
from engine.run_log import RunLog, describe_cost
from engine.start_centers import start_centers_at_means
from engine.synchronized_batch_norm import synchronize_batch_norms
from engine.training_network import FrozenPart, add_dropout, build_training_network, cut_network
from engine.training_photos import RunPhotos, read_run_photos
from engine.training_step import Stepper, TrainedParts
from engine.weight_average import WeightAverage
from engine.whiten import set_whitening
from model.dolg import Dolg
from torch import Tensor

EMBEDDING_DIMS = 512


class RunPlace(NamedTuple):
    """Where a run works: its own folder, the folder of feature caches, the device."""

    out: Path
    caches: Path
    device: torch.device


class TrainingRun:
    """Everything that one run needs, built in the order in which it depends on each other.

    The folder gets log.txt, curves.csv and curves.svg, broken.csv (photos left out and why), checkpoint.pt while the run
    goes on, and at the end model.safetensors and metrics.json. ValueError for what the configuration cannot mean.
    """

    def __init__(self, config: RunConfig, place: RunPlace) -> None:
        self.config, self.place = config, place
        # `seconds`: of training, as the curves have it. The cost also has what came before and comes after.
        self.seconds, self.earlier_seconds, self.began = 0.0, 0.0, time.monotonic()
        self.is_first = get_rank() == 0
        self.log = RunLog(place.out / "log.txt", self.is_first)
        self.photos: RunPhotos = read_run_photos(config.data, config.evaluation)
        self.describe_data()
        self.model = build_network(config.model, config.seed)
        if get_world_size() > 1:
            synchronize_batch_norms(self.model)
        if config.precision == "bfloat16-products":
            use_bfloat16_products(self.model)
        add_dropout(self.model, config.model.dropout)
        self.model.to(place.device)
        self.network = build_training_network(self.model)
        self.source = self.build_source()
        self.objective = Objective(config.losses, self.photos.train.labels, EMBEDDING_DIMS).to(place.device)
        self.step = 0
        self.left_out_before: List[LeftOut] = []

    def describe_data(self) -> None:
        """What is trained and measured, and what was left out, into the log."""
        for name, photos in (("train", self.photos.train), ("measure", self.photos.measured)):
            if photos is not None:
                distractors = int((photos.labels < 0).sum())
                self.log.write(
                    f"{name}: {len(photos) - distractors} photos of {len(photos.landmarks)} landmarks, "
                    f"{distractors} distractors; {len(photos.left_out)} left out"
                )

    def build_source(self) -> BatchSource:
        """Batches of pixels, or of cached features; then the network begins behind the cut."""
        world, rank, train = get_world_size(), get_rank(), self.photos.train
        if self.config.cache is None:
            return PixelSource(train, self.config, rank, world, is_pinned=self.place.device.type == "cuda")
        cache = self.config.cache
        frozen = FrozenPart(self.model, cache.trunk_cut, cache.token_cut)
        self.network = cut_network(self.network, cache.trunk_cut, cache.token_cut)

        def build_cache(width: int, height: int) -> FeatureCache:
            plan = CachePlan(cache.views, width, height, self.config.seed, self.config.augmentation)
            features = FeatureCache(self.place.caches, train, frozen, plan)
            if self.is_first:
                features.fill(self.log.write)
            wait_for_all()
            # The others find it complete and open it.
            if not self.is_first:
                features.fill(self.log.write)
            return features

        return CachedSource(train, self.config, rank, world, build_cache)

    def initialize(self) -> None:
        """Head and centers from the untrained features; every process then takes over the first one's."""
        config, train = self.config, self.photos.train
        wants_vectors = needs_untrained(config.losses)
        vectors: Optional[Tensor] = torch.zeros(len(train), EMBEDDING_DIMS) if wants_vectors else None
        if self.is_first and (wants_vectors or config.initialize.method == "pca"):
            vectors = self.compute_start(wants_vectors)
        if vectors is not None:
            self.objective.set_untrained(vectors)
        copy_from_first(self.model)
        copy_from_first(self.objective)
        if self.is_first and vectors is not None:
            np.save(self.place.out / "untrained.npy", vectors.numpy())

    def compute_start(self, wants_vectors: bool) -> Optional[Tensor]:
        """Sets head and centers; the untrained vectors of all training photos if a loss wants them."""
        config, train = self.config, self.photos.train
        most = len(train) if wants_vectors else config.initialize.photos
        rows = choose_rows(len(train), most, config.seed)
        self.log.write(f"looking at {len(rows)} photos with the untrained network")
        if config.initialize.method == "none":
            vectors = embed_batches(self.network, self.source.stream_plain(rows), self.place.device)
        else:
            untrained = describe_photos(self.network, self.source.stream_plain(rows), self.place.device)
            initialize_head(self.network, untrained, config.initialize, config.seed)
            vectors = compute_untrained_vectors(self.network, untrained)
        if not wants_vectors:
            return None
        start_centers_at_means(self.objective, vectors, config.seed)
        return vectors

    def build_parts(self, resumes: bool) -> None:
        """Optimizer, average, stepper and curves, at the start or at the last checkpoint."""
        config, out = self.config, self.place.out
        path = out / "checkpoint.pt"
        content = read_checkpoint(path, hash_config(config)) if resumes and path.exists() else None
        if content is None:
            self.initialize()
        elif (out / "untrained.npy").exists():
            self.objective.set_untrained(torch.from_numpy(np.load(out / "untrained.npy")))
        optimizer, names = build_optimizer(self.model, self.objective, config.optimizer)
        parts = TrainedParts(self.network, self.objective, config.precision == "mixed")
        self.stepper = Stepper(parts, optimizer, config, self.place.device)
        self.average = WeightAverage(self.model, config.average)
        self.states = {
            "model": self.model,
            "objective": self.objective,
            "optimizer": optimizer,
            "average": self.average,
            "scaler": self.stepper.scaler,
        }
        if content is not None:
            restore(content, self.states)
            self.step, self.seconds = content["step"], content["seconds"]
            self.earlier_seconds = self.seconds
            self.left_out_before = read_left_out(out / "broken.csv")
            self.log.write(f"going on after step {self.step}")
        for group, own in zip(config.optimizer.groups, names):
            count = sum(self.get_parameter(name).numel() for name in own)
            self.log.write(f"trained: {', '.join(group.match)}: {len(own)} tensors, {count:,} numbers")
        columns = ["seconds", "rate", "loss", *self.name_losses(), *FIGURES]
        self.curves = LearningCurves(out, columns, self.step) if self.is_first else None

    def get_parameter(self, name: str) -> torch.nn.Parameter:
        """By the name that optimizer groups use."""
        prefix = "objective."
        own = name.startswith(prefix)
        return dict((self.objective if own else self.model).named_parameters())[name[len(prefix) :] if own else name]

    def name_losses(self) -> List[str]:
        """Columns of the curves; a kind that comes twice gets its position."""
        names = self.objective.names
        return [name if names.count(name) == 1 else f"{name}-{index}" for index, name in enumerate(names)]

    def train(self) -> None:
        """All steps that are left."""
        config = self.config
        # The checkpoint is older than the figures of its step: a run that was killed meanwhile owes them.
        if self.is_measuring_here():
            self.evaluate_between()
        interval = max(1, config.steps // 200)
        waiting: List[Tensor] = []
        began, before, first_step, measuring = time.monotonic(), self.seconds, self.step, 0.0
        for batch in self.source.stream(self.step):
            result = self.stepper.take(batch, self.step)
            self.average.update()
            self.step += 1
            self.seconds = before + time.monotonic() - began
            waiting.append(torch.cat([result.loss[None], result.parts]))
            is_saved = self.step % config.checkpoint_every == 0 or self.step == config.steps
            if self.step % interval == 0 or is_saved:
                self.note_losses(torch.stack(waiting).mean(0).tolist(), result.rate_factor)
                waiting.clear()
            if self.step % (5 * interval) == 0 or self.step == config.steps:
                training = self.seconds - before - measuring
                self.report_progress((self.step - first_step) * config.batch.size / training)
            if is_saved:
                self.save()
            if self.is_measuring_here():
                paused = time.monotonic()
                self.evaluate_between()
                measuring += time.monotonic() - paused

    def note_losses(self, means: List[float], factor: float) -> None:
        """Means since the last note, into the curves. FloatingPointError when the loss is no number any more."""
        if not np.isfinite(means[0]):
            raise FloatingPointError(
                f"the loss is {means[0]} at step {self.step}: lower the learning rates or set optimizer.clip"
            )
        if self.curves is not None:
            figures = dict(zip(["loss", *self.name_losses()], means))
            self.curves.add(self.step, {"seconds": self.seconds, "rate": factor, **figures})

    def report_progress(self, speed: float) -> None:
        """The last row of the curves, the speed, and what time is left, into the log."""
        if self.curves is None:
            return
        row = self.curves.rows[-1]
        losses = ", ".join(f"{name} {row[name]:.4f}" for name in ["loss", *self.name_losses()])
        left = (self.config.steps - self.step) * self.config.batch.size / speed / 60
        self.log.write(f"step {self.step} of {self.config.steps}: {losses}; {speed:.1f} views/s, {left:.0f} minutes left")
        self.curves.write()

    def save(self) -> None:
        """Writes curves, what broke so far, and the checkpoint: the last, so that a run that goes on there has the others."""
        if self.is_first:
            self.curves.write()
            left_out = [*self.photos.train.left_out, *self.left_out_before, *self.source.list_broken()]
            write_left_out(self.place.out / "broken.csv", dict.fromkeys(left_out))
            path = self.place.out / "checkpoint.pt"
            write_checkpoint(path, hash_config(self.config), self.step, self.seconds, self.states)

    def build_averaged_model(self) -> Dolg:
        """A network of its own with the averaged weights, in float32, whitened by training photos."""
        config = self.config
        fresh = build_network(dataclasses.replace(config.model, start="random"), config.seed)
        fresh.load_state_dict(self.average.build_state())
        reset_whitening(fresh)
        fresh.to(self.place.device).eval()
        if config.whitening.power:
            rows = choose_rows(len(self.photos.train), config.whitening.photos, config.seed)
            network = build_training_network(fresh)
            if config.cache is not None:
                network = cut_network(network, config.cache.trunk_cut, config.cache.token_cut)
            vectors = embed_batches(network, self.source.stream_plain(rows), self.place.device)
            set_whitening(fresh, vectors, config.whitening.power)
        return fresh

    def measure(self, model: Dolg) -> Dict:
        """Figures of the model on the measured photos."""
        return measure_photos(model, self.photos.measured, list(self.config.evaluation.sizes), self.place.device)

    def is_measuring_here(self) -> bool:
        """True after a step whose weights the configuration wants measured; after the last, `finish` does."""
        every = self.config.evaluation.every
        return every > 0 and 0 < self.step < self.config.steps and self.step % every == 0

    def evaluate_between(self) -> None:
        """Figures of the averaged weights as they are now, unless they are known, into log and curves; the others wait."""
        if self.is_first and self.photos.measured is not None and not self.curves.has(self.step, FIGURES[0]):
            measured = self.measure(self.build_averaged_model())
            self.log.write(f"step {self.step}: {format_figures(measured)}")
            self.curves.add(self.step, select_figures(measured))
            self.curves.draw()
        wait_for_all()

    def finish(self) -> None:
        """Writes the model and its figures, draws the curves, says what it cost."""
        if self.is_first:
            model = self.build_averaged_model()
            measured = self.measure(model) if self.photos.measured is not None else {}
            facts = {"config": hash_config(self.config), "steps": self.step, "split": self.config.evaluation.split}
            facts["metrics"] = measured
            path = self.place.out / "model.safetensors"
            write_model(path, model.state_dict(), self.config.model.preset, self.config.model.overrides, facts)
            write_atomically(self.place.out / "metrics.json", (json.dumps(measured, indent=2) + "\n").encode("utf-8"))
            if measured:
                self.log.write(f"{self.config.evaluation.split}: {format_figures(measured)}")
                self.curves.add(self.step, select_figures(measured))
            self.curves.draw()
            self.log.write(f"{path.name}: {os.path.getsize(path):,} bytes")
            self.log.write(f"{self.seconds / 60:.1f} minutes of training steps; with all that was prepared and measured:")
            wall_seconds = self.earlier_seconds + time.monotonic() - self.began
            self.log.write(describe_cost(wall_seconds, self.place.device, get_world_size()))
        wait_for_all()
