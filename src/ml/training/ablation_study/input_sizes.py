"""What a trained model gains from larger input, and from three scales instead of one."""

import hashlib
import math
import time
from pathlib import Path
from typing import Dict, List, NamedTuple, Tuple

import numpy as np
import torch
from ablation_study.result import Result, build_result, read_result, write_result
from data.embedding import Size, embed_files
from data.hold_out import cap_landmarks, order_rows
from data.labelled_photos import DISTRACTOR, LabelledPhotos
from engine.bfloat16_products import use_bfloat16_products
from engine.build_network import load_model
from engine.evaluation import OnDevice

STRIDE = 32
# Those of DELG's global features (Cao et al. 2020), which this field measures with.
SCALES = (1.0, 1 / math.sqrt(2), math.sqrt(2))


class Reading(NamedTuple):
    """One way to read photos: the vectors at these sizes (width, height), summed. Every photo is stretched to them."""

    name: str
    title: str
    sizes: Tuple[Size, ...]


def scale_size(size: Size, scale: float) -> Size:
    """The size times the scale, each side rounded to the stride (src/ml/model/embed-batch.ts), never below it."""
    return tuple(max(STRIDE, math.floor(side * scale / STRIDE + 0.5) * STRIDE) for side in size)


def list_readings(sizes: List[Size], three_scales: List[Size]) -> List[Reading]:
    """One scale at each of `sizes`, three scales around each of `three_scales`."""
    readings = [Reading(f"{w}x{h}", f"one scale, {w} x {h}", ((w, h),)) for w, h in sizes]
    for width, height in three_scales:
        scaled = tuple(scale_size((width, height), scale) for scale in SCALES)
        listed = ", ".join(f"{w} x {h}" for w, h in scaled)
        readings.append(Reading(f"{width}x{height}-three-scales", f"three scales, {listed}", scaled))
    return readings


def thin_out(photos: LabelledPhotos, most: int, every: int) -> LabelledPhotos:
    """At most `most` photos of each landmark and every `every`th distractor, chosen by hash. The order is kept."""
    capped = cap_landmarks(photos, most)
    distractors = order_rows(capped, np.flatnonzero(capped.labels == DISTRACTOR))[::every]
    return capped.select(np.sort(np.concatenate([np.flatnonzero(capped.labels != DISTRACTOR), distractors])))


def add_vectors(parts: List[np.ndarray]) -> np.ndarray:
    """Sum of unit vectors [n, d] of each scale, scaled to unit length again."""
    total = np.sum(parts, axis=0)
    return total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-12)


class SizeStudy:
    """Rows for the model of a checkpoint on labelled photos, kept in a folder of their own in `folder`. `precision` as in
    the configuration."""

    def __init__(
        self, checkpoint: Path, photos: LabelledPhotos, folder: Path, device: torch.device, precision: str
    ) -> None:
        self.key = hashlib.sha256(checkpoint.read_bytes() + b"\n".join(photos.paths.tolist())).hexdigest()
        self.folder = folder / self.key[:16]
        model = load_model(checkpoint)
        if precision == "bfloat16-products":
            use_bfloat16_products(model)
        self.model = OnDevice(model.to(device), device)
        self.vectors: Dict[Size, Tuple[np.ndarray, float]] = {}
        self.paths = [photos.get_path(row) for row in range(len(photos))]
        self.labels = [photos.get_landmark(row) for row in range(len(photos))]

    def embed(self, size: Size) -> Tuple[np.ndarray, float]:
        """The photos' vectors at one size, and the seconds that they took."""
        if size not in self.vectors:
            began = time.monotonic()
            self.vectors[size] = embed_files(self.model, self.paths, [size]), time.monotonic() - began
        return self.vectors[size]

    def measure(self, reading: Reading) -> Result:
        """The row. ValueError when what is kept of it is broken."""
        path = self.folder / f"{reading.name}.json"
        finished = read_result(path, self.key)
        if finished is not None:
            return finished
        parts = [self.embed(size) for size in reading.sizes]
        vectors, seconds = add_vectors([part[0] for part in parts]), sum(part[1] for part in parts)
        result = build_result(reading.name, reading.title, self.key, vectors, self.labels, None, seconds)
        self.folder.mkdir(parents=True, exist_ok=True)
        write_result(path, result)
        return result
