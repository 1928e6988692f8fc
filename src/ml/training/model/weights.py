"""Loads the trial's weights into `Dolg`."""

from pathlib import Path
from typing import Dict

import torch
from model.dolg import Dolg
from model.safetensors_file import read_safetensors

Tensors = Dict[str, torch.Tensor]

TRUNK_FILE = "efficientnet_b4_imagenet_fp16.safetensors"
TRIAL_FILE = "dolg_b4_trial_fp16.safetensors"
TRUNK_BN_EPS = 1e-3


def fold_batch_norm(tensors: Tensors, eps: float = TRUNK_BN_EPS) -> Tensors:
    """Every pair `X.0` (convolution without bias) and `X.1` (batch norm) as one `X.0` with weight and bias."""
    folded = {name: value for name, value in tensors.items() if name[: name.rfind(".")] + ".running_var" not in tensors}
    for name, variance in tensors.items():
        if not name.endswith(".running_var"):
            continue
        norm = name[: -len(".running_var")]
        convolution = norm[: -len("1")] + "0"
        factor = tensors[norm + ".weight"] / torch.sqrt(variance + eps)
        folded[convolution + ".weight"] = tensors[convolution + ".weight"] * factor.view(-1, 1, 1, 1)
        folded[convolution + ".bias"] = tensors[norm + ".bias"] - tensors[norm + ".running_mean"] * factor
    return folded


def rename_trial(trial: Tensors) -> Tensors:
    """The trial file's names and layout -> names of `Dolg`'s state."""
    state = {"trunk.features." + name[4:]: value for name, value in trial.items() if name.startswith("s67.")}
    for index in range(3):
        state[f"local_branch.context.branches.{index}.weight"] = trial[f"head.local.br.{index}.weight"]
    state["local_branch.context.pooled.weight"] = trial["head.local.pl.weight"]
    state["local_branch.context.pooled.bias"] = trial["head.local.pl.bias"]
    reduce = trial["head.local.red.weight"]
    split = reduce.shape[1] - trial["head.local.pl.weight"].shape[0]
    state["local_branch.context.reduce.weight"] = reduce[:, :split]
    state["local_branch.context.reduce_pooled.weight"] = reduce[:, split:]
    state["local_branch.project.weight"] = trial["head.local.c1.weight"]
    for field in ("weight", "bias", "running_mean", "running_var"):
        state["local_branch.norm." + field] = trial["head.local.bn." + field]
    state["local_branch.attention.weight"] = trial["head.local.at.weight"]
    state["local_branch.attention.bias"] = trial["head.local.at.bias"]
    state["global_branch.expand.0.weight"] = trial["head.hc.0.weight"]
    state["global_branch.expand.0.bias"] = trial["head.hc.0.bias"]
    # The global feature is divided by one learned scale: a linear layer absorbs it.
    state["global_branch.fc.weight"] = trial["head.fcg.weight"] / trial["head.gs"]
    state["global_branch.fc.bias"] = trial["head.fcg.bias"] / trial["head.gs"]
    state["fc.weight"] = trial["head.fc.weight"]
    state["fc.bias"] = trial["head.fc.bias"]
    state["whitening.mean"] = trial["whiten.mean"]
    state["whitening.rotate.weight"] = trial["whiten.weight"]
    return state


def load_trial(folder: Path) -> Dolg:
    """`Dolg` in evaluation mode with the trial's weights. RuntimeError names every tensor that is absent or unknown."""
    trunk = fold_batch_norm(read_safetensors(folder / TRUNK_FILE))
    early = {
        "trunk." + name: value
        for name, value in trunk.items()
        if name.startswith(tuple(f"features.{stage}." for stage in range(6)))
    }
    model = Dolg()
    constants = {name: value for name, value in model.state_dict().items() if name.startswith("pixels.")}
    counters = {"local_branch.norm.num_batches_tracked": torch.tensor(0)}
    state = {**early, **rename_trial(read_safetensors(folder / TRIAL_FILE)), **constants, **counters}
    model.load_state_dict(state, strict=True)
    return model.eval()
