"""Pixels that code makes: inputs of the golden embeddings."""

import numpy as np


def make_self_test_pixels(width: int, height: int, seed: int) -> np.ndarray:
    """uint8 [height, width, 3], byte for byte what `makeSelfTestPixels` in src/ml/model/self-test.ts makes."""
    state = (seed * 2654435761) & 0xFFFFFFFF
    noise = np.empty(height * width * 3, np.int64)
    for index in range(len(noise)):
        state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
        noise[index] = state >> 27
    y, x, channel = np.meshgrid(np.arange(height), np.arange(width), np.arange(3), indexing="ij")
    ramp = ((x * (3 + channel) + y * (5 - channel) + seed * 17) >> 1) & 255
    wave = np.where(ramp < 128, ramp, 255 - ramp)
    block = np.where((((x >> 5) ^ (y >> 4) ^ channel) & 1) == 1, 90, 0)
    return np.minimum(255, wave + block + noise.reshape(height, width, 3)).astype(np.uint8)


def make_tower_pixels(width: int, height: int) -> np.ndarray:
    """uint8 [height, width, 3]: a sky that darkens upwards, ground, and a tapering tower with a round window."""
    y, x = np.mgrid[0:height, 0:width] / np.array([height, width]).reshape(2, 1, 1)
    image = np.stack([110 + 90 * y, 150 + 80 * y, 235 - 20 * y], -1)
    image[y > 0.8] = (96, 110, 62)
    tower = (np.abs(x - 0.5) < 0.06 + 0.12 * y) & (y > 0.15) & (y < 0.85)
    image[tower] = (186, 158, 120)
    image[tower & (x > 0.5)] *= 0.7
    image[(x - 0.5) ** 2 + (1.2 * (y - 0.42)) ** 2 < 0.002] = (40, 34, 48)
    return image.clip(0, 255).astype(np.uint8)


def make_arches_pixels(width: int, height: int) -> np.ndarray:
    """uint8 [height, width, 3]: a bridge of four arches over banded water."""
    y, x = np.mgrid[0:height, 0:width] / np.array([height, width]).reshape(2, 1, 1)
    image = np.stack([200 - 60 * y, 190 - 30 * y, 180 + 30 * y], -1)
    image[y > 0.7] = (52, 84, 104)
    image[(y > 0.7) & ((y * 40).astype(int) % 2 == 0)] = (70, 104, 124)
    opening = ((x * 4 % 1) - 0.5) ** 2 + (y - 0.75) ** 2 < 0.12
    image[(y > 0.3) & (y < 0.75) & ~opening] = (150, 90, 70)
    return image.clip(0, 255).astype(np.uint8)
