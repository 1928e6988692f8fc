"""The network that a configuration names, with the weights that it starts from."""

import dataclasses
from pathlib import Path
from typing import Any, Mapping

import torch
from engine.config import ModelConfig
from engine.model_file import load_state, read_metadata
from engine.parse_table import ConfigError, parse_table
from model.dolg import Dolg
from model.presets import PRESETS, build_model
from model.safetensors_file import read_safetensors
from model.weights import TRUNK_FILE, fold_batch_norm
from torch import nn

TRANSFORMER_FILE = "vit_tiny_patch16_224_in21k_fp16.safetensors"


def read_overrides(preset: str, table: Mapping[str, Any]) -> Mapping[str, Any]:
    """A table of settings of the preset; a nested table changes single settings of that part. `ConfigError` for unknown
    names."""
    if preset not in PRESETS:
        raise ConfigError(f"model.preset: no preset {preset!r}; known: {', '.join(PRESETS)}")
    # TOML has the word `global`, Python keeps it for itself.
    renamed = {"global_" if key == "global" else key: value for key, value in table.items()}
    overrides = {}
    for key, value in renamed.items():
        current = getattr(PRESETS[preset], key, None)
        if dataclasses.is_dataclass(current) and isinstance(value, dict):
            changed = parse_table(type(current), {**list_settings(current), **value}, f"model.overrides.{key}")
            value = dataclasses.replace(current, **{name: getattr(changed, name) for name in value})
        overrides[key] = value
    known = [item.name for item in dataclasses.fields(PRESETS[preset])]
    unknown = [key for key in overrides if key not in known]
    if unknown:
        raise ConfigError(f"model.overrides: unknown key {unknown[0]!r}; known: {', '.join(known)}")
    return overrides


def list_settings(settings: Any) -> Mapping[str, Any]:
    """A dataclass' values as TOML would give them, without None, for which TOML has no word."""
    values = {item.name: getattr(settings, item.name) for item in dataclasses.fields(settings)}
    return {
        key: list(value) if isinstance(value, tuple) else value for key, value in values.items() if value is not None
    }


def load_imagenet(model: Dolg, folder: str) -> None:
    """EfficientNet-B4's ImageNet weights into the trunk and the global branch's expansion, ViT-Ti's into a second trunk.

    The rest stays as it is. ValueError when the trunk is another one.
    """
    tensors = fold_batch_norm(read_safetensors(Path(folder) / TRUNK_FILE))
    state = {
        "global_branch.expand.0" + name[len("features.8.0") :] if name.startswith("features.8.") else "trunk." + name: value
        for name, value in tensors.items()
    }
    if model.second_trunk is not None:
        transformer = read_safetensors(Path(folder) / TRANSFORMER_FILE)
        prefix = "second_trunk.transformer."
        state.update({prefix + name: value for name, value in transformer.items() if not name.startswith("head.")})
    own = model.state_dict()
    for name, value in state.items():
        if name not in own or own[name].shape != value.shape:
            raise ValueError(f"the ImageNet weights do not fit this network ({name}): set model.start to 'random'")
    own.update(state)
    model.load_state_dict(own)


def reset_whitening(model: Dolg) -> None:
    """Whitening that changes nothing: its statistics come after training."""
    if model.whitening is not None:
        nn.init.zeros_(model.whitening.mean)
        with torch.no_grad():
            model.whitening.rotate.weight.copy_(torch.eye(len(model.whitening.mean)))


def build_network(config: ModelConfig, seed: int) -> Dolg:
    """The network with its start weights, not whitened; what has no weights yet is random by `seed`. Channels come last in
    memory: 1.6 times as fast on a processor."""
    torch.manual_seed(seed)
    model = build_model(config.preset, **read_overrides(config.preset, config.overrides))
    if config.start == "imagenet":
        load_imagenet(model, config.weights)
    elif config.start != "random":
        load_state(model, read_safetensors(Path(config.start)))
    reset_whitening(model)
    return model.to(memory_format=torch.channels_last)


def load_model(path: Path) -> Dolg:
    """The network of a model.safetensors that a run wrote, in evaluation mode. ValueError when the file is none."""
    metadata = read_metadata(path)
    model = build_model(metadata["preset"], **read_overrides(metadata["preset"], metadata["overrides"]))
    load_state(model, read_safetensors(path))
    return model.to(memory_format=torch.channels_last).eval()
