"""Reader of the safetensors format: 8 bytes little-endian header length, JSON header, raw tensors."""

import json
from pathlib import Path
from typing import Dict

import numpy as np
import torch

DTYPES = {"F16": np.float16, "F32": np.float32}


def read_safetensors(path: Path) -> Dict[str, torch.Tensor]:
    """All tensors of the file as float32, by name. ValueError when the file is cut short or holds other types."""
    data = path.read_bytes()
    header_length = int.from_bytes(data[:8], "little")
    if len(data) < 8 + header_length:
        raise ValueError(f"{path} is cut short: fetch it again")
    header = json.loads(data[8 : 8 + header_length])
    body = memoryview(data)[8 + header_length :]
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        if entry["dtype"] not in DTYPES:
            raise ValueError(f"{path}: tensor {name} is {entry['dtype']}; only F16 and F32 are read")
        start, end = entry["data_offsets"]
        array = np.frombuffer(body[start:end], dtype=DTYPES[entry["dtype"]]).reshape(entry["shape"])
        tensors[name] = torch.from_numpy(array.astype(np.float32))
    return tensors
