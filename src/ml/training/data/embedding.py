"""Runs `Dolg` over photo files."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Dict, List, Tuple

import numpy as np
import torch
from data.photos import choose_size, read_upright, stretch

Size = Tuple[int, int]


def embed_pixels(model: torch.nn.Module, pixels: np.ndarray) -> np.ndarray:
    """uint8 [N, H, W, 3] -> float32 [N, 512]."""
    with torch.inference_mode():
        return model(torch.from_numpy(np.array(pixels))).embedding.numpy()


def embed_files(model: torch.nn.Module, paths: List[Path], sizes: List[Size], batch: int = 8) -> np.ndarray:
    """float32 [len(paths), 512], each photo stretched to the size whose aspect is nearest; batches of one size."""
    waiting: Dict[Size, List[Tuple[int, np.ndarray]]] = {}
    vectors = np.zeros((len(paths), 512), np.float32)

    def read(path: Path) -> Tuple[Size, np.ndarray]:
        image = read_upright(path)
        size = choose_size(image.size, sizes)
        return size, stretch(image, *size)

    def run(rows: List[Tuple[int, np.ndarray]]) -> None:
        vectors[[row for row, _ in rows]] = embed_pixels(model, np.stack([pixels for _, pixels in rows]))

    with ThreadPoolExecutor(1) as reader:
        for start in range(0, len(paths), 64):
            for row, (size, pixels) in enumerate(reader.map(read, paths[start : start + 64]), start):
                waiting.setdefault(size, []).append((row, pixels))
                if len(waiting[size]) == batch:
                    run(waiting.pop(size))
    for rows in waiting.values():
        run(rows)
    return vectors
