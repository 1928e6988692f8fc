"""Class-balanced batches."""

from dataclasses import dataclass

import numpy as np
from data.labelled_photos import DISTRACTOR


@dataclass(frozen=True)
class BatchConfig:
    """A batch over all processes: `photos` of each of `landmarks` landmarks, and `distractors`.

    A landmark with fewer than `scarce_below` photos is drawn less often, by the square root of its share of that number:
    else its few photos would come up most of all.
    """

    landmarks: int
    photos: int = 2
    distractors: int = 0
    scarce_below: int = 1

    def __post_init__(self) -> None:
        if self.landmarks < 1 or self.photos < 1 or self.distractors < 0 or self.scarce_below < 1:
            raise ValueError("landmarks, photos and scarce_below begin at 1, distractors at 0")

    @property
    def size(self) -> int:
        """Rows of a batch."""
        return self.landmarks * self.photos + self.distractors

    def check_share(self, world: int) -> None:
        """ValueError when `world` processes cannot share a batch evenly."""
        if self.size % world:
            raise ValueError(f"{self.size} rows of a batch cannot be shared by {world} processes: change [batch]")


class BalancedBatches:
    """Rows of every batch as a function of (seed, step): a run that goes on at step n needs no other state.

    `labels` int64 [n], `DISTRACTOR` for photos without a landmark. A landmark with fewer photos than a batch wants of it
    gives some of them twice (augmentation makes two views of them). Of `world` processes each takes every `world`th row.
    ValueError when the photos cannot fill a batch or the processes cannot share it evenly.
    """

    def __init__(self, labels: np.ndarray, config: BatchConfig, seed: int, rank: int = 0, world: int = 1) -> None:
        counts = np.bincount(labels[labels >= 0])
        order = np.argsort(labels, kind="stable")
        self.distractors = order[: int((labels == DISTRACTOR).sum())]
        self.members = np.split(order[len(self.distractors) :], np.cumsum(counts)[:-1])
        if len(self.members) < config.landmarks:
            raise ValueError(f"a batch wants {config.landmarks} landmarks, the photos show {len(self.members)}")
        if len(self.distractors) < config.distractors:
            raise ValueError(f"a batch wants {config.distractors} distractors, there are {len(self.distractors)}")
        config.check_share(world)
        self.config, self.seed, self.rank, self.world = config, seed, rank, world
        weights = np.sqrt(np.minimum(counts / config.scarce_below, 1.0))
        # Without weights numpy draws in constant time, with them in time that grows with the landmarks.
        self.weights = None if (weights == 1.0).all() else weights / weights.sum()

    def draw(self, step: int) -> np.ndarray:
        """int64 [size]: rows of the whole batch of the step."""
        rng = np.random.default_rng([self.seed, step])
        wanted = self.config.photos
        chosen = rng.choice(len(self.members), self.config.landmarks, replace=False, p=self.weights)
        rows = [rng.choice(self.members[label], wanted, replace=len(self.members[label]) < wanted) for label in chosen]
        rows.append(rng.choice(self.distractors, self.config.distractors, replace=False))
        return np.concatenate(rows)

    def draw_share(self, step: int) -> np.ndarray:
        """int64 [size / world]: this process' rows of the step."""
        return self.draw(step)[self.rank :: self.world]
