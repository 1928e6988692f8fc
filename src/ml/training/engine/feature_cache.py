"""Features of the network's frozen part on disk: computed once, read at every step.

One folder for each way to compute them, named by a hash of all that decides them. Arrays are float16, channels last.
Photos are computed in an order that a hash of their names gives, so that a part of the cache is a fair sample, and an
interrupted computation goes on where it stopped.
"""

import dataclasses
import hashlib
import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Callable, Dict, List, Optional, Tuple

import numpy as np
import torch
from data.atomic_file import write_atomically
from data.augmentation import AugmentationConfig, augment, seed_view
from data.hold_out import order_by_hash
from data.labelled_photos import LabelledPhotos, LeftOut
from data.photo_reader import PhotoReader
from data.photos import stretch
from engine.training_network import CutFeatures, FrozenPart
from torch import nn

BATCH = 32
# Photos between two notes of progress.
STRIDE = 256
# Beyond float16 a feature would be infinite.
LARGEST = 60000.0


@dataclasses.dataclass(frozen=True)
class CachePlan:
    """What is cached: `views` of each photo at width x height. View 0 is the plain photo."""

    views: int
    width: int
    height: int
    seed: int
    augmentation: AugmentationConfig


def hash_weights(module: nn.Module) -> str:
    """SHA-256 of all names and values of the module's state."""
    digest = hashlib.sha256()
    for name, value in module.state_dict().items():
        digest.update(name.encode("utf-8"))
        digest.update(np.ascontiguousarray(value.detach().cpu().numpy()).tobytes())
    return digest.hexdigest()


def name_cache(photos: LabelledPhotos, frozen: FrozenPart, plan: CachePlan) -> str:
    """Name of the folder: a hash of the frozen weights, where they are cut, the plan and the list of photos."""
    table = {
        "weights": hash_weights(frozen),
        # Layers that multiply in bfloat16 have the same weights as those that do not.
        "layers": sorted({type(module).__name__ for module in frozen.modules()}),
        "token_cut": frozen.token_cut if frozen.transformer is not None else None,
        "plan": dataclasses.asdict(plan),
        "photos": hashlib.sha256(b"\n".join(photos.paths.tolist())).hexdigest(),
    }
    return hashlib.sha256(json.dumps(table, sort_keys=True).encode("utf-8")).hexdigest()[:16]


class FeatureCache:
    """Features of `photos` by (row, view). `fill` must have ended before rows are read."""

    def __init__(self, parent: Path, photos: LabelledPhotos, frozen: FrozenPart, plan: CachePlan) -> None:
        self.photos, self.frozen, self.plan = photos, frozen.eval(), plan
        self.folder = parent / name_cache(photos, frozen, plan)
        self.reader = PhotoReader(photos)
        self.order = np.array(order_by_hash([photos.get_name(row) for row in range(len(photos))]), np.int64)
        self.place = np.argsort(self.order)
        self.arrays: Optional[Dict[str, np.ndarray]] = None

    def count_done(self) -> int:
        """Photos whose features are on disk."""
        progress = self.folder / "progress.json"
        return json.loads(progress.read_text(encoding="utf-8"))["photos"] if progress.exists() else 0

    def read_view(self, row: int, view: int) -> np.ndarray:
        """uint8 [height, width, 3]."""
        used, image = self.reader.read(row)
        if view == 0:
            return stretch(image, self.plan.width, self.plan.height)
        rng = seed_view(self.plan.seed, self.photos.get_name(used), view)
        return augment(image, self.plan.augmentation, rng, self.plan.width, self.plan.height)

    def measure_shapes(self) -> Dict[str, Tuple[int, ...]]:
        """Shapes of the arrays on disk."""
        pixels = torch.zeros(1, self.plan.height, self.plan.width, 3, dtype=torch.uint8)
        rows = len(self.photos) * self.plan.views
        with torch.inference_mode():
            features = self.frozen(pixels)
        channels, height, width = features.trunk.shape[1:]
        shapes = {"trunk": (rows, height, width, channels)}
        if features.tokens is not None:
            shapes["tokens"] = (rows, *features.tokens.shape[1:])
        return shapes

    def open_arrays(self, is_new: bool) -> Dict[str, np.ndarray]:
        """The arrays, mapped into memory. OSError when new ones would not fit on the disk."""
        shapes = self.measure_shapes()
        if is_new:
            size = sum(2 * int(np.prod(shape)) for shape in shapes.values())
            free = shutil.disk_usage(self.folder).free
            if size > free:
                raise OSError(
                    f"{self.folder} needs {size / 2**30:.1f} GiB, {free / 2**30:.1f} are free: name another --cache"
                )
        mode = "w+" if is_new else "r+"
        return {
            name: np.memmap(self.folder / f"{name}.f16", np.float16, mode, shape=shape) for name, shape in shapes.items()
        }

    def fill(self, report: Callable[[str], None]) -> None:
        """Computes what is not there yet; `report` gets a line now and then."""
        self.folder.mkdir(parents=True, exist_ok=True)
        done = self.count_done()
        self.arrays = self.open_arrays(is_new=done == 0)
        if done < len(self.photos):
            report(f"{self.folder}: {done} of {len(self.photos)} photos are cached, {self.plan.views} views each")
        while done < len(self.photos):
            self.fill_photos(done, min(len(self.photos), done + STRIDE))
            done = min(len(self.photos), done + STRIDE)
            # The arrays first: progress must never name what a power cut could take back.
            for array in self.arrays.values():
                array.flush()
            write_atomically(self.folder / "progress.json", json.dumps({"photos": done}).encode("utf-8"))
            report(f"{done} of {len(self.photos)} photos are cached")

    def fill_photos(self, start: int, end: int) -> None:
        """Computes the photos at places `start` to `end` of the order."""
        jobs = [(place, view) for place in range(start, end) for view in range(self.plan.views)]
        batches = [jobs[first : first + BATCH] for first in range(0, len(jobs), BATCH)]

        def read(batch: List[Tuple[int, int]]) -> np.ndarray:
            return np.stack([self.read_view(int(self.order[place]), view) for place, view in batch])

        device = next(self.frozen.parameters()).device
        # One thread reads the next batch while the network works on this one.
        with ThreadPoolExecutor(1) as reader, torch.inference_mode():
            for batch, pixels in zip(batches, reader.map(read, batches)):
                features = self.frozen(torch.from_numpy(pixels).to(device))
                first = batch[0][0] * self.plan.views + batch[0][1]
                self.store("trunk", first, features.trunk.permute(0, 2, 3, 1))
                if features.tokens is not None:
                    self.store("tokens", first, features.tokens)

    def store(self, name: str, first: int, values: torch.Tensor) -> None:
        """Writes rows of an array."""
        clamped = values.float().clamp(-LARGEST, LARGEST)
        self.arrays[name][first : first + len(values)] = clamped.cpu().numpy().astype(np.float16)

    def get(self, rows: np.ndarray, views: np.ndarray) -> CutFeatures:
        """Features float32 of the photos at `rows`, each in its view; the trunk's are channels-last in memory."""
        places = self.place[rows] * self.plan.views + views
        trunk = torch.from_numpy(self.arrays["trunk"][places].astype(np.float32)).permute(0, 3, 1, 2)
        if "tokens" not in self.arrays:
            return CutFeatures(trunk, None)
        return CutFeatures(trunk, torch.from_numpy(self.arrays["tokens"][places].astype(np.float32)))

    def list_broken(self) -> List[LeftOut]:
        """Files that broke while they were read."""
        return [self.reader.broken[row] for row in sorted(self.reader.broken)]
