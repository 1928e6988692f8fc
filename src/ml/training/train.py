"""Trains a network as a configuration file says, and measures it.

RUN_DIR gets model.safetensors, metrics.json, curves.csv, curves.svg, log.txt, broken.csv and, while the run goes on,
checkpoint.pt. A run that was killed goes on with --resume. Several processes: torchrun --nproc_per_node N train.py ...
"""

import argparse
import dataclasses
import sys
from pathlib import Path

import torch
from engine.config import RunConfig, read_config
from engine.machine import choose_device, count_processes, join_processes, leave_processes, restart_with_malloc_settings
from engine.training_run import RunPlace, TrainingRun


def parse_options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("config", type=Path, metavar="CONFIG.toml")
    parser.add_argument("--out", type=Path, required=True, metavar="RUN_DIR")
    parser.add_argument("--resume", action="store_true", help="go on after the last checkpoint in RUN_DIR, if there is one")
    parser.add_argument("--photos", help="folder of the photos, instead of data.photos")
    parser.add_argument("--weights", help="folder of the ImageNet weights, instead of model.weights")
    parser.add_argument("--cache", type=Path, help="folder of feature caches (default: RUN_DIR/../features)")
    parser.add_argument("--device", choices=("auto", "cpu", "cuda"), default="auto")
    return parser.parse_args()


def apply_options(config: RunConfig, options: argparse.Namespace) -> RunConfig:
    """The configuration with the folders of the command line."""
    if options.photos:
        config = dataclasses.replace(config, data=dataclasses.replace(config.data, photos=options.photos))
    if options.weights:
        config = dataclasses.replace(config, model=dataclasses.replace(config.model, weights=options.weights))
    return config


def run(options: argparse.Namespace) -> None:
    """The whole run. ValueError and OSError say what to do."""
    config = apply_options(read_config(options.config), options)
    device = choose_device(options.device)
    if device.type == "cpu":
        restart_with_malloc_settings()
        if config.precision == "mixed":
            raise ValueError("precision 'mixed' needs a GPU: set 'float32' or 'bfloat16-products'")
    torch.set_num_threads(config.threads)
    if (options.out / "log.txt").exists() and not options.resume:
        raise ValueError(f"{options.out} holds a run: add --resume to go on with it, or name another --out")
    # Before they join: one that ends while another one still joins takes the reason from it.
    config.batch.check_share(count_processes())
    options.out.mkdir(parents=True, exist_ok=True)
    join_processes(device)
    training = TrainingRun(config, RunPlace(options.out, options.cache or options.out.parent / "features", device))
    training.build_parts(resumes=options.resume)
    training.train()
    training.finish()
    leave_processes()


def main() -> None:
    try:
        run(parse_options())
    except (ValueError, OSError, FloatingPointError) as error:
        sys.exit(f"train.py: {error}")


if __name__ == "__main__":
    main()
