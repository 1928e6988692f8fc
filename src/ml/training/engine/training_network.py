"""The network as it is trained: not whitened, and perhaps without its frozen first part."""

import copy
from typing import NamedTuple, Optional, Tuple

import torch
from model.bicubic_resize import resize_bicubic
from model.dolg import Dolg
from model.normalize import normalize
from torch import Tensor, nn

# The local branch looks at the output of this stage, counted from 1: the cut must not lie behind it.
LOCAL_STAGE = 6


class CutFeatures(NamedTuple):
    """What the frozen part of the network knows of a batch.

    `trunk` [N, C, h, w]: after `trunk_cut` stages of the trunk (the stem is the first). `tokens` [N, T, D]: after
    `token_cut` blocks of the second trunk, None where there is none.
    """

    trunk: Tensor
    tokens: Optional[Tensor]


class FrozenPart(nn.Module):
    """uint8 pixels [N, H, W, 3] -> `CutFeatures`. Shares its weights with the model."""

    def __init__(self, model: Dolg, trunk_cut: int, token_cut: int) -> None:
        super().__init__()
        self.pixels = model.pixels
        self.stages = nn.Sequential(*model.trunk.features[:trunk_cut])
        self.transformer = model.second_trunk.transformer if model.second_trunk is not None else None
        self.token_cut = token_cut

    def forward(self, pixels: Tensor) -> CutFeatures:
        trunk = self.stages(self.pixels(pixels).contiguous(memory_format=torch.channels_last))
        if self.transformer is None:
            return CutFeatures(trunk, None)
        images = pixels.permute(0, 3, 1, 2).to(torch.float32)
        tokens = self.transformer.embed_patches(resize_bicubic(images, self.transformer.side) / 127.5 - 1.0)
        for block in self.transformer.blocks[: self.token_cut]:
            tokens = block(tokens)
        return CutFeatures(trunk, tokens)


class TrunkTail(nn.Module):
    """`CutFeatures` -> what the trunk gives: features for the local and for the global branch."""

    def __init__(self, trunk: nn.Module, cut: int) -> None:
        super().__init__()
        self.to_local = nn.Sequential(*trunk.features[cut:LOCAL_STAGE])
        self.to_global = nn.Sequential(*trunk.features[LOCAL_STAGE:])
        self.local_stride = trunk.local_stride

    def forward(self, features: CutFeatures) -> Tuple[Tensor, Tensor]:
        local = self.to_local(features.trunk)
        return local, self.to_global(local)


class TokenTail(nn.Module):
    """`CutFeatures` -> what the second trunk gives: its class token, unit length."""

    def __init__(self, second_trunk: nn.Module, cut: int) -> None:
        super().__init__()
        self.dims = second_trunk.dims
        self.blocks = second_trunk.transformer.blocks[cut:]
        self.norm = second_trunk.transformer.norm

    def forward(self, features: CutFeatures) -> Tensor:
        tokens = features.tokens
        for block in self.blocks[:-1]:
            tokens = block(tokens)
        return normalize(self.norm(self.blocks[-1](tokens, queries=1))[:, 0])


def share_parts(model: Dolg) -> Dolg:
    """A network of the same parts, in which parts can be replaced without touching the model. All weights are shared."""
    shared = copy.copy(model)
    # The copy would share the table of parts too.
    shared._modules = dict(model._modules)
    return shared


def build_training_network(model: Dolg) -> Dolg:
    """The model without whitening, whose statistics come after training."""
    network = share_parts(model)
    network.whitening = None
    return network


def cut_network(network: Dolg, trunk_cut: int, token_cut: int) -> Dolg:
    """The network from `CutFeatures` instead of pixels on. ValueError when the trunk cannot be cut there."""
    if not hasattr(network.trunk, "features"):
        raise ValueError("features can be cached for EfficientNet trunks alone: leave [cache] out")
    if trunk_cut > LOCAL_STAGE:
        raise ValueError(f"trunk_cut is at most {LOCAL_STAGE}: the local branch needs the output of that stage")
    cut = share_parts(network)
    cut.pixels = nn.Identity()
    cut.trunk = TrunkTail(network.trunk, trunk_cut)
    if network.second_trunk is not None:
        if token_cut >= len(network.second_trunk.transformer.blocks):
            raise ValueError("token_cut must leave a block of the second trunk")
        cut.second_trunk = TokenTail(network.second_trunk, token_cut)
    return cut


def add_dropout(model: Dolg, share: float) -> None:
    """Dropout (Srivastava et al. 2014) on the pooled features that the global branch's last layer takes."""

    def drop(module: nn.Module, inputs: Tuple[Tensor, ...]) -> Tuple[Tensor, ...]:
        return (nn.functional.dropout(inputs[0], share, module.training),)

    if share:
        model.global_branch.fc.register_forward_pre_hook(drop)
