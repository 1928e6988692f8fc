"""Trains the landmark-ness unit: one logistic unit on the embedding, landmarks against non-landmarks.

Both classes weigh one half (an equal prior). The L2 penalty and the threshold come from cross-validation inside the
`train` rows, with whole landmarks held out; the validation rows are only measured. A real library has other kinds of
non-landmarks than these few sources, so each source is also left out in turn and the share of it that passes is printed.
"""

import argparse
import json
from pathlib import Path
from typing import Dict, List

import numpy as np
from data.labelled_vectors import read_vectors, select_split
from metrics.logistic import balance, fit_logistic, measure_auc
from onnx_export.model_folder import BUNDLED_FOLDER, hash_model

PENALTIES = (3e-5, 1e-4, 3e-4, 1e-3, 3e-3)
FOLDS = 5
# A wrong album is worse than a missing one: at most this share of held-out distractors may pass.
PASSING_DISTRACTORS = 0.05


def score_held_out(vectors: np.ndarray, targets: np.ndarray, folds: np.ndarray, penalty: float) -> np.ndarray:
    """Log-odds of each row from a unit that saw no row of its fold."""
    scores = np.zeros(len(vectors))
    for fold in range(FOLDS):
        seen = folds != fold
        weights, bias = fit_logistic(vectors[seen], targets[seen], balance(targets[seen]), penalty)
        scores[~seen] = vectors[~seen] @ weights + bias
    return scores


def assign_folds(rows: List[Dict[str, str]]) -> np.ndarray:
    """Fold of each row: photos of one landmark share it, distractors are dealt out singly."""
    groups = [row["landmark"] or row["path"] for row in rows]
    order = sorted(set(groups))
    np.random.default_rng(1).shuffle(order)
    number = {group: index % FOLDS for index, group in enumerate(order)}
    return np.array([number[group] for group in groups])


def print_unseen_sources(
    vectors: np.ndarray, targets: np.ndarray, rows: List[Dict[str, str]], penalty: float, logit: float
) -> None:
    """Share of each source of distractors that passes a unit that never saw the source."""
    sources = np.array([Path(row["path"]).parent.name for row in rows])
    for source in sorted(set(sources[targets == 0])):
        seen = sources != source
        weights, bias = fit_logistic(vectors[seen], targets[seen], balance(targets[seen]), penalty)
        share = (vectors[~seen] @ weights + bias >= logit).mean()
        print(f"left out {source}: {share:.1%} of its {int((~seen).sum())} pass")


def read_targets(rows: List[Dict[str, str]]) -> np.ndarray:
    """1 for a landmark photo, 0 for a distractor."""
    return np.array([1.0 if row["landmark"] else 0.0 for row in rows])


def sigmoid(x: np.ndarray) -> np.ndarray:
    """Log-odds to probability."""
    return 0.5 * (1 + np.tanh(0.5 * x))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--vectors", type=Path, required=True, help="stem of vectors with their splits")
    parser.add_argument("--model", type=Path, default=BUNDLED_FOLDER)
    options = parser.parse_args()

    everything = read_vectors(options.vectors)
    vectors, rows = select_split(*everything, "train")
    vectors = vectors.astype(np.float64)
    targets, folds = read_targets(rows), assign_folds(rows)

    held_out = {penalty: score_held_out(vectors, targets, folds, penalty) for penalty in PENALTIES}
    for penalty, scores in held_out.items():
        print(f"penalty {penalty:.0e}: cross-validated AUC {measure_auc(scores, targets):.4f}")
    penalty = max(held_out, key=lambda key: measure_auc(held_out[key], targets))
    logit = float(np.quantile(held_out[penalty][targets == 0], 1 - PASSING_DISTRACTORS))
    threshold = round(float(sigmoid(np.array(logit))), 4)
    print_unseen_sources(vectors, targets, rows, penalty, logit)
    weights, bias = fit_logistic(vectors, targets, balance(targets), penalty)

    unseen, unseen_rows = select_split(*everything, "validation")
    unseen_targets = read_targets(unseen_rows)
    scores = unseen @ weights + bias
    passes = sigmoid(scores) >= threshold
    note = (
        f"Trained on {int(targets.sum())} photos of {len({row['landmark'] for row in rows} - {''})} landmarks and "
        f"{int((1 - targets).sum())} distractors, equal prior. AUC {measure_auc(scores, unseen_targets):.4f} on the "
        f"validation split; at this threshold {passes[unseen_targets == 1].mean():.1%} of its landmark photos pass "
        f"and {passes[unseen_targets == 0].mean():.1%} of its distractors."
    )
    print(note)
    unit = {
        "format": 1,
        "modelSha256": hash_model(options.model),
        "weights": [float(f"{weight:.6g}") for weight in weights],
        "bias": float(f"{bias:.6g}"),
        "threshold": threshold,
        "note": note,
    }
    text = "{\n" + ",\n".join(f'  "{key}": {json.dumps(value)}' for key, value in unit.items()) + "\n}\n"
    (options.model / "landmarkness.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
