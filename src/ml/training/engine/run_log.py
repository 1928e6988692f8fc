"""log.txt of a run: what happened when, and what it cost."""

import resource
import time
from pathlib import Path

import torch


class RunLog:
    """Lines with the time of day, on the screen and at the end of the file. Only the first process of a run writes."""

    def __init__(self, path: Path, is_writing: bool) -> None:
        self.path, self.is_writing = path, is_writing

    def write(self, text: str) -> None:
        """One line."""
        if not self.is_writing:
            return
        line = f"{time.strftime('%Y-%m-%d %H:%M:%S')} {text}"
        print(line, flush=True)
        with open(self.path, "a", encoding="utf-8") as file:
            file.write(line + "\n")


def describe_cost(wall_seconds: float, device: torch.device, processes: int) -> str:
    """Time and memory of a run: wall time, and since this process began its
    processor time and greatest memory."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu_seconds = own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
    text = (
        f"{wall_seconds / 60:.1f} minutes, {processes} process(es), {torch.get_num_threads()} threads each; "
        f"since the last start {cpu_seconds / 60:.1f} processor minutes, {own.ru_maxrss / 2**20:.1f} GiB of memory"
    )
    if device.type == "cuda":
        peak = torch.cuda.max_memory_allocated(device) / 2**30
        text += f", {peak:.1f} GiB of {torch.cuda.get_device_name(device)}"
    return text
