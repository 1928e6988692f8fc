"""Named networks: ours, DOLG as published, as a popular article writes it, and the 2021 winner's.

Each takes uint8 pixels [N, H, W, 3] with sides that are multiples of 32 and gives `DolgOutput`; each names the loss
that its authors trained it with. All start from random weights.
"""

from dataclasses import asdict, dataclass, replace
from typing import Dict, Optional, Sequence, Tuple, Union

from losses.adaptive_margins import adaptive_margins
from losses.arcface import ArcFace
from losses.sub_center_arcface import SubCenterArcFace
from model.dolg import Dolg
from model.efficientnet import EfficientNet
from model.fusion import build_fusion
from model.global_branch import GlobalBranch
from model.local_branch import LocalBranch
from model.resnet import ResNet
from torch import Tensor, nn

DIMS = 512


@dataclass(frozen=True)
class ResNetSettings:
    """Arguments of `ResNet`."""

    depth: int
    out_indices: Tuple[int, int] = (3, 4)

    def build(self) -> ResNet:
        return ResNet(**asdict(self))


@dataclass(frozen=True)
class EfficientNetSettings:
    """Arguments of `EfficientNet`."""

    width: float
    depth: float
    has_batch_norm: bool = True
    has_last_block: bool = True
    stem_stride: int = 2

    def build(self) -> EfficientNet:
        return EfficientNet(**asdict(self))


@dataclass(frozen=True)
class LocalSettings:
    """Arguments of `LocalBranch` and its `MultiAtrous`; the defaults are the published ones."""

    branch: int = 512
    hidden: int = 1024
    dilations: Tuple[int, ...] = (6, 12, 18)
    is_linear: bool = True
    has_pooling: bool = True
    attention_channels: int = 1


@dataclass(frozen=True)
class GlobalSettings:
    """Arguments of `GlobalBranch`; the defaults are the published ones."""

    wide: Optional[int] = None
    p: float = 3.0
    is_p_trainable: bool = False
    is_unit: bool = False
    has_batch_norm: bool = False
    has_fc: bool = True


@dataclass(frozen=True)
class LossSettings:
    """ArcFace, with sub-centers if more than one; without `margin` the margins adapt to how common a landmark is."""

    sub_centers: int = 1
    scale: float = 30.0
    margin: Optional[float] = 0.15


@dataclass(frozen=True)
class Preset:
    """One network. `width` is the number of channels of the local features and of the global feature.

    `fusion` is one of fusion.py's. All but `orthogonal` are there to be compared with it; with `global` and `local` a
    branch has no gradient, which data-parallel training does not take.
    """

    title: str
    trunk: Union[ResNetSettings, EfficientNetSettings]
    local: LocalSettings = LocalSettings()
    global_: GlobalSettings = GlobalSettings()
    width: int = 1024
    has_neck: bool = False
    has_whitening: bool = False
    has_second_trunk: bool = False
    fusion: str = "orthogonal"
    loss: LossSettings = LossSettings()


OURS = Preset(
    title="DOLG on EfficientNet-B4, whitened",
    trunk=EfficientNetSettings(1.4, 1.8, has_batch_norm=False, has_last_block=False),
    local=LocalSettings(branch=48, hidden=256, dilations=(2, 4, 6), is_linear=False),
    global_=GlobalSettings(wide=1792, p=1.0, is_unit=True),
    width=512,
    has_whitening=True,
    loss=LossSettings(sub_centers=3, margin=0.2),
)


def write_article_preset() -> Preset:
    """DOLG as a popular article ("DOLG in PyTorch") writes it.

    It differs from the paper in choices that are kept: `out_indices` (2, 3) counts the stem as 0, so the branches sit on
    stages 2 and 3 (512 channels at stride 8, 1024 at stride 16), not on 3 and 4; dilations 3, 6, 9; an attention of its
    own for each of the 1024 channels. The contract's attention map is the mean over channels and over 2 x 2 cells.
    Defects, mended here:

    - the image-pooling branch is spread to a map of `image_size / 8`, so one input size works: ours is broadcast;
    - `.squeeze()` behind the pooling drops the batch axis of a single photo: ours is `flatten(1)`;
    - ArcFace's `sqrt(1 - cosine^2)` is NaN once rounding lifts a cosine above 1, and has an infinite slope at 1: see
      `shift_angle`;
    - 88,313 classes are written into it (GLDv2's clean set has 81,313): `build_loss` counts those at hand.
    """
    return Preset(
        title="DOLG on ResNet-101 as in a popular article, its defects mended",
        trunk=ResNetSettings(101, out_indices=(2, 3)),
        local=LocalSettings(hidden=1024, dilations=(3, 6, 9), attention_channels=1024),
    )


# Henkel 2021 (arXiv 2110.03786): no image pooling, global feature by 1x1, batch norm and SiLU instead of FC, trained p.
WINNER = Preset(
    title="DOLG on EfficientNet-B5 as won Google Landmark Recognition 2021",
    trunk=EfficientNetSettings(1.6, 2.2),
    local=LocalSettings(has_pooling=False),
    global_=GlobalSettings(wide=1024, is_p_trainable=True, has_batch_norm=True, has_fc=False),
    has_neck=True,
    loss=LossSettings(sub_centers=3, scale=45.0, margin=None),
)

PRESETS: Dict[str, Preset] = {
    "efficientnet-b4": OURS,
    "hybrid": replace(OURS, title="DOLG on EfficientNet-B4 and a ViT-Ti, whitened", has_second_trunk=True),
    "resnet50": Preset("DOLG as published on ResNet-50", ResNetSettings(50)),
    "resnet101": Preset("DOLG as published on ResNet-101", ResNetSettings(101)),
    "resnet101-article": write_article_preset(),
    "efficientnet-b5": WINNER,
    "efficientnet-b6": replace(
        WINNER,
        title=WINNER.title.replace("B5", "B6"),
        trunk=EfficientNetSettings(1.8, 2.6),
        local=LocalSettings(dilations=(3, 6, 9), has_pooling=False),
    ),
    # The winner ran B7 with a stem of stride 1 on 448 x 448; the contract's stride wants 2. `stem_stride` has it.
    "efficientnet-b7": replace(
        WINNER,
        title=WINNER.title.replace("B5", "B7"),
        trunk=EfficientNetSettings(2.0, 3.1),
        local=LocalSettings(dilations=(3, 6, 9), has_pooling=False),
    ),
}


def find_preset(name: str, **overrides) -> Preset:
    """The preset with some of its fields replaced. ValueError for an unknown name, TypeError for an unknown field."""
    if name not in PRESETS:
        raise ValueError(f"no preset {name!r}: choose one of {', '.join(PRESETS)}")
    return replace(PRESETS[name], **overrides)


def build_second_trunk() -> nn.Module:
    """The hybrid's class token. Imported here, so that only the hybrid needs it."""
    from model.second_trunk import ClassToken

    return ClassToken()


def build_model(name: str, **overrides) -> Dolg:
    """The network of a preset, with random weights; overrides are fields of `Preset`."""
    preset = find_preset(name, **overrides)
    trunk = preset.trunk.build()
    return Dolg(
        trunk=trunk,
        local_branch=LocalBranch(trunk.local_channels, dims=preset.width, **asdict(preset.local)),
        global_branch=GlobalBranch(trunk.global_channels, dims=preset.width, **asdict(preset.global_)),
        width=preset.width,
        dims=DIMS,
        has_neck=preset.has_neck,
        has_whitening=preset.has_whitening,
        second_trunk=build_second_trunk() if preset.has_second_trunk else None,
        fusion=build_fusion(preset.fusion, preset.width),
    )


def build_loss(name: str, counts: Union[Tensor, Sequence[int]], **overrides) -> ArcFace:
    """The loss of a preset for classes with these numbers of training photos; overrides are fields of `Preset`."""
    settings = find_preset(name, **overrides).loss
    margin = adaptive_margins(counts) if settings.margin is None else settings.margin
    if settings.sub_centers == 1:
        return ArcFace(len(counts), DIMS, settings.scale, margin)
    return SubCenterArcFace(len(counts), DIMS, settings.scale, margin, settings.sub_centers)
