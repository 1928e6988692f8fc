"""A whole run in small: drawn photos, a network of a few thousand numbers, a dozen steps."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Dict

from engine.machine import MALLOC_SETTINGS
from tests.drawn_photos import write_drawn_index

TRAIN = Path(__file__).parent.parent / "train.py"

CONFIG = """
seed = 3
average = 0.9
checkpoint_every = 4
threads = 1
{top}
[model]
preset = "efficientnet-b4"
start = "random"
dropout = {dropout}
[model.overrides]
width = 16
trunk = {{ width = 0.15, depth = 0.1, has_last_block = true }}
local = {{ branch = 8, hidden = 16 }}
global = {{ wide = 32 }}
[initialize]
method = "pca"
[batch]
landmarks = 4
distractors = 2
[[losses]]
kind = "arcface"
[[losses]]
kind = "supervised-contrastive"
weight = 0.3
[[losses]]
kind = "distance-keeping"
weight = 10.0
[optimizer]
freezes_depthwise = true
[[optimizer.groups]]
match = ["trunk.features.[67].*", "local_branch.*", "global_branch.*", "fc.*"]
rate = 2e-3
[[optimizer.groups]]
match = ["objective.*"]
rate = 3e-3
weight_decay = 0.0
[[stages]]
steps = {first}
width = 32
height = 32
[[stages]]
steps = {second}
width = 64
height = 32
[evaluation]
sizes = [[64, 64]]
[whitening]
power = 0.125
{tables}
"""

CACHE = "[cache]\ntrunk_cut = 5\n"


def write_tiny_run(
    folder: Path, top: str = "", tables: str = "", dropout: float = 0.1, first: int = 4, second: int = 8
) -> Path:
    """Photos in `folder`/photos and `folder`/run.toml, whose path is returned. `top` and `tables` are more lines of it."""
    write_drawn_index(folder / "photos", {"train": 5, "validation": 3}, distractors=4)
    path = folder / "run.toml"
    text = CONFIG.format(top=top, tables=tables, dropout=dropout, first=first, second=second)
    path.write_text(text, encoding="utf-8")
    return path


def build_command(config: Path, out: Path, *options: str) -> list:
    """The arguments that train `config` on the photos beside it."""
    photos = str(config.parent / "photos")
    return [str(TRAIN), str(config), "--out", str(out), "--photos", photos, "--device", "cpu", *options]


def build_environment(restarts: bool = False) -> Dict[str, str]:
    """One thread a process: sums have one order then. Unless train.py `restarts`, it finds the settings that it would
    start itself again for, which saves it a second start."""
    settings = {} if restarts else MALLOC_SETTINGS
    return {**os.environ, **settings, "OMP_NUM_THREADS": "1"}


def train(config: Path, out: Path, *options: str) -> subprocess.CompletedProcess:
    """Runs train.py to its end; both outputs as text."""
    command = [sys.executable, *build_command(config, out, *options)]
    return subprocess.run(command, env=build_environment(), capture_output=True, text=True)
