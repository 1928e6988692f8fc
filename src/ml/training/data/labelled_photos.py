"""Photos with landmark labels, as every reader gives them and every trainer takes them."""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Iterable, NamedTuple, Tuple

import numpy as np

DISTRACTOR = -1


class LeftOut(NamedTuple):
    """A photo that no batch will hold, and why."""

    path: str
    reason: str


@dataclass(frozen=True)
class LabelledPhotos:
    """n photos. Compact arrays instead of n objects: Google Landmarks v2 has millions, and worker processes share them.

    `paths` bytes [n]: UTF-8, relative to `root`, with forward slashes. `labels` int64 [n]: the landmark's number, which is
    its position in `landmarks`, or `DISTRACTOR`. Every landmark has at least one photo. `left_out`: what the reader met
    and could not use.
    """

    root: Path
    paths: np.ndarray
    labels: np.ndarray
    landmarks: Tuple[str, ...]
    left_out: Tuple[LeftOut, ...] = ()

    def __len__(self) -> int:
        return len(self.labels)

    def get_name(self, row: int) -> str:
        """Path relative to `root`: what names the photo in logs and seeds its augmentation."""
        return self.paths[row].decode("utf-8")

    def get_path(self, row: int) -> Path:
        """Where the file lies."""
        return self.root / self.get_name(row)

    def get_landmark(self, row: int) -> str:
        """Name of the landmark, empty for a distractor."""
        label = self.labels[row]
        return "" if label == DISTRACTOR else self.landmarks[label]

    def count_photos(self) -> np.ndarray:
        """int64 [landmarks]: photos of each."""
        return np.bincount(self.labels[self.labels >= 0], minlength=len(self.landmarks))

    def select(self, rows: np.ndarray, left_out: Tuple[LeftOut, ...] = ()) -> "LabelledPhotos":
        """The photos at `rows`, in that order; landmarks that lost all photos are gone and the others renumbered."""
        labels = self.labels[rows]
        kept = np.unique(labels[labels >= 0])
        renumbered = np.where(labels >= 0, np.searchsorted(kept, labels), DISTRACTOR)
        names = tuple(self.landmarks[label] for label in kept)
        return LabelledPhotos(self.root, self.paths[rows], renumbered, names, self.left_out + left_out)


def is_inside(path: str) -> bool:
    """Whether the relative path stays below its root. Index files come from outside: they may name any path."""
    parts = PurePosixPath(path).parts
    return bool(parts) and "\0" not in path and "\\" not in path and not path.startswith("/") and ".." not in parts


def collect_photos(root: Path, rows: Iterable[Tuple[str, str]], left_out: Iterable[LeftOut] = ()) -> LabelledPhotos:
    """`rows` of (path, landmark), an empty landmark for a distractor, in their order. Landmarks are numbered by name.

    A path that leads out of `root` or comes a second time is left out.
    """
    skipped, seen = list(left_out), {}
    for path, landmark in rows:
        if not is_inside(path):
            skipped.append(LeftOut(path, "the path leads out of the folder of photos"))
        elif path in seen:
            skipped.append(LeftOut(path, "the path was listed before"))
        else:
            seen[path] = landmark
    names = sorted(set(seen.values()) - {""})
    number = {name: index for index, name in enumerate(names)}
    labels = np.array([number.get(landmark, DISTRACTOR) for landmark in seen.values()], np.int64)
    paths = np.array([path.encode("utf-8") for path in seen]) if seen else np.array([], "S1")
    return LabelledPhotos(root, paths, labels, tuple(names), tuple(skipped))
