"""The photos that a configuration names, to train on and to measure on."""

from pathlib import Path
from typing import NamedTuple, Optional

from data.broken_files import leave_out_broken
from data.gldv2 import read_gldv2_test, read_gldv2_train
from data.hold_out import cap_landmarks, drop_landmarks, drop_scarce_landmarks, hold_out
from data.labelled_photos import LabelledPhotos
from data.landmark_index import read_landmark_index
from engine.config import DataConfig, EvaluationConfig
from engine.parse_table import ConfigError

HELD_OUT = "held-out"


class RunPhotos(NamedTuple):
    """To train on, and to measure on (None: nothing is measured). They have no landmark in common."""

    train: LabelledPhotos
    measured: Optional[LabelledPhotos]


def read_all(config: DataConfig) -> LabelledPhotos:
    """All training photos of the data set."""
    folder = Path(config.photos)
    if config.format == "index":
        return read_landmark_index(folder, (config.split,))
    return read_gldv2_train(folder, config.format[len("gldv2-") :])


def read_split(config: DataConfig, split: str) -> LabelledPhotos:
    """A split to measure on. `ConfigError` when it is the one that is trained on."""
    folder = Path(config.photos)
    if config.format != "index":
        if split != "test":
            raise ConfigError(f"evaluation.split: GLDv2 has test, {HELD_OUT} and none, not {split!r}")
        return read_gldv2_test(folder)
    if split == config.split:
        raise ConfigError(f"evaluation.split: {split!r} is what is trained on; take another, or {HELD_OUT!r}")
    return read_landmark_index(folder, (split,))


def check_files(photos: LabelledPhotos, check: str) -> LabelledPhotos:
    """Without the files that the configured check faults."""
    return photos if check == "none" else leave_out_broken(photos, decodes=check == "decode")


def read_run_photos(config: DataConfig, evaluation: EvaluationConfig) -> RunPhotos:
    """Reads the indexes, tries the files, splits off, drops and caps, in that order.

    ValueError when an index is missing or a landmark would be both trained and measured.
    """
    train = check_files(read_all(config), config.check)
    measured = None
    if config.hold_out.landmarks:
        out = config.hold_out
        train, measured = hold_out(train, out.landmarks, out.at_least, out.at_most, out.every_distractor, out.skip)
    if evaluation.split == "none":
        measured = None
    elif evaluation.split != HELD_OUT:
        # A photo that is measured is decoded in any case.
        measured = leave_out_broken(read_split(config, evaluation.split), decodes=True)
    elif measured is None:
        raise ConfigError(f"evaluation.split is {HELD_OUT!r}, but data.hold_out.landmarks is 0")
    train = drop_scarce_landmarks(drop_landmarks(train, config.exclude), config.at_least)
    if config.at_most:
        train = cap_landmarks(train, config.at_most)
    if measured is not None:
        common = set(train.landmarks) & set(measured.landmarks)
        if common and config.format == "index":
            raise ConfigError(f"landmarks are both trained and measured, {sorted(common)[0]} for one")
    return RunPhotos(train, measured)
