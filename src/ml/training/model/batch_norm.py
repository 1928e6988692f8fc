"""Batch norm outside of training: folding it away, and setting its statistics."""

import copy

import torch
from torch import Tensor, nn

BATCH_NORMS = (nn.BatchNorm1d, nn.BatchNorm2d)
LINEAR_LAYERS = (nn.Conv2d, nn.Linear)
RESIDUAL_SCALE = 0.2


def soften_residual(norm: nn.Module) -> None:
    """Starts the last batch norm of a residual branch at a small scale.

    At 1 a deep network of random weights multiplies every difference, rounding included, from block to block (Yang et
    al. 2019, "A mean field theory of batch normalization"). Goyal et al. 2017, section 5.1, start it at 0.
    """
    nn.init.constant_(norm.weight, RESIDUAL_SCALE)


def fold_into(layer: nn.Module, norm: nn.Module) -> None:
    """Changes the layer so that it gives what the layer and then the norm gave in evaluation mode."""
    factor = norm.weight.double() / torch.sqrt(norm.running_var.double() + norm.eps)
    shape = (-1,) + (1,) * (layer.weight.dim() - 1)
    bias = 0.0 if layer.bias is None else layer.bias.double()
    bias = norm.bias.double() + (bias - norm.running_mean.double()) * factor
    layer.bias = nn.Parameter(bias.to(layer.weight.dtype))
    layer.weight = nn.Parameter((layer.weight.double() * factor.view(shape)).to(layer.weight.dtype))


@torch.no_grad()
def fold_batch_norms(model: nn.Module) -> nn.Module:
    """A copy in evaluation mode, with the same outputs, whose batch norms are folded into the layers before them.

    A batch norm must be registered right after the convolution or linear layer whose output it takes, as all modules
    here do. ValueError names one that is not.
    """
    folded = copy.deepcopy(model).eval()
    for parent_name, parent in list(folded.named_modules()):
        before = None
        for name, child in list(parent.named_children()):
            if isinstance(child, BATCH_NORMS):
                if not isinstance(before, LINEAR_LAYERS) or len(before.weight) != child.num_features:
                    raise ValueError(f"batch norm {parent_name}.{name} does not follow a convolution or linear layer")
                fold_into(before, child)
                setattr(parent, name, nn.Identity())
            before = child
    return folded


@torch.no_grad()
def settle_batch_norms(model: nn.Module, pixels: Tensor) -> None:
    """Sets the running statistics to those of one batch [N, H, W, 3], N > 1; leaves the model in evaluation mode.

    A network of random weights then computes at a sane scale.
    """
    norms = [module for module in model.modules() if isinstance(module, BATCH_NORMS)]
    momenta = [norm.momentum for norm in norms]
    for norm in norms:
        norm.reset_running_stats()
        # A plain average over all batches since the reset.
        norm.momentum = None
    model.train()
    model(pixels)
    model.eval()
    for norm, momentum in zip(norms, momenta):
        norm.momentum = momentum
