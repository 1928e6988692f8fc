"""Writes the golden embeddings that the TypeScript pipeline must meet (see README.md for the commands).

- OUT/pixels.json and OUT/*.u8: raw pixels made by code, with PyTorch's embedding and attention of them.
- MODEL/self-test.json: embeddings of the pixels that the app makes itself, with which it tries a provider.
- OUT/jpeg-files.json and OUT/*.jpg: JPEG files made by code (turned by EXIF, wide, smaller than the model's input).
- OUT/golden-files.json: embeddings of JPEG files of a folder, if one is given.
"""

import argparse
import base64
import hashlib
import json
from pathlib import Path
from typing import Dict, List

import numpy as np
import torch
from data.photos import choose_size, read_upright, stretch
from engine.build_network import load_model
from onnx_export.golden_pixels import make_arches_pixels, make_self_test_pixels, make_tower_pixels
from onnx_export.model_folder import BUNDLED_FOLDER, SIZES, hash_model
from onnx_export.random_model import round_weights
from PIL import Image

PIXEL_CASES = {
    "tower-384x384": make_tower_pixels(384, 384),
    "tower-128x192": make_tower_pixels(128, 192),
    "arches-224x96": make_arches_pixels(224, 96),
    "noise-160x128": make_self_test_pixels(160, 128, 5),
}
# Stored pixels and EXIF orientation.
JPEG_CASES = {
    "tower-turned.jpg": (np.rot90(make_tower_pixels(900, 1200)), 6),
    "arches-wide.jpg": (make_arches_pixels(1280, 560), 1),
    "arches-small.jpg": (make_arches_pixels(300, 200), 1),
}
# Width, height, seed: small, because a slow provider shall be told from a wrong one within seconds.
SELF_TEST_CASES = ((224, 160, 1), (96, 128, 2))


def encode(vector: np.ndarray) -> str:
    """Base64 of little-endian float32."""
    return base64.b64encode(vector.astype("<f4").tobytes()).decode("ascii")


def run(model: torch.nn.Module, pixels: np.ndarray) -> Dict[str, np.ndarray]:
    """Embedding [512] and attention [rows, columns] of one uint8 [H, W, 3]."""
    with torch.inference_mode():
        output = model(torch.from_numpy(np.array(pixels))[None])
    return {"embedding": output.embedding[0].numpy(), "attention": output.attention[0].numpy()}


def write_cases(path: Path, model_hash: str, cases: List[Dict]) -> None:
    """One case a line."""
    lines = ",\n".join("    " + json.dumps(case, ensure_ascii=False) for case in cases)
    path.write_text(
        f'{{\n  "format": 1,\n  "modelSha256": "{model_hash}",\n  "cases": [\n{lines}\n  ]\n}}\n', encoding="utf-8"
    )


def write_pixel_cases(model: torch.nn.Module, model_hash: str, out: Path) -> None:
    """pixels.json and one .u8 file (row-major RGB) a case."""
    cases = []
    for name, pixels in PIXEL_CASES.items():
        pixels.tofile(out / f"{name}.u8")
        result = run(model, pixels)
        rows, columns = result["attention"].shape
        cases.append(
            {
                "file": f"{name}.u8",
                "width": pixels.shape[1],
                "height": pixels.shape[0],
                "embedding": encode(result["embedding"]),
                "rows": rows,
                "columns": columns,
                "attention": encode(result["attention"]),
            }
        )
    write_cases(out / "pixels.json", model_hash, cases)


def write_self_test(model: torch.nn.Module, model_hash: str, folder: Path) -> None:
    """self-test.json of the model folder."""
    cases = []
    for width, height, seed in SELF_TEST_CASES:
        embedding = run(model, make_self_test_pixels(width, height, seed))["embedding"]
        cases.append({"width": width, "height": height, "seed": seed, "embedding": encode(embedding)})
    write_cases(folder / "self-test.json", model_hash, cases)


def write_jpeg_cases(model: torch.nn.Module, model_hash: str, out: Path) -> None:
    """jpeg-files.json and the files beside it."""
    for name, (pixels, orientation) in JPEG_CASES.items():
        image = Image.fromarray(np.ascontiguousarray(pixels))
        exif = image.getexif()
        exif[0x0112] = orientation
        image.save(out / name, quality=90, subsampling=2, exif=exif)
    cases = [embed_file(model, out / name, out) for name in JPEG_CASES]
    write_cases(out / "jpeg-files.json", model_hash, cases)


def embed_file(model: torch.nn.Module, path: Path, folder: Path) -> Dict:
    """Path below the folder, sha256 of the content, size by the size policy, embedding."""
    image = read_upright(path)
    width, height = choose_size(image.size, list(SIZES))
    return {
        "path": path.relative_to(folder).as_posix(),
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "width": width,
        "height": height,
        "embedding": encode(run(model, stretch(image, width, height))["embedding"]),
    }


def list_jpeg_files(folder: Path, count: int) -> List[Path]:
    """`count` readable JPEG files below the folder, spread evenly over its sorted list."""
    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in (".jpg", ".jpeg"))
    readable = [path for path in files if is_readable(path)]
    if not readable:
        raise SystemExit(f"{folder} has no JPEG file that can be read")
    return [readable[index * len(readable) // count] for index in range(min(count, len(readable)))]


def is_readable(path: Path) -> bool:
    """False for a broken file."""
    try:
        read_upright(path)
        return True
    except OSError:
        return False


def write_file_cases(model: torch.nn.Module, model_hash: str, out: Path, folder: Path, count: int) -> None:
    """golden-files.json: cases of `embed_file`."""
    cases = [embed_file(model, path, folder) for path in list_jpeg_files(folder, count)]
    write_cases(out / "golden-files.json", model_hash, cases)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, required=True, help="the model.safetensors that was exported")
    parser.add_argument("--model", type=Path, default=BUNDLED_FOLDER)
    parser.add_argument("--out", type=Path, default=Path("test/parity/golden"))
    parser.add_argument("--files", type=Path, help="folder with JPEG files, e.g. build/sample-library/photos")
    parser.add_argument("--count", type=int, default=12)
    options = parser.parse_args()

    options.out.mkdir(parents=True, exist_ok=True)
    model = load_model(options.checkpoint)
    # The graph stores large weights as float16: what it loses by that is export.py's to measure, not the app's tests'.
    round_weights(model)
    model_hash = hash_model(options.model)
    write_pixel_cases(model, model_hash, options.out)
    write_jpeg_cases(model, model_hash, options.out)
    write_self_test(model, model_hash, options.model)
    if options.files:
        write_file_cases(model, model_hash, options.out, options.files, options.count)


if __name__ == "__main__":
    main()
