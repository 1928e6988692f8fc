"""The configuration of a run: one TOML file, read into frozen dataclasses. recipes/ holds two that are ready.

Keys that are left out have the defaults below. Patterns are shell-style (`trunk.features.[67].*`).
"""

import dataclasses
import hashlib
import json
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Mapping, Optional, Tuple

from data.augmentation import AugmentationConfig
from data.batch_sampler import BatchConfig
from engine.parse_table import ConfigError, parse_table

FORMATS = ("index", "gldv2-full", "gldv2-clean", "gldv2-extended")
CHECKS = ("none", "header", "decode")
PRECISIONS = ("float32", "bfloat16-products", "mixed")


def check_choice(name: str, value: str, choices: Tuple[str, ...]) -> None:
    """ValueError unless `value` is one of `choices`."""
    if value not in choices:
        raise ValueError(f"{name} is one of {', '.join(choices)}, not {value!r}")


def check_at_least(least: float, **values: float) -> None:
    """ValueError for the first of `values` below `least`."""
    for name, value in values.items():
        if value < least:
            raise ValueError(f"{name} must be at least {least}")


@dataclass(frozen=True)
class HoldOutConfig:
    """Landmarks taken out of the training photos, as the split `held-out`: see data/hold_out.py. 0 landmarks: none.

    Landmarks that match `skip` stay in training.
    """

    landmarks: int = 0
    at_least: int = 9
    at_most: int = 40
    every_distractor: int = 4
    skip: Tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_at_least(0, landmarks=self.landmarks)
        check_at_least(1, at_least=self.at_least, at_most=self.at_most, every_distractor=self.every_distractor)


@dataclass(frozen=True)
class DataConfig:
    """What to train on. `split` counts for the format `index` alone. Landmarks that match `exclude` or have fewer than
    `at_least` photos are left out; of the others at most `at_most` photos are used (0: all). `check`: how files are tried
    before training (a file that breaks later is replaced)."""

    photos: str = "../shared/photos"
    format: str = "index"
    split: str = "train"
    exclude: Tuple[str, ...] = ()
    at_least: int = 2
    at_most: int = 0
    check: str = "header"
    hold_out: HoldOutConfig = HoldOutConfig()

    def __post_init__(self) -> None:
        check_choice("format", self.format, FORMATS)
        check_choice("check", self.check, CHECKS)
        check_at_least(0, at_most=self.at_most)
        check_at_least(1, at_least=self.at_least)


@dataclass(frozen=True)
class ModelConfig:
    """`preset` of model/presets.py with `overrides` of its settings. `start`: `imagenet` (the weight files in `weights`),
    `random`, or the path of a model.safetensors that another run wrote. `dropout` on the input of the global branch's FC."""

    preset: str
    overrides: Mapping[str, Any] = field(default_factory=dict)
    start: str = "imagenet"
    weights: str = "../shared/weights"
    dropout: float = 0.0

    def __post_init__(self) -> None:
        if not 0 <= self.dropout < 1:
            raise ValueError("dropout must lie between 0 and 1")


@dataclass(frozen=True)
class InitializeConfig:
    """Start of the head, see engine/initialize.py. `method`: `pca` of the untrained features, or `none`.

    `power` scales each component by its eigenvalue^-power; `local_scale` is what the local part counts at first;
    `token_weight` what the second trunk counts; at most `photos` photos are looked at for the PCA.
    """

    method: str = "none"
    power: float = 0.25
    local_scale: float = 0.02
    token_weight: float = 0.7
    photos: int = 10000

    def __post_init__(self) -> None:
        check_choice("method", self.method, ("none", "pca"))
        check_at_least(1, photos=self.photos)


@dataclass(frozen=True)
class LossConfig:
    """One term of the objective: `weight` times the loss of this `kind` (engine/objective.py) with its `options`."""

    kind: str
    weight: float = 1.0
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class GroupConfig:
    """Parameters whose name matches one of `match` learn at `rate` (`is_relative`: times the mean
    magnitude of the group's matrices at the start)."""

    match: Tuple[str, ...]
    rate: float
    is_relative: bool = False
    weight_decay: Optional[float] = None

    def __post_init__(self) -> None:
        check_at_least(0, rate=self.rate)


@dataclass(frozen=True)
class OptimizerConfig:
    """`adamw` or `sgd` (with `momentum`). The first group that matches a parameter has it; what no group matches is
    frozen, and so are depthwise convolutions with `freezes_depthwise`: their gradient is ten times as slow as all the rest on
    a processor. `clip`: longest gradient (0: any)."""

    groups: Tuple[GroupConfig, ...]
    kind: str = "adamw"
    weight_decay: float = 0.01
    momentum: float = 0.9
    clip: float = 0.0
    freezes_depthwise: bool = False

    def __post_init__(self) -> None:
        check_choice("kind", self.kind, ("adamw", "sgd"))
        check_at_least(0, clip=self.clip, weight_decay=self.weight_decay)


@dataclass(frozen=True)
class ScheduleConfig:
    """Linear warm-up over `warmup` steps, then half a cosine from 1 to `floor` over all stages."""

    warmup: int = 20
    floor: float = 0.02

    def __post_init__(self) -> None:
        check_at_least(0, warmup=self.warmup, floor=self.floor)


@dataclass(frozen=True)
class StageConfig:
    """`steps` batches at `width` x `height` pixels."""

    steps: int
    width: int
    height: int

    def __post_init__(self) -> None:
        check_at_least(1, steps=self.steps)
        if min(self.width, self.height) < 32 or self.width % 32 or self.height % 32:
            raise ValueError("width and height must be multiples of 32")


@dataclass(frozen=True)
class CacheConfig:
    """Features of the frozen part are computed once: `views` of each photo (the first is the plain photo) after
    `trunk_cut` stages of the trunk and `token_cut` blocks of the second trunk, if there is one."""

    trunk_cut: int = 6
    token_cut: int = 6
    views: int = 2

    def __post_init__(self) -> None:
        check_at_least(1, views=self.views, trunk_cut=self.trunk_cut, token_cut=self.token_cut)


@dataclass(frozen=True)
class EvaluationConfig:
    """`split` (one of the index, `held-out`, or `none`) is measured at the end and every `every` steps (0: not between),
    each photo stretched to the nearest of `sizes` (width, height)."""

    split: str = "validation"
    every: int = 0
    sizes: Tuple[Tuple[int, int], ...] = ((384, 384),)

    def __post_init__(self) -> None:
        check_at_least(0, every=self.every)
        if not self.sizes:
            raise ValueError("sizes must name at least one")


@dataclass(frozen=True)
class WhiteningConfig:
    """After training: components of the vectors of at most `photos` training photos are scaled by eigenvalue^-power
    (power 0: no whitening)."""

    power: float = 0.0
    photos: int = 3000

    def __post_init__(self) -> None:
        check_at_least(0, power=self.power)
        check_at_least(1, photos=self.photos)


@dataclass(frozen=True)
class RunConfig:
    """One run. `average`: decay of the weights' moving average (0: none). `precision`: `mixed` needs a GPU,
    `bfloat16-products` is the processor's. `cache` absent: end to end. A checkpoint every `checkpoint_every` steps.
    `workers`: processes that read photos (0: the training process does)."""

    model: ModelConfig
    batch: BatchConfig
    losses: Tuple[LossConfig, ...]
    optimizer: OptimizerConfig
    stages: Tuple[StageConfig, ...]
    seed: int = 1
    data: DataConfig = DataConfig()
    augmentation: AugmentationConfig = AugmentationConfig()
    initialize: InitializeConfig = InitializeConfig()
    schedule: ScheduleConfig = ScheduleConfig()
    average: float = 0.0
    precision: str = "float32"
    cache: Optional[CacheConfig] = None
    evaluation: EvaluationConfig = EvaluationConfig()
    whitening: WhiteningConfig = WhiteningConfig()
    checkpoint_every: int = 100
    workers: int = 0
    threads: int = 2

    def __post_init__(self) -> None:
        check_choice("precision", self.precision, PRECISIONS)
        check_at_least(1, checkpoint_every=self.checkpoint_every, threads=self.threads)
        check_at_least(0, workers=self.workers, seed=self.seed)
        if not 0 <= self.average < 1:
            raise ValueError("average must lie between 0 and 1")
        if not self.losses or not self.stages:
            raise ValueError("there must be at least one of [[losses]] and one of [[stages]]")

    @property
    def steps(self) -> int:
        """Steps of all stages."""
        return sum(stage.steps for stage in self.stages)

    def get_stage(self, step: int) -> StageConfig:
        """Stage of the step, counted from 0."""
        for stage in self.stages:
            if step < stage.steps:
                return stage
            step -= stage.steps
        raise IndexError("the run has no such step")


def read_config(path: Path) -> RunConfig:
    """The file's configuration. `ConfigError` when it cannot be read or says something unknown or impossible."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: {error}") from None
    return parse_table(RunConfig, table, path.name)


def hash_config(config: RunConfig) -> str:
    """SHA-256 of all that decides the outcome: everything but where the files lie and how the work is shared out."""
    table = dataclasses.asdict(config)
    for name in ("threads", "workers", "checkpoint_every", "evaluation"):
        del table[name]
    del table["data"]["photos"], table["model"]["weights"]
    return hashlib.sha256(json.dumps(table, sort_keys=True).encode("utf-8")).hexdigest()
