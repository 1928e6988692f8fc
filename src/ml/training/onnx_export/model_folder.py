"""manifest.json of a model folder: what the model takes in and gives out."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, List, Optional, Tuple

OPSET = 17
# The model that ships with the app.
BUNDLED_FOLDER = Path("src/ml/models/dolg-b4-vit")
# Of a folder that was never calibrated: even odds at cosine 0.
UNCALIBRATED = {"kind": "logistic", "slope": 1.0, "intercept": 0.0}

# Width and height: square, 4:3, 3:2, 16:9 and panorama, landscape and portrait, at about the area of 416 x 416. Each keeps
# the aspect of such photos within 3 %. The model card has the measurements behind the choice.
SIZES: Tuple[Tuple[int, int], ...] = (
    (416, 416),
    (480, 352),
    (352, 480),
    (512, 352),
    (352, 512),
    (576, 320),
    (320, 576),
    (704, 256),
    (256, 704),
)


@dataclass(frozen=True)
class ManifestFacts:
    """What a manifest says beside hash and calibration. `sizes` are width and height, `scales` are factors on them."""

    name: str
    architecture: str
    training_data: str
    version: str = "1"
    precision: str = "float32 arithmetic, weights stored as float16"
    licence: str = "Apache-2.0"
    sizes: Tuple[Tuple[int, int], ...] = SIZES
    scales: Tuple[float, ...] = (1,)


TRIAL_FACTS = ManifestFacts(
    name="dolg-b4-trial",
    architecture="DOLG (multi-atrous local branch, GeM global branch, orthogonal fusion, whitening) on EfficientNet-B4",
    training_data="6,056 photos of 189 landmarks and 1,817 non-landmark photos from public repositories, most "
    "without a stated licence (see MODEL_CARD.md); trunk from ImageNet",
)


BUNDLED_FACTS = ManifestFacts(
    name="dolg-b4-vit",
    architecture="DOLG (multi-atrous local branch, GeM global branch, orthogonal fusion, whitening) on EfficientNet-B4, "
    "joined by the class token of a ViT-Ti/16",
    training_data="3,958 photos of 200 landmarks and 1,817 non-landmark photos from public repositories, most without a "
    "stated licence (see MODEL_CARD.md); trunks from ImageNet",
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


def write_manifest(folder: Path, calibration: Dict, facts: Optional[ManifestFacts] = None) -> None:
    """Writes manifest.json for the model.onnx that lies in the folder; without facts it keeps those that it has."""
    facts = facts or read_facts(folder)
    manifest = {
        "format": 1,
        "name": facts.name,
        "version": facts.version,
        "architecture": facts.architecture,
        "sha256": hash_model(folder),
        "opset": OPSET,
        "precision": facts.precision,
        "dims": 512,
        "input": {"name": "pixels", "dtype": "uint8", "layout": "NHWC"},
        "outputs": {"embedding": "embedding", "attention": "attention"},
        "resize": {"kernel": "cubic", "mode": "stretch"},
        "sizes": [{"width": width, "height": height} for width, height in facts.sizes],
        "scales": list(facts.scales),
        "calibration": calibration,
        "trainingData": facts.training_data,
        "licence": facts.licence,
    }
    (folder / "manifest.json").write_text(format_manifest(manifest), encoding="utf-8")


def read_facts(folder: Path) -> ManifestFacts:
    """The facts of the folder's manifest. FileNotFoundError when the model was not exported yet."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return ManifestFacts(
        name=manifest["name"],
        architecture=manifest["architecture"],
        training_data=manifest["trainingData"],
        version=manifest["version"],
        precision=manifest["precision"],
        licence=manifest["licence"],
        sizes=tuple((size["width"], size["height"]) for size in manifest["sizes"]),
        scales=tuple(manifest["scales"]),
    )


def write_neutral_landmarkness(folder: Path, dims: int = 512) -> None:
    """Writes a landmarkness.json for a model that has none: every photo may be a landmark, so that albums can form."""
    unit = {
        "format": 1,
        "modelSha256": hash_model(folder),
        "weights": [0] * dims,
        "bias": 0,
        "threshold": 0.5,
        "note": "Not trained: every photo counts as a landmark with probability one half.",
    }
    text = "{\n" + ",\n".join(f'  "{key}": {json.dumps(value)}' for key, value in unit.items()) + "\n}\n"
    (folder / "landmarkness.json").write_text(text, encoding="utf-8")


def read_calibration(folder: Path) -> Dict:
    """The calibration in the folder's manifest, or an uncalibrated one when there is no manifest yet."""
    path = folder / "manifest.json"
    return json.loads(path.read_text(encoding="utf-8"))["calibration"] if path.exists() else UNCALIBRATED
