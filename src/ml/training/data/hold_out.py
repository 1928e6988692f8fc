"""Taking landmarks out of the training photos, to choose settings on without touching the validation split."""

import fnmatch
import hashlib
from typing import NamedTuple, Tuple

import numpy as np
from data.labelled_photos import DISTRACTOR, LabelledPhotos


class HeldOut(NamedTuple):
    """Photos to train on, and photos of other landmarks and other distractors to measure on."""

    train: LabelledPhotos
    held_out: LabelledPhotos


def order_by_hash(names) -> list:
    """Positions of `names` in the order of their SHA-256: an order without meaning that any machine repeats."""
    digests = [hashlib.sha256(name.encode("utf-8")).hexdigest() for name in names]
    return sorted(range(len(digests)), key=digests.__getitem__)


def order_rows(photos: LabelledPhotos, rows: np.ndarray) -> np.ndarray:
    """`rows` in the order of their names' hashes."""
    return rows[order_by_hash([photos.get_name(row) for row in rows])]


def matches_any(name: str, patterns: Tuple[str, ...]) -> bool:
    """Whether one of the shell-style patterns matches."""
    return any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)


def cap_landmarks(photos: LabelledPhotos, most: int) -> LabelledPhotos:
    """At most `most` photos of each landmark, chosen by hash; all distractors. The order of rows is kept."""
    kept = [np.flatnonzero(photos.labels == DISTRACTOR)]
    for label in range(len(photos.landmarks)):
        kept.append(order_rows(photos, np.flatnonzero(photos.labels == label))[:most])
    return photos.select(np.sort(np.concatenate(kept)))


def drop_scarce_landmarks(photos: LabelledPhotos, least: int) -> LabelledPhotos:
    """Without the landmarks that have fewer than `least` photos."""
    is_scarce = np.append(photos.count_photos() < least, False)[photos.labels]
    return photos.select(np.flatnonzero(~is_scarce))


def drop_landmarks(photos: LabelledPhotos, patterns: Tuple[str, ...]) -> LabelledPhotos:
    """Without the landmarks whose name one of the shell-style `patterns` matches."""
    dropped = np.array([matches_any(name, patterns) for name in photos.landmarks])
    is_dropped = np.append(dropped, False)[photos.labels].astype(bool)
    return photos.select(np.flatnonzero(~is_dropped))


def hold_out(
    photos: LabelledPhotos, landmarks: int, least: int, most: int, every: int, skip: Tuple[str, ...] = ()
) -> HeldOut:
    """Splits off `landmarks` landmarks with at least `least` photos (at most `most` photos of each are measured, the rest
    unused), and every `every`th distractor. Names that match one of the `skip` patterns stay. ValueError when there are
    not so many landmarks."""
    large = [
        label
        for label, count in enumerate(photos.count_photos())
        if count >= least and not matches_any(photos.landmarks[label], skip)
    ]
    if len(large) < landmarks:
        raise ValueError(f"{landmarks} landmarks of {least} photos are to be held out, there are {len(large)}")
    order = order_by_hash([photos.landmarks[label] for label in large])
    chosen = [large[index] for index in order[:landmarks]]
    distractors = order_rows(photos, np.flatnonzero(photos.labels == DISTRACTOR))
    measured = [distractors[::every]]
    for label in chosen:
        measured.append(order_rows(photos, np.flatnonzero(photos.labels == label))[:most])
    held = np.sort(np.concatenate(measured))
    is_trained = ~np.isin(photos.labels, chosen)
    is_trained[held] = False
    return HeldOut(photos.select(np.flatnonzero(is_trained)), photos.select(held))
