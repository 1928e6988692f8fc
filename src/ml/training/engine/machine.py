"""Processes, devices and the environment that a run wants."""

import datetime
import os
import sys

import torch
import torch.distributed as dist

# glibc gives large blocks back to the kernel at once and faults them in again at the next step: 1.7 times the time.
MALLOC_SETTINGS = {
    "MALLOC_MMAP_THRESHOLD_": "4000000000",
    "MALLOC_TRIM_THRESHOLD_": "4000000000",
    "MALLOC_TOP_PAD_": "1000000000",
}
# The first process fills the feature cache and measures while the others wait.
PATIENCE = datetime.timedelta(hours=12)


def restart_with_malloc_settings() -> None:
    """Starts this program again, in this process, with `MALLOC_SETTINGS`: glibc reads them at the start alone."""
    if any(name not in os.environ for name in MALLOC_SETTINGS):
        os.environ.update({name: os.environ.get(name, value) for name, value in MALLOC_SETTINGS.items()})
        os.execv(sys.executable, [sys.executable, *sys.argv])


def choose_device(wanted: str) -> torch.device:
    """`auto`, `cpu` or `cuda` -> this process' device. ValueError for `cuda` without a GPU."""
    if wanted == "cuda" and not torch.cuda.is_available():
        raise ValueError("PyTorch finds no GPU here: use --device cpu")
    if wanted == "cpu" or not torch.cuda.is_available():
        return torch.device("cpu")
    device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", "0")))
    torch.cuda.set_device(device)
    # Batches have few shapes, one a stage: trying the algorithms once for each pays.
    torch.backends.cudnn.benchmark = True
    return device


def count_processes() -> int:
    """How many processes torchrun started, this one among them. Also before `join_processes`."""
    return int(os.environ.get("WORLD_SIZE", "1"))


def join_processes(device: torch.device) -> None:
    """Joins the other processes when torchrun started this one: nccl on GPUs, gloo on processors."""
    if count_processes() > 1:
        dist.init_process_group("nccl" if device.type == "cuda" else "gloo", timeout=PATIENCE)


def leave_processes() -> None:
    """The opposite of `join_processes`."""
    if dist.is_available() and dist.is_initialized():
        dist.destroy_process_group()
