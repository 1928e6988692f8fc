"""Start of the DOLG head at what the untrained trunks know.

With random layers the first steps would spoil the trunk. Instead the global branch's layer starts as the principal
components of the untrained pooled features, the last layer hands them on (joined with the second trunk's components, if
there is one), and the local branch begins with a small weight: training starts at the untrained vectors.
"""

from typing import Iterable, List, NamedTuple, Optional

import torch
from engine.batch_source import Batch, move_inputs
from engine.config import InitializeConfig
from engine.fusion_start import fuse_without_local, place_local
from engine.principal_components import find_components
from model.dolg import Dolg
from model.normalize import normalize
from torch import Tensor, nn


class Untrained(NamedTuple):
    """Of n photos: what the global branch's FC takes [n, k], what the second trunk gives [n, t] (None without one)."""

    pooled: Tensor
    tokens: Optional[Tensor]


def find_last_layer(network: Dolg) -> nn.Linear:
    """The layer behind the fusion; with a neck it is the first of three."""
    return network.fc[0] if isinstance(network.fc, nn.Sequential) else network.fc


@torch.inference_mode()
def describe_photos(network: Dolg, batches: Iterable[Batch], device: torch.device) -> Untrained:
    """Runs the network in evaluation mode over the batches and keeps what enters the head."""
    pooled: List[Tensor] = []
    tokens: List[Tensor] = []
    hooks = [network.global_branch.fc.register_forward_pre_hook(lambda _, inputs: pooled.append(inputs[0].cpu()))]
    if network.second_trunk is not None:
        hooks.append(network.second_trunk.register_forward_hook(lambda _, inputs, output: tokens.append(output.cpu())))
    network.eval()
    for batch in batches:
        network(move_inputs(batch.inputs, device))
    for hook in hooks:
        hook.remove()
    return Untrained(torch.cat(pooled).float(), torch.cat(tokens).float() if tokens else None)


def scale_to_unit_mean(matrix: Tensor, centred: Tensor) -> Tensor:
    """The matrix divided so that `centred @ matrix^T` has rows of mean length 1."""
    return matrix / (centred @ matrix.t()).norm(dim=1).mean()


@torch.no_grad()
def initialize_head(network: Dolg, untrained: Untrained, config: InitializeConfig, seed: int) -> None:
    """Sets the global branch's FC, the layer behind the fusion, and the attention (to the same everywhere).

    ValueError for a network whose global branch has no FC.
    """
    first, last = network.global_branch.fc, find_last_layer(network)
    if not isinstance(first, nn.Linear):
        raise ValueError("initialize.method 'pca' sets the FC of the global branch, and this preset has none: use 'none'")
    width, dims = first.out_features, last.out_features
    device = last.weight.device
    components = find_components(untrained.pooled, config.power, width)
    matrix = scale_to_unit_mean(components.matrix, untrained.pooled - components.mean)
    first.weight.zero_()
    first.weight[: len(matrix)] = matrix.to(device)
    first.bias.zero_()
    first.bias[: len(matrix)] = -(matrix @ components.mean).to(device)

    generator = torch.Generator().manual_seed(seed)
    spread = torch.linalg.qr(torch.randn(width, width, generator=generator))[0] * config.local_scale
    rotation, bias = torch.eye(dims, width), torch.zeros(dims)
    blocks = place_local(network.fusion, rotation, spread)
    if untrained.tokens is not None:
        joined = nn.functional.linear(untrained.pooled, first.weight.cpu(), first.bias.cpu())
        parts = find_components(untrained.tokens, config.power, untrained.tokens.shape[1])
        second = config.token_weight * scale_to_unit_mean(parts.matrix, untrained.tokens - parts.mean)
        both = torch.cat([joined, (untrained.tokens - parts.mean) @ second.t()], 1)
        # Both parts together have more dimensions than the embedding: the ones that vary most are kept.
        rotation = find_components(both, 0.0, dims, is_centred=False).matrix
        blocks = [*place_local(network.fusion, rotation[:, :width], spread), rotation[:, width:] @ second]
        bias[: len(rotation)] = -(blocks[-1] @ parts.mean)
    weight = torch.cat(blocks, 1)
    last.weight.zero_()
    last.weight[: len(weight)] = weight.to(device)
    last.bias.copy_(bias)
    nn.init.zeros_(network.local_branch.attention.weight)
    nn.init.zeros_(network.local_branch.attention.bias)


@torch.no_grad()
def compute_untrained_vectors(network: Dolg, untrained: Untrained) -> Tensor:
    """float32 [n, dims] on the processor: the embeddings without their local part."""
    last = find_last_layer(network)
    g = nn.functional.linear(untrained.pooled, network.global_branch.fc.weight.cpu(), network.global_branch.fc.bias.cpu())
    parts = fuse_without_local(network.fusion, g) + ([] if untrained.tokens is None else [untrained.tokens])
    return normalize(nn.functional.linear(torch.cat(parts, 1), last.weight.cpu(), last.bias.cpu()))
