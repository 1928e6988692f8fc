"""The variants of the ablation: each changes one thing of the base configuration."""

import dataclasses
from typing import Any, Callable, Dict, List, NamedTuple

from engine.config import LossConfig, RunConfig
from engine.parse_table import ConfigError

# What the others are compared with.
BASE = "orthogonal"


class Change(NamedTuple):
    """What the table calls it, the change itself, and whether training follows."""

    title: str
    apply: Callable[[RunConfig], RunConfig]
    is_trained: bool = True


class Variant(NamedTuple):
    """One row of the table."""

    name: str
    title: str
    config: RunConfig
    is_trained: bool


def override_model(base: RunConfig, **overrides: Any) -> RunConfig:
    """With these settings of the preset."""
    model = dataclasses.replace(base.model, overrides={**base.model.overrides, **overrides})
    return dataclasses.replace(base, model=model)


def fuse_by(name: str) -> Callable[[RunConfig], RunConfig]:
    """A change to one of the ways of model/fusion.py."""
    return lambda base: override_model(base, fusion=name)


def drop_distractors(base: RunConfig) -> RunConfig:
    """Batches of as many photos, but all of landmarks, and no classes of distractors. PCA still looks at all photos."""
    batch = base.batch
    if not batch.distractors:
        raise ConfigError("the base configuration has no distractors to leave out: choose other variants by --only")
    landmarks = batch.landmarks + batch.distractors // batch.photos

    def change(loss: LossConfig) -> LossConfig:
        if loss.kind != "arcface":
            return loss
        return dataclasses.replace(loss, options={**loss.options, "has_distractors": False})

    return dataclasses.replace(
        base,
        batch=dataclasses.replace(batch, landmarks=landmarks, distractors=0),
        losses=tuple(change(loss) for loss in base.losses),
    )


def drop_distance_keeping(base: RunConfig) -> RunConfig:
    """Without that loss."""
    losses = tuple(loss for loss in base.losses if loss.kind != "distance-keeping")
    if len(losses) in (0, len(base.losses)):
        raise ConfigError("the base configuration cannot do without distance-keeping: choose other variants by --only")
    return dataclasses.replace(base, losses=losses)


def drop_second_trunk(base: RunConfig) -> RunConfig:
    """Without the second trunk, which turns the preset `hybrid` into `efficientnet-b4`."""
    if base.model.preset != "hybrid":
        raise ConfigError("only the preset 'hybrid' has a second trunk to leave out: choose other variants by --only")
    kept = [
        group for group in base.optimizer.groups if not all(name.startswith("second_trunk.") for name in group.match)
    ]
    model = dataclasses.replace(base.model, preset="efficientnet-b4")
    return dataclasses.replace(base, model=model, optimizer=dataclasses.replace(base.optimizer, groups=tuple(kept)))


def fuse_without_second_trunk(name: str, title: str) -> Change:
    """A way to fuse where no second trunk makes up for what it lacks."""
    return Change(f"{title}, without the second trunk", lambda base: drop_second_trunk(fuse_by(name)(base)))


# The table of the model card.
USUAL: Dict[str, Change] = {
    "untrained": Change("untrained, where training starts", lambda base: base, is_trained=False),
    "global": Change("global branch only", fuse_by("global")),
    "local": Change("local branch only", fuse_by("local")),
    "sum": Change("sum of both branches", fuse_by("sum")),
    "concat": Change("concatenation of both, not orthogonal", fuse_by("concat")),
    BASE: Change("orthogonal fusion", lambda base: base),
    "no-distractors": Change("without distractors in training", drop_distractors),
    "no-distance-keeping": Change("without distance keeping", drop_distance_keeping),
    "no-second-trunk": Change("without the second trunk", drop_second_trunk),
}

# All that can be asked for.
CHANGES: Dict[str, Change] = {
    **USUAL,
    **{
        f"{name}-no-second-trunk": fuse_without_second_trunk(name, USUAL[name].title)
        for name in ("global", "local", "sum", "concat")
    },
}


def list_variants(base: RunConfig, names: List[str]) -> List[Variant]:
    """The variants with these names, in the table's order. `ConfigError` when the base lacks what one leaves out."""
    fused = fuse_by(BASE)(base)
    return [
        Variant(name, change.title, change.apply(fused), change.is_trained)
        for name, change in CHANGES.items()
        if name in names
    ]
