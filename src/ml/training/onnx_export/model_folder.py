"""manifest.json of a model folder: what the model takes in and gives out."""

import hashlib
import json
from pathlib import Path
from typing import Dict, List, Tuple

OPSET = 17
# Of a folder that was never calibrated: even odds at cosine 0.
UNCALIBRATED = {"kind": "logistic", "slope": 1.0, "intercept": 0.0}

# Width and height: square, 13:10, 3:2, 16:9 and panorama, landscape and portrait, at about the area of 384 x 384.
# The model card has the measurements behind the choice.
SIZES: Tuple[Tuple[int, int], ...] = (
    (384, 384),
    (416, 320),
    (320, 416),
    (480, 320),
    (320, 480),
    (512, 288),
    (288, 512),
    (640, 224),
    (224, 640),
)


def hash_model(folder: Path) -> str:
    """sha256 of model.onnx, lower-case hex."""
    return hashlib.sha256((folder / "model.onnx").read_bytes()).hexdigest()


def format_manifest(manifest: Dict) -> str:
    """JSON with two spaces; objects and arrays that fit stay on one line."""
    lines: List[str] = []
    for key, value in manifest.items():
        if key == "sizes":
            sizes = ",\n".join("    " + spread(json.dumps(size)) for size in value)
            lines.append(f'  "sizes": [\n{sizes}\n  ]')
        else:
            lines.append(f"  {json.dumps(key)}: {spread(json.dumps(value, ensure_ascii=False))}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def spread(text: str) -> str:
    """Spaces inside the braces of an object."""
    return "{ " + text[1:-1] + " }" if text.startswith("{") else text


def write_manifest(folder: Path, calibration: Dict) -> None:
    """Writes manifest.json for the model.onnx that lies in the folder."""
    manifest = {
        "format": 1,
        "name": "dolg-b4-trial",
        "version": "1",
        "architecture": "DOLG (multi-atrous local branch, GeM global branch, orthogonal fusion, whitening) "
        "on EfficientNet-B4",
        "sha256": hash_model(folder),
        "opset": OPSET,
        "precision": "float32 arithmetic, weights stored as float16",
        "dims": 512,
        "input": {"name": "pixels", "dtype": "uint8", "layout": "NHWC"},
        "outputs": {"embedding": "embedding", "attention": "attention"},
        "resize": {"kernel": "cubic", "mode": "stretch"},
        "sizes": [{"width": width, "height": height} for width, height in SIZES],
        "scales": [1],
        "calibration": calibration,
        "trainingData": "6,056 photos of 189 landmarks and 1,817 non-landmark photos from public repositories, most "
        "without a stated licence (see MODEL_CARD.md); trunk from ImageNet",
        "licence": "Apache-2.0",
    }
    (folder / "manifest.json").write_text(format_manifest(manifest), encoding="utf-8")


def read_calibration(folder: Path) -> Dict:
    """The calibration in the folder's manifest, or an uncalibrated one when there is no manifest yet."""
    path = folder / "manifest.json"
    return json.loads(path.read_text(encoding="utf-8"))["calibration"] if path.exists() else UNCALIBRATED
