"""Photos of landmarks that do not exist: drawn, so that tests need no photo of anybody."""

import csv
from pathlib import Path
from typing import Dict

import numpy as np
from PIL import Image, ImageDraw


def draw_landmark(landmark: int, photo: int, side: int = 64) -> Image.Image:
    """A skyline that is the landmark's own, seen from another place in other light in every photo."""
    shape, view = np.random.default_rng([7, landmark]), np.random.default_rng([8, landmark, photo])
    sky, light = shape.integers(90, 256, 3), view.uniform(0.75, 1.1)
    shift, zoom = view.uniform(-0.08, 0.08), view.uniform(0.85, 1.15)
    width = int(side * view.uniform(1.0, 1.4))
    image = Image.new("RGB", (width, side), tuple(int(value) for value in np.clip(sky * light, 0, 255)))
    pen = ImageDraw.Draw(image)
    for _ in range(5):
        left, breadth, height = shape.uniform(0, 0.9), shape.uniform(0.05, 0.3), shape.uniform(0.2, 0.9)
        colour = tuple(int(value) for value in np.clip(shape.integers(0, 200, 3) * light, 0, 255))
        start, top = ((left - 0.5) * zoom + 0.5 + shift) * width, side * (1 - height * zoom)
        corners = [start, max(0, top), start + breadth * zoom * width, side]
        (pen.ellipse if shape.random() < 0.3 else pen.rectangle)(corners, fill=colour)
    return image


def draw_distractor(number: int, side: int = 64) -> Image.Image:
    """Noise around one colour."""
    rng = np.random.default_rng([9, number])
    noise = rng.integers(-40, 40, (side, side, 3)) + rng.integers(0, 256, 3)
    return Image.fromarray(np.clip(noise, 0, 255).astype(np.uint8))


def write_drawn_index(folder: Path, landmarks: Dict[str, int], distractors: int, side: int = 64) -> None:
    """A folder like the labelled photos': `index.csv` and the drawn files. `landmarks`: split -> number of landmarks with
    4 photos each. Every split gets `distractors` distractors."""
    rows, number = [], 0
    for split, count in landmarks.items():
        for landmark in range(number, number + count):
            for photo in range(4):
                path = f"landmarks/place_{landmark}/{photo}.png"
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                draw_landmark(landmark, photo, side).save(folder / path)
                rows.append((path, f"place_{landmark}", "drawn", split))
        number += count
        for index in range(distractors):
            path = f"distractors/{split}_{index}.png"
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            draw_distractor(1000 * number + index, side).save(folder / path)
            rows.append((path, "", "drawn", split))
    with open(folder / "index.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("path", "landmark", "source", "split"))
        writer.writerows(rows)
