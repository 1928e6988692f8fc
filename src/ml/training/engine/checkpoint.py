"""All that a run needs to go on after it was killed.

There is no random state in it: batches, views and dropout are functions of (seed, step), so the step is all of it. That
also holds when the run goes on with another number of processes.
"""

import io
import json
from pathlib import Path
from typing import Any, Dict, List

import torch
from data.atomic_file import write_atomically
from torch import Tensor

FORMAT = 1
TENSOR, TABLE, ARRAY = "tensor", "table", "array"


class CheckpointError(ValueError):
    """Why a checkpoint cannot be gone on from."""


def seed_step(seed: int, step: int, rank: int) -> None:
    """Seeds torch's generators (dropout) for one step of one process."""
    torch.manual_seed((seed * 1_000_003 + step) * 1009 + rank)


def pack(value: Any, tensors: List[Tensor]) -> Any:
    """`value` (tables, arrays, numbers, strings, None) for JSON; tensors go to the end of `tensors`.

    The only pickle that is safe to read holds tensors alone: torch 1.13 does not even allow floating-point numbers in it.
    """
    if isinstance(value, Tensor):
        tensors.append(value.detach().cpu())
        return {TENSOR: len(tensors) - 1}
    if isinstance(value, dict):
        return {TABLE: [[key, pack(item, tensors)] for key, item in value.items()]}
    if isinstance(value, (list, tuple)):
        return {ARRAY: [pack(item, tensors) for item in value]}
    return value


def unpack(value: Any, tensors: List[Tensor]) -> Any:
    """The opposite of `pack`; tuples have become lists."""
    if not isinstance(value, dict):
        return value
    if TENSOR in value:
        return tensors[value[TENSOR]]
    if ARRAY in value:
        return [unpack(item, tensors) for item in value[ARRAY]]
    return {key: unpack(item, tensors) for key, item in value[TABLE]}


def write_checkpoint(path: Path, config_hash: str, step: int, seconds: float, parts: Dict[str, Any]) -> None:
    """`step` is the number of steps that are done, `seconds` the time that they took. `parts` have `state_dict()`."""
    buffer = io.BytesIO()
    states = {name: part.state_dict() for name, part in parts.items()}
    content = {"format": FORMAT, "config": config_hash, "step": step, "seconds": seconds, "states": states}
    tensors: List[Tensor] = []
    text = json.dumps(pack(content, tensors)).encode("utf-8")
    torch.save([torch.frombuffer(bytearray(text), dtype=torch.uint8), *tensors], buffer)
    write_atomically(path, buffer.getvalue())


def read_checkpoint(path: Path, config_hash: str) -> Dict[str, Any]:
    """The content, on the processor. `CheckpointError` when it is broken or of a run with another configuration."""
    try:
        text, *tensors = torch.load(path, map_location="cpu", weights_only=True)
        content = unpack(json.loads(bytes(text.tolist())), tensors)
    except Exception as error:
        raise CheckpointError(f"{path} cannot be read ({error}): delete it to begin the run again") from None
    if content["format"] != FORMAT:
        raise CheckpointError(f"{path} is of another version of this program: delete it to begin the run again")
    if content["config"] != config_hash:
        raise CheckpointError(f"{path} belongs to another configuration: take another --out, or the old configuration")
    return content


def restore(content: Dict[str, Any], parts: Dict[str, Any]) -> None:
    """Hands every part its state."""
    for name, part in parts.items():
        part.load_state_dict(content["states"][name])
