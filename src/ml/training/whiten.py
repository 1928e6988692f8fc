"""Fits a checkpoint's whitening again: on vectors of training photos at the sizes that ship, not at those of training.

The vectors are those that the checkpoint's exported model gave (`cairn embed`, or evaluate.py --out); its old whitening is
undone first. Writes OUT, a checkpoint that differs in the whitening alone, and beside the input STEM the whitened vectors
as STEM-whitened.f32 and .csv: calibration and landmark-ness then need no second run over the photos.
"""

import argparse
from pathlib import Path

import numpy as np
import torch
from data.labelled_vectors import read_vectors, write_vectors
from engine.build_network import load_model
from engine.model_file import read_metadata, write_model
from engine.whiten import set_whitening, whiten
from model.dolg import Whitening


def undo_whitening(whitening: Whitening, vectors: torch.Tensor) -> torch.Tensor:
    """Unit vectors [n, d] behind the whitening -> the unit vectors e [n, d] before it.

    `v = L2(W (e - m))`, so `e = m + s W^-1 v` for the one s > 0 that makes e a unit vector.
    """
    mean, rotate = whitening.mean.double(), whitening.rotate.weight.detach().double()
    direction = torch.linalg.solve(rotate, vectors.double().t()).t()
    a, b = (direction * direction).sum(1), direction @ mean
    scale = (torch.sqrt(b * b + a * (1 - mean @ mean)) - b) / a
    return (mean + scale[:, None] * direction).float()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, required=True, help="model.safetensors of a training run")
    parser.add_argument("--vectors", type=Path, required=True, help="stem of vectors; the fit sees `train` rows alone")
    parser.add_argument("--power", type=float, default=0.125, help="components are scaled by eigenvalue^-power")
    parser.add_argument("--out", type=Path, required=True, help="the new checkpoint")
    options = parser.parse_args()

    model, metadata = load_model(options.checkpoint), read_metadata(options.checkpoint)
    vectors, rows = read_vectors(options.vectors)
    before = undo_whitening(model.whitening, torch.from_numpy(vectors.copy()))
    is_train = torch.from_numpy(np.array([row["split"] == "train" for row in rows]))
    set_whitening(model, before[is_train], options.power)
    facts = {**metadata["facts"], "whitening": {"photos": int(is_train.sum()), "power": options.power}}
    # Measured with the old whitening.
    facts.pop("metrics", None)
    write_model(options.out, model.state_dict(), metadata["preset"], metadata["overrides"], facts)
    write_vectors(options.vectors.with_name(options.vectors.name + "-whitened"), whiten(before, model).numpy(), rows)
    print(f"whitened on {int(is_train.sum())} photos, eigenvalues^-{options.power}")


if __name__ == "__main__":
    main()
