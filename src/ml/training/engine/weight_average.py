"""Moving average of the weights."""

from typing import Dict, List

import torch
from torch import Tensor, nn


class WeightAverage:
    """Exponential moving average of a model's floating-point state (Polyak and Juditsky 1992; Tarvainen and Valpola 2017).

    Young averages forget faster, `(1 + n) / (10 + n)` at the n-th update, so that the start does not linger. Tensors that
    do not change (frozen weights) are shared with the model instead of averaged. `decay` 0 follows the model.
    """

    def __init__(self, model: nn.Module, decay: float) -> None:
        self.model, self.decay, self.updates = model, decay, 0
        trained = {name for name, parameter in model.named_parameters() if parameter.requires_grad}
        fixed = {name for name, _ in model.named_parameters()} - trained
        self.state: Dict[str, Tensor] = {
            name: value.detach().clone()
            for name, value in model.state_dict().items()
            if name not in fixed and value.is_floating_point()
        }
        self.names: List[str] = list(self.state)

    @torch.no_grad()
    def update(self) -> None:
        """Takes in the model as it is now."""
        self.updates += 1
        decay = min(self.decay, (1 + self.updates) / (10 + self.updates)) if self.decay else 0.0
        current = self.model.state_dict()
        averages = [self.state[name] for name in self.names]
        torch._foreach_mul_(averages, decay)
        torch._foreach_add_(averages, [current[name] for name in self.names], alpha=1.0 - decay)

    def build_state(self) -> Dict[str, Tensor]:
        """The model's whole state dict with the averages in place."""
        return {**self.model.state_dict(), **self.state}

    def state_dict(self) -> Dict[str, object]:
        """What a checkpoint stores."""
        return {"updates": self.updates, "state": self.state}

    def load_state_dict(self, saved: Dict[str, object]) -> None:
        """Takes over what `state_dict` gave. KeyError when a tensor is absent."""
        self.updates = saved["updates"]
        for name in self.names:
            self.state[name].copy_(saved["state"][name])
