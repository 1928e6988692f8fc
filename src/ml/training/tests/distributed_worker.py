"""One process of a data-parallel step: `distributed_worker.py CONFIG.toml PHOTOS OUT.pt`, its rank in the environment.

The first process writes the gradients and the buffers after one step of its share of the batch.
"""

import dataclasses
import sys
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).parent.parent))

from engine.collectives import get_rank  # noqa: E402
from engine.config import read_config  # noqa: E402
from engine.machine import join_processes, leave_processes  # noqa: E402
from engine.training_run import RunPlace, TrainingRun  # noqa: E402


def main() -> None:
    config_path, photos, out = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    torch.set_num_threads(1)
    config = read_config(config_path)
    config = dataclasses.replace(config, data=dataclasses.replace(config.data, photos=photos))
    device = torch.device("cpu")
    join_processes(device)
    out.with_suffix("").mkdir(exist_ok=True)
    run = TrainingRun(config, RunPlace(out.with_suffix(""), out.parent / "features", device))
    run.build_parts(resumes=False)
    run.stepper.take(next(run.source.stream(0)), 0)
    if get_rank() == 0:
        parameters = [*run.model.named_parameters(), *run.objective.named_parameters()]
        gradients = {name: value.grad for name, value in parameters if value.grad is not None}
        torch.save({"gradients": gradients, "buffers": dict(run.model.named_buffers())}, out)
    leave_processes()


if __name__ == "__main__":
    main()
