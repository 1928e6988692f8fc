"""The photos that ways are compared on: a split, thinned copies of it, and draws of training landmarks."""

import json
from pathlib import Path
from typing import Dict, List, NamedTuple

import numpy as np

from grouping_ways.view import View
from grouping_ways.ways import KINDS
from metrics.albums import AlbumFigures, evaluate_albums

# The two gates of docs/grouping.md: of a photo to take part, and of the mean of a group's photos; and the least group.
PHOTO_GATE = 0.3
GROUP_GATE = 0.5
GROUP_SIZE = 3


class LabelledVectors(NamedTuple):
    """`vectors` [n, d] of unit length, `truth` [n] with the number of the landmark (-1: none), `landmarkness` [n] with
    the probability of showing one."""

    vectors: np.ndarray
    truth: np.ndarray
    landmarkness: np.ndarray

    def take(self, rows: np.ndarray) -> "LabelledVectors":
        """Some of the rows."""
        return LabelledVectors(self.vectors[rows], self.truth[rows], self.landmarkness[rows])


def label_vectors(vectors: np.ndarray, rows: List[Dict[str, str]], model: Path) -> LabelledVectors:
    """Vectors with their csv rows and the landmark-ness of the model folder. ValueError when it is of other vectors, or
    when the csv names no landmarks."""
    if not rows or "landmark" not in rows[0]:
        raise ValueError("the csv of the vectors needs a header with a column 'landmark', and rows")
    unit = json.loads((model / "landmarkness.json").read_text(encoding="utf-8"))
    weights = np.array(unit["weights"])
    if weights.shape != vectors.shape[1:]:
        raise ValueError(f"{model} judges vectors of {len(weights)} numbers, these have {vectors.shape[1]}")
    number = {name: index for index, name in enumerate(sorted({row["landmark"] for row in rows} - {""}))}
    truth = np.array([number.get(row["landmark"], -1) for row in rows])
    return LabelledVectors(vectors, truth, 0.5 * (1 + np.tanh(0.5 * (vectors @ weights + unit["bias"]))))


class Sample:
    """Photos that ways are tried on. Those that the gate keeps out are in no album; views of the others are kept."""

    def __init__(self, photos: LabelledVectors) -> None:
        self.truth = photos.truth
        self.inside = np.flatnonzero(photos.landmarkness >= PHOTO_GATE)
        self.vectors = photos.vectors[self.inside]
        self.landmarkness = photos.landmarkness[self.inside]
        self.views: Dict[str, View] = {}

    def view(self, kind: str, name: str) -> View:
        """The view of the photos inside, made once."""
        key = f"{kind}: {name}"
        if key not in self.views:
            self.views[key] = KINDS[kind].views[name](self.vectors)
        return self.views[key]

    def judge(self, labels: np.ndarray) -> AlbumFigures:
        """Figures of the groups that `labels` (of the photos inside; -1 noise) make once small ones and those that look
        like no landmark are dropped."""
        kept = np.full(len(labels), -1)
        for group in np.unique(labels[labels >= 0]):
            members = labels == group
            if members.sum() >= GROUP_SIZE and self.landmarkness[members].mean() >= GROUP_GATE:
                kept[members] = group
        albums = np.full(len(self.truth), -1)
        albums[self.inside] = kept
        return evaluate_albums(self.truth, albums)


def thin_out(truth: np.ndarray, count: int, turn: int) -> np.ndarray:
    """Rows with at most `count` photos a landmark, from place turn * count on (build/scripts/evaluate-grouping.ts)."""
    rows = list(np.flatnonzero(truth < 0))
    for landmark in np.unique(truth[truth >= 0]):
        photos = np.flatnonzero(truth == landmark)
        rows += [photos[(turn * count + i) % len(photos)] for i in range(min(count, len(photos)))]
    return np.sort(np.array(rows, dtype=int))


def draw_landmarks(truth: np.ndarray, landmarks: int, others: int, seed: int) -> np.ndarray:
    """Rows of `landmarks` landmarks and `others` non-landmarks, by chance."""
    generator = np.random.default_rng(seed)
    names, distractors = np.unique(truth[truth >= 0]), np.flatnonzero(truth < 0)
    chosen = generator.permutation(names)[:landmarks]
    photos = np.flatnonzero(np.isin(truth, chosen))
    return np.sort(np.concatenate([photos, generator.permutation(distractors)[:others]]))
