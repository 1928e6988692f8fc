"""The losses of a run, added up over the batch of all processes."""

from dataclasses import dataclass
from typing import List, NamedTuple, Optional, Tuple

import numpy as np
import torch
from data.labelled_photos import DISTRACTOR
from engine.collectives import gather_rows
from engine.config import LossConfig
from engine.parse_table import ConfigError, parse_table
from losses.adaptive_margins import adaptive_margins
from losses.arcface import ArcFace
from losses.distance_keeping import DistanceKeeping
from losses.open_set_arcface import OpenSetArcFace
from losses.sub_center_arcface import SubCenterArcFace
from losses.supervised_contrastive import SupervisedContrastive
from torch import Tensor, nn


@dataclass(frozen=True)
class ArcFaceOptions:
    """Kind `arcface`. `sub_centers` of each landmark; margins that adapt to how rare a landmark is with `adapts_margin`,
    else `margin`; every distractor a class of its own with `has_distractors`; centers that start at means of the untrained
    vectors with `starts_at_means`, else at random."""

    scale: float = 30.0
    margin: float = 0.2
    adapts_margin: bool = False
    sub_centers: int = 3
    has_distractors: bool = True
    starts_at_means: bool = True


@dataclass(frozen=True)
class ContrastiveOptions:
    """Kind `supervised-contrastive`."""

    temperature: float = 0.07


@dataclass(frozen=True)
class KeepingOptions:
    """Kind `distance-keeping`."""

    keeps_landmarks: bool = True


OPTIONS = {
    "arcface": ArcFaceOptions,
    "supervised-contrastive": ContrastiveOptions,
    "distance-keeping": KeepingOptions,
}


class JoinedBatch(NamedTuple):
    """All processes' rows: unit embeddings [N, d]; `labels` with `DISTRACTOR`; `classes`, where distractor i is class
    landmarks + i; vectors [N, d'] of the untrained network, if a loss wants them."""

    embeddings: Tensor
    labels: Tensor
    classes: Tensor
    untrained: Optional[Tensor]


def parse_options(loss: LossConfig, position: int):
    """The loss' options as the dataclass of its kind. `ConfigError` for an unknown kind or option."""
    if loss.kind not in OPTIONS:
        raise ConfigError(f"losses[{position}]: unknown kind {loss.kind!r}; known: {', '.join(OPTIONS)}")
    return parse_table(OPTIONS[loss.kind], loss.options, f"losses[{position}].options")


def needs_untrained(losses: Tuple[LossConfig, ...]) -> bool:
    """Whether a loss needs the untrained vectors of all training photos."""
    options = [parse_options(loss, position) for position, loss in enumerate(losses)]
    return any(isinstance(item, KeepingOptions) or getattr(item, "starts_at_means", False) for item in options)


def number_classes(labels: np.ndarray, landmarks: int) -> np.ndarray:
    """Labels [n] in which the distractors are numbered on behind the landmarks."""
    is_distractor = labels == DISTRACTOR
    return np.where(is_distractor, landmarks + np.cumsum(is_distractor) - 1, labels)


def build_arcface(options: ArcFaceOptions, counts: np.ndarray, distractors: int, dims: int) -> nn.Module:
    """`counts`: photos of each landmark."""
    margin = adaptive_margins(torch.from_numpy(counts)) if options.adapts_margin else options.margin
    if options.has_distractors:
        return OpenSetArcFace(len(counts), distractors, dims, options.scale, margin, options.sub_centers)
    if options.sub_centers > 1:
        return SubCenterArcFace(len(counts), dims, options.scale, margin, options.sub_centers)
    return ArcFace(len(counts), dims, options.scale, margin)


class Objective(nn.Module):
    """Unit embeddings [n, d] of this process' photos and their rows [n] -> the weighted sum of all losses over the batch
    of all processes, and each loss alone [losses], unweighted. float32.

    `labels` int64 of all training photos. The vectors of the untrained network come later (`set_untrained`): they are of
    no use to a run that is resumed with centers of its own.
    """

    def __init__(self, losses: Tuple[LossConfig, ...], labels: np.ndarray, dims: int) -> None:
        super().__init__()
        landmarks = int(labels.max()) + 1
        counts = np.bincount(labels[labels >= 0], minlength=landmarks)
        self.names: List[str] = [loss.kind for loss in losses]
        self.weights = [loss.weight for loss in losses]
        self.options = [parse_options(loss, position) for position, loss in enumerate(losses)]
        builders = {
            ArcFaceOptions: lambda options: build_arcface(options, counts, int((labels == DISTRACTOR).sum()), dims),
            ContrastiveOptions: lambda options: SupervisedContrastive(options.temperature),
            KeepingOptions: lambda options: DistanceKeeping(options.keeps_landmarks),
        }
        self.terms = nn.ModuleList(builders[type(options)](options) for options in self.options)
        self.register_buffer("labels", torch.from_numpy(labels.copy()), persistent=False)
        classes = torch.from_numpy(number_classes(labels, landmarks))
        self.register_buffer("classes", classes, persistent=False)
        self.register_buffer("untrained", None, persistent=False)

    def set_untrained(self, vectors: Tensor) -> None:
        """Unit vectors [photos, d'] of the untrained network, for distance keeping."""
        self.untrained = vectors.to(self.labels.device)

    def measure_term(self, term: nn.Module, batch: JoinedBatch) -> Tensor:
        """One loss."""
        if isinstance(term, DistanceKeeping):
            return term(batch.embeddings, batch.untrained, batch.labels)
        has_own_classes = isinstance(term, OpenSetArcFace)
        return term(batch.embeddings, batch.classes if has_own_classes else batch.labels)

    def forward(self, embeddings: Tensor, rows: Tensor) -> Tuple[Tensor, Tensor]:
        with torch.autocast(embeddings.device.type, enabled=False):
            rows = gather_rows(rows)
            untrained = None if self.untrained is None else self.untrained[rows]
            joined = gather_rows(embeddings.float())
            batch = JoinedBatch(joined, self.labels[rows], self.classes[rows], untrained)
            parts = torch.stack([self.measure_term(term, batch) for term in self.terms])
            return (parts * parts.new_tensor(self.weights)).sum(), parts.detach()
