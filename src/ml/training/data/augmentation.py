"""What one photo can look like: crops, mirror images, other light, bad lenses, bad JPEG files, something in the way."""

import io
import zlib
from dataclasses import dataclass
from typing import Tuple

import numpy as np
from PIL import Image, ImageEnhance, ImageFilter

Range = Tuple[float, float]


@dataclass(frozen=True)
class AugmentationConfig:
    """Ranges are (least, most), drawn uniformly; probabilities are 0 to 1; sizes are shares of the photo's.

    `area` and `aspect` of the crop: aspect is a factor on the photo's own, drawn uniformly in its logarithm.
    `brightness`, `contrast`, `saturation`: factors from 1 - x to 1 + x; `tint`: the same for each colour channel alone.
    Blur and JPEG artefacts exclude each other. `cutout_area`: share of the view that one rectangle covers.
    """

    area: Range = (0.35, 1.0)
    aspect: Range = (0.75, 1.3333)
    flip: float = 0.5
    brightness: float = 0.4
    contrast: float = 0.4
    saturation: float = 0.4
    tint: float = 0.05
    gray: float = 0.1
    blur: float = 0.15
    blur_radius: Range = (0.001, 0.005)
    jpeg: float = 0.2
    jpeg_quality: Range = (25.0, 75.0)
    cutout: float = 0.25
    cutout_area: Range = (0.02, 0.15)

    def __post_init__(self) -> None:
        for name in ("area", "aspect", "blur_radius", "jpeg_quality", "cutout_area"):
            least, most = getattr(self, name)
            if not 0 < least <= most:
                raise ValueError(f"{name} must be two positive numbers, the smaller first")
        for name in ("flip", "brightness", "contrast", "saturation", "tint", "gray", "blur", "jpeg", "cutout"):
            if not 0 <= getattr(self, name) <= 1:
                raise ValueError(f"{name} must lie between 0 and 1")
        if self.area[1] > 1 or self.cutout_area[1] > 1 or self.jpeg_quality[1] > 100:
            raise ValueError("area and cutout_area end at 1, jpeg_quality at 100")
        if self.blur + self.jpeg > 1:
            raise ValueError("blur and jpeg exclude each other: together they cannot exceed 1")


def seed_view(seed: int, name: str, view: int) -> np.random.Generator:
    """Generator of one view of one photo. It hangs on the photo's name, not on its row: other photos may come and go."""
    return np.random.default_rng([seed, zlib.crc32(name.encode("utf-8")), view])


def choose_crop(size: Tuple[int, int], config: AugmentationConfig, rng: np.random.Generator) -> Tuple[int, int, int, int]:
    """(left, top, right, bottom) inside a photo of (width, height); the whole photo when ten draws do not fit."""
    width, height = size
    for _ in range(10):
        area = rng.uniform(*config.area) * width * height
        aspect = np.exp(rng.uniform(*np.log(config.aspect))) * width / height
        across, down = round(float(np.sqrt(area * aspect))), round(float(np.sqrt(area / aspect)))
        if 0 < across <= width and 0 < down <= height:
            left, top = int(rng.integers(width - across + 1)), int(rng.integers(height - down + 1))
            return left, top, left + across, top + down
    return 0, 0, width, height


def shift_colours(image: Image.Image, config: AugmentationConfig, rng: np.random.Generator) -> Image.Image:
    """Brightness, contrast and tint as one look-up table a channel, then saturation, then perhaps no colour at all."""
    brightness = 1 + config.brightness * rng.uniform(-1, 1)
    contrast = 1 + config.contrast * rng.uniform(-1, 1)
    tints = 1 + config.tint * rng.uniform(-1, 1, 3)
    saturation = 1 + config.saturation * rng.uniform(-1, 1)
    is_gray = rng.random() < config.gray
    middle = np.asarray(image.convert("L")).mean()
    levels = np.arange(256.0)
    tables = [((levels * tint - middle) * contrast + middle) * brightness for tint in tints]
    image = image.point(np.clip(np.concatenate(tables), 0, 255).round().astype(np.uint8).tolist())
    return ImageEnhance.Color(image).enhance(0.0 if is_gray else saturation)


def degrade(image: Image.Image, config: AugmentationConfig, rng: np.random.Generator) -> Image.Image:
    """Blur, or the artefacts of a small JPEG file, or neither."""
    kind, strength = rng.random(), rng.random()
    if kind < config.blur:
        radius = config.blur_radius[0] + strength * (config.blur_radius[1] - config.blur_radius[0])
        return image.filter(ImageFilter.GaussianBlur(radius * max(image.size)))
    if kind < config.blur + config.jpeg:
        quality = config.jpeg_quality[0] + strength * (config.jpeg_quality[1] - config.jpeg_quality[0])
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=round(quality))
        return Image.open(buffer).convert("RGB")
    return image


def cover_rectangle(pixels: np.ndarray, config: AugmentationConfig, rng: np.random.Generator) -> np.ndarray:
    """Perhaps one rectangle of uint8 [H, W, 3] in a colour of its own: people and cars hide parts of landmarks."""
    height, width = pixels.shape[:2]
    is_covered, area, aspect = rng.random() < config.cutout, rng.uniform(*config.cutout_area), np.exp(rng.uniform(-1, 1))
    across = min(width, max(1, round(width * float(np.sqrt(area * aspect)))))
    down = min(height, max(1, round(height * float(np.sqrt(area / aspect)))))
    left, top = rng.integers(width - across + 1), rng.integers(height - down + 1)
    colour = rng.integers(0, 256, 3)
    if is_covered:
        pixels[top : top + down, left : left + across] = colour
    return pixels


def augment(
    image: Image.Image, config: AugmentationConfig, rng: np.random.Generator, width: int, height: int
) -> np.ndarray:
    """One view of an upright RGB photo: uint8 [height, width, 3], the crop stretched with the bicubic kernel."""
    view = image.crop(choose_crop(image.size, config, rng))
    # A large photo is shrunk first: the rest costs time by the pixel, and artefacts count at the size that is seen.
    if view.width > width and view.height > height:
        view = view.resize((width, height), Image.BICUBIC)
    if rng.random() < config.flip:
        view = view.transpose(Image.FLIP_LEFT_RIGHT)
    view = degrade(shift_colours(view, config, rng), config, rng).resize((width, height), Image.BICUBIC)
    return cover_rectangle(np.array(view), config, rng)
