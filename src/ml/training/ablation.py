"""Trains short variants of one configuration, each with one thing changed, and says in a table what each thing is worth.

RUN_DIR gets ablation.md, ablation.csv and a folder for each variant (as train.py writes it, and result.json). What is
finished is kept: a killed ablation goes on where it was. A second table reads photos at several sizes and three scales,
with the model of --checkpoint, or else with the variant 'orthogonal'.
"""

import argparse
import sys
import time
from pathlib import Path
from typing import List, Tuple

import torch
from ablation_study.input_sizes import SizeStudy, list_readings, thin_out
from ablation_study.result import Result
from ablation_study.shared_features import SharedFeatures
from ablation_study.table import Section, write_csv, write_markdown
from ablation_study.variant_run import find_result, run_variant
from ablation_study.variants import BASE, CHANGES, USUAL, list_variants
from data.broken_files import leave_out_broken
from data.labelled_photos import LabelledPhotos
from engine.config import RunConfig, read_config
from engine.machine import choose_device, restart_with_malloc_settings
from engine.run_log import RunLog, describe_cost
from engine.training_photos import HELD_OUT, read_split
from train import apply_options

# Name of the second table, and of its folder.
SIZES = "sizes"
MODEL = "model.safetensors"


def parse_size(text: str) -> Tuple[int, int]:
    """`384x320` -> (384, 320), width first. ValueError unless both are multiples of 32."""
    width, height = (int(side) for side in text.split("x"))
    if min(width, height) < 32 or width % 32 or height % 32:
        raise ValueError
    return width, height


def parse_options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("config", type=Path, metavar="CONFIG.toml", help="e.g. src/ml/training/recipes/ablation.toml")
    parser.add_argument("--out", type=Path, required=True, metavar="RUN_DIR")
    names, usual = [*CHANGES, SIZES], [*USUAL, SIZES]
    only = f"run these alone, of {', '.join(names)} (default: {usual[0]} to {usual[-2]}, and {SIZES})"
    parser.add_argument("--only", nargs="+", choices=names, default=usual, metavar="NAME", help=only)
    parser.add_argument("--checkpoint", type=Path, help="model.safetensors of a training run, for the second table")
    parser.add_argument("--split", default="validation", help="what the checkpoint is measured on (default: validation)")
    sizes = [(256, 256), (320, 320), (384, 384), (448, 448)]
    parser.add_argument("--sizes", nargs="+", type=parse_size, default=sizes, metavar="WxH", help="at one scale")
    scaled = [(384, 384)]
    parser.add_argument("--three-scales", nargs="+", type=parse_size, default=scaled, metavar="WxH", help="at three")
    parser.add_argument("--photos", help="folder of the photos, instead of data.photos")
    parser.add_argument("--weights", help="folder of the ImageNet weights, instead of model.weights")
    parser.add_argument("--cache", type=Path, help="folder of feature caches (default: RUN_DIR/../features)")
    parser.add_argument("--device", choices=("auto", "cpu", "cuda"), default="auto")
    return parser.parse_args()


def count_photos(photos: LabelledPhotos) -> str:
    """In words."""
    distractors = int((photos.labels < 0).sum())
    return f"{len(photos) - distractors} photos of {len(photos.landmarks)} landmarks and {distractors} distractors"


def study_variants(base: RunConfig, features: SharedFeatures, options: argparse.Namespace, log: RunLog) -> Section:
    """Runs the chosen variants; the table also has those that were finished before."""
    for variant in list_variants(base, options.only):
        log.write(f"variant {variant.name}: {variant.title}")
        run_variant(variant, options.out, features)
    begun = [name for name in CHANGES if (options.out / name).exists()]
    results = [find_result(variant, options.out) for variant in list_variants(base, begun)]
    stage = base.stages[-1]
    note = (
        f"Trained on {count_photos(features.train)}; measured on {count_photos(features.measured)} that no training saw, "
        f"at {stage.width} x {stage.height} pixels. Differences of mAP with their standard error over landmarks."
    )
    if base.model.preset == "hybrid":
        note += " Every variant has the second trunk's class token, if it does not say otherwise."
    return Section("variants", "variant", BASE, [result for result in results if result is not None], note)


def choose_measured(base: RunConfig, features: SharedFeatures, options: argparse.Namespace) -> LabelledPhotos:
    """Photos for the second table: those of the first, or some of the split that --checkpoint is measured on."""
    if options.checkpoint is None or options.split == HELD_OUT:
        return features.measured
    out = base.data.hold_out
    photos = thin_out(read_split(base.data, options.split), out.at_most, out.every_distractor)
    return leave_out_broken(photos, decodes=True)


def study_sizes(base: RunConfig, features: SharedFeatures, options: argparse.Namespace, log: RunLog) -> Section:
    """The second table."""
    checkpoint = options.checkpoint or options.out / BASE / MODEL
    if not checkpoint.exists():
        raise ValueError(f"{checkpoint} is missing: the table of sizes needs the variant {BASE!r}, or a --checkpoint")
    photos = choose_measured(base, features, options)
    study = SizeStudy(checkpoint, photos, options.out / SIZES, features.device, base.precision)
    results = []
    for reading in list_readings(options.sizes, options.three_scales):
        log.write(f"{SIZES}: {reading.title}")
        results.append(study.measure(reading))
    width, height = options.three_scales[0]
    split = HELD_OUT if photos is features.measured else options.split
    note = f"{checkpoint.name} of {checkpoint.parent.name}, measured on {count_photos(photos)} ({split}), all stretched."
    return Section(SIZES, "input", f"{width}x{height}", results, note)


def run(options: argparse.Namespace) -> None:
    """The whole ablation. ValueError and OSError say what to do."""
    base = apply_options(read_config(options.config), options)
    device = choose_device(options.device)
    if device.type == "cpu":
        restart_with_malloc_settings()
        if base.precision == "mixed":
            raise ValueError("precision 'mixed' needs a GPU: set 'float32' or 'bfloat16-products'")
    torch.set_num_threads(base.threads)
    began = time.monotonic()
    options.out.mkdir(parents=True, exist_ok=True)
    log = RunLog(options.out / "log.txt", is_writing=True)
    features = SharedFeatures(base, options.cache or options.out.parent / "features", device, log.write)
    log.write(f"features are there after {(time.monotonic() - began) / 60:.1f} minutes")
    sections = [study_variants(base, features, options, log)]
    if SIZES in options.only:
        sections.append(study_sizes(base, features, options, log))
    cost = f"Cost of all that this start had to compute: {describe_cost(time.monotonic() - began, device, 1)}."
    table = write_markdown(sections, cost)
    (options.out / "ablation.md").write_text(table, encoding="utf-8")
    (options.out / "ablation.csv").write_text(write_csv(sections), encoding="utf-8")
    print(f"\n{table}")


def main() -> None:
    try:
        run(parse_options())
    except (ValueError, OSError, FloatingPointError) as error:
        sys.exit(f"ablation.py: {error}")


if __name__ == "__main__":
    main()
