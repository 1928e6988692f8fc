"""One step: forward, backward, and the optimizer."""

from typing import Any, NamedTuple, Tuple

import torch
from engine.batch_source import Batch, Inputs, move_inputs
from engine.checkpoint import seed_step
from engine.collectives import get_rank, get_world_size
from engine.config import RunConfig
from engine.objective import Objective
from engine.parameter_groups import set_rates
from engine.schedule import compute_rate_factor
from torch import Tensor, nn


class TrainedParts(nn.Module):
    """Network and objective in one module, because data parallelism wants everything that has gradients in one call."""

    def __init__(self, network: nn.Module, objective: Objective, is_mixed: bool) -> None:
        super().__init__()
        self.network, self.objective, self.is_mixed = network, objective, is_mixed

    def forward(self, inputs: Inputs, rows: Tensor) -> Tuple[Tensor, Tensor]:
        with torch.autocast(rows.device.type, enabled=self.is_mixed, dtype=torch.float16 if self.is_mixed else None):
            embeddings = self.network(inputs).embedding
        return self.objective(embeddings, rows)


class StepResult(NamedTuple):
    """Of the batch of all processes: the sum of the losses and each alone, still on the device; the rates' factor."""

    loss: Tensor
    parts: Tensor
    rate_factor: float


def build_scaler(is_enabled: bool) -> Any:
    """Scaler of gradients that float16 could not hold; torch moved it between 1.13 and 2.3."""
    if hasattr(torch, "amp") and hasattr(torch.amp, "GradScaler"):
        return torch.amp.GradScaler("cuda", enabled=is_enabled)
    return torch.cuda.amp.GradScaler(enabled=is_enabled)


def share_out(parts: TrainedParts, device: torch.device) -> nn.Module:
    """The parts, wrapped so that gradients are averaged over all processes if there are more than one."""
    if get_world_size() == 1:
        return parts
    devices = [device.index] if device.type == "cuda" else None
    # Batch norms are synchronized: every process has the same buffers.
    return nn.parallel.DistributedDataParallel(parts, device_ids=devices, broadcast_buffers=False)


class Stepper:
    """Takes steps with the parts of a run."""

    def __init__(
        self, parts: TrainedParts, optimizer: torch.optim.Optimizer, config: RunConfig, device: torch.device
    ) -> None:
        self.shared = share_out(parts, device)
        self.optimizer, self.config, self.device = optimizer, config, device
        self.scaler = build_scaler(parts.is_mixed)
        self.trained = [parameter for group in optimizer.param_groups for parameter in group["params"]]

    def take(self, batch: Batch, step: int) -> StepResult:
        """Step number `step`, counted from 0."""
        schedule = self.config.schedule
        factor = compute_rate_factor(step, self.config.steps, schedule.warmup, schedule.floor)
        set_rates(self.optimizer, factor)
        seed_step(self.config.seed, step, get_rank())
        self.shared.train()
        loss, parts = self.shared(move_inputs(batch.inputs, self.device), batch.rows.to(self.device))
        self.optimizer.zero_grad(set_to_none=True)
        self.scaler.scale(loss).backward()
        if self.config.optimizer.clip:
            self.scaler.unscale_(self.optimizer)
            nn.utils.clip_grad_norm_(self.trained, self.config.optimizer.clip)
        self.scaler.step(self.optimizer)
        self.scaler.update()
        return StepResult(loss.detach(), parts, factor)
