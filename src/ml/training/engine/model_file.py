"""A trained network as one safetensors file, with what is needed to build it again."""

import json
from pathlib import Path
from typing import Any, Dict, Mapping

from data.atomic_file import write_atomically
from model.dolg import IMAGENET_MEAN, IMAGENET_STD, Dolg
from torch import Tensor

Tensors = Dict[str, Tensor]

# Counts of batches: of no use after training, and no floating-point numbers.
COUNTER = "num_batches_tracked"


def write_model(path: Path, state: Tensors, preset: str, overrides: Mapping[str, Any], facts: Mapping[str, Any]) -> None:
    """`state` of a `Dolg` as float32, beside the preset and its overrides, the input's mean and deviation, the dimensions
    of the embedding, and any `facts`, all as JSON in the file's metadata."""
    tensors = {name: value.detach().cpu().float().contiguous() for name, value in state.items() if COUNTER not in name}
    header: Dict[str, Any] = {
        "__metadata__": {
            "preset": preset,
            "overrides": json.dumps(overrides),
            "mean": json.dumps(IMAGENET_MEAN),
            "std": json.dumps(IMAGENET_STD),
            "facts": json.dumps(facts),
        }
    }
    body, offset = [], 0
    for name in sorted(tensors):
        data = tensors[name].numpy().astype("<f4").tobytes()
        header[name] = {
            "dtype": "F32",
            "shape": list(tensors[name].shape),
            "data_offsets": [offset, offset + len(data)],
        }
        body.append(data)
        offset += len(data)
    text = json.dumps(header).encode("utf-8")
    text += b" " * (-len(text) % 8)
    write_atomically(path, len(text).to_bytes(8, "little") + text + b"".join(body))


def read_metadata(path: Path) -> Dict[str, Any]:
    """What `write_model` noted: preset, overrides, mean, std, facts. ValueError when the file is none of ours."""
    with open(path, "rb") as file:
        length = int.from_bytes(file.read(8), "little")
        if length > 100_000_000:
            raise ValueError(f"{path} is no safetensors file")
        text = file.read(length)
    try:
        metadata = json.loads(text)["__metadata__"]
        return {name: value if name == "preset" else json.loads(value) for name, value in metadata.items()}
    except (ValueError, KeyError, TypeError):
        raise ValueError(f"{path} does not say which preset it holds: train.py writes files that do") from None


def load_state(model: Dolg, tensors: Tensors) -> None:
    """Into the model. RuntimeError names every tensor that is absent or unknown."""
    counters = {name: value for name, value in model.state_dict().items() if COUNTER in name}
    model.load_state_dict({**tensors, **counters}, strict=True)
