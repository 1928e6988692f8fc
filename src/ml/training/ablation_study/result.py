"""Results of the ablation on disk: what is finished is not computed again."""

import dataclasses
import json
from pathlib import Path
from typing import Dict, List, Optional

import numpy as np
from data.atomic_file import write_atomically
from metrics.landmark_precision import LandmarkPrecision, measure_by_landmark
from metrics.retrieval_metrics import measure


@dataclasses.dataclass(frozen=True)
class Result:
    """One row. `key`: hash of all that decides it. `figures`: what `measure` gives. `steps` of training, None where this
    row needed none. `seconds` of wall time."""

    name: str
    title: str
    key: str
    figures: Dict[str, float]
    landmarks: Dict[str, LandmarkPrecision]
    steps: Optional[int]
    seconds: float


def build_result(
    name: str, title: str, key: str, vectors: np.ndarray, labels: List[str], steps: Optional[int], seconds: float
) -> Result:
    """Measures unit vectors [n, d] with their landmarks (empty for a distractor)."""
    return Result(name, title, key, measure(vectors, labels), measure_by_landmark(vectors, labels), steps, seconds)


def write_result(path: Path, result: Result) -> None:
    """As JSON."""
    write_atomically(path, (json.dumps(dataclasses.asdict(result), indent=2) + "\n").encode("utf-8"))


def read_result(path: Path, key: str) -> Optional[Result]:
    """What `write_result` wrote, None where nothing is. ValueError when it is broken, or of another configuration."""
    if not path.exists():
        return None
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
        landmarks = {name: LandmarkPrecision(*item) for name, item in table.pop("landmarks").items()}
        result = Result(landmarks=landmarks, **table)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ValueError(f"{path} is broken: delete its folder to compute it again") from None
    if result.key != key:
        raise ValueError(f"{path} belongs to another configuration: take another --out, or delete its folder")
    return result
