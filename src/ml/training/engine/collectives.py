"""What the processes of one run do together. With a single process everything here is the identity.

The collectives are differentiated as what they are, functions of all processes' inputs. Every process computes the loss
of the whole batch, and `DistributedDataParallel` averages: the sum over processes of equal losses, divided by their
number, has the gradient of one process on the joined batch.
"""

import torch
import torch.distributed as dist
from torch import Tensor


def get_rank() -> int:
    """This process' number, from 0."""
    return dist.get_rank() if dist.is_available() and dist.is_initialized() else 0


def get_world_size() -> int:
    """Number of processes."""
    return dist.get_world_size() if dist.is_available() and dist.is_initialized() else 1


class GatherRows(torch.autograd.Function):
    """All processes' rows, in the order of their ranks."""

    @staticmethod
    def forward(ctx, x: Tensor) -> Tensor:
        ctx.rows = len(x)
        parts = [torch.empty_like(x) for _ in range(get_world_size())]
        dist.all_gather(parts, x.contiguous())
        return torch.cat(parts)

    @staticmethod
    def backward(ctx, gradient: Tensor) -> Tensor:
        total = gradient.contiguous().clone()
        dist.all_reduce(total)
        start = get_rank() * ctx.rows
        return total[start : start + ctx.rows]


class SumOverProcesses(torch.autograd.Function):
    """Sum of all processes' tensors."""

    @staticmethod
    def forward(ctx, x: Tensor) -> Tensor:
        total = x.contiguous().clone()
        dist.all_reduce(total)
        return total

    @staticmethod
    def backward(ctx, gradient: Tensor) -> Tensor:
        total = gradient.contiguous().clone()
        dist.all_reduce(total)
        return total


def gather_rows(x: Tensor) -> Tensor:
    """[n, ...] of each process, the same n everywhere -> [n x processes, ...], differentiable."""
    return GatherRows.apply(x) if get_world_size() > 1 else x


def sum_over_processes(x: Tensor) -> Tensor:
    """Tensor of one shape everywhere -> its sum, differentiable."""
    return SumOverProcesses.apply(x) if get_world_size() > 1 else x


def wait_for_all() -> None:
    """Returns when every process has come here."""
    if get_world_size() > 1:
        dist.barrier()


def copy_from_first(module: torch.nn.Module) -> None:
    """Every process' parameters and buffers become those of the first."""
    if get_world_size() > 1:
        for value in [*module.parameters(), *module.buffers()]:
            dist.broadcast(value.detach(), 0)
