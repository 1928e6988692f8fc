"""train.py, killed the moment that its checkpoint of step STEP is on the disk: `killed_train.py STEP CONFIG.toml ...`."""

import os
import signal
import sys
from pathlib import Path
from typing import Any

STEP = int(sys.argv.pop(1))
sys.path.insert(0, str(Path(__file__).parent.parent))

import train  # noqa: E402
from engine import training_run  # noqa: E402

write_whole_checkpoint = training_run.write_checkpoint


def write_last_checkpoint(path: Path, config_hash: str, step: int, *rest: Any) -> None:
    """Nothing happens after that of `STEP`."""
    write_whole_checkpoint(path, config_hash, step, *rest)
    if step == STEP:
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    training_run.write_checkpoint = write_last_checkpoint
    train.main()
