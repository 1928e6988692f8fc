"""Which parameters learn, how fast."""

import fnmatch
from typing import Dict, List, NamedTuple

import torch
from engine.config import GroupConfig, OptimizerConfig
from engine.parse_table import ConfigError
from torch import nn


class Trained(NamedTuple):
    """The optimizer, and for the log the names of the parameters of each configured group."""

    optimizer: torch.optim.Optimizer
    names: List[List[str]]


def list_parameters(model: nn.Module, objective: nn.Module) -> Dict[str, nn.Parameter]:
    """All parameters by name; those of the losses begin with `objective.`. Whitening is not trained."""
    own = {name: value for name, value in model.named_parameters() if not name.startswith("whitening.")}
    return {**own, **{f"objective.{name}": value for name, value in objective.named_parameters()}}


def list_depthwise(model: nn.Module) -> List[nn.Parameter]:
    """Weights and biases of depthwise convolutions."""
    modules = [module for module in model.modules() if isinstance(module, nn.Conv2d)]
    depthwise = [module for module in modules if module.groups == module.in_channels > 1]
    return [parameter for module in depthwise for parameter in module.parameters()]


def choose_rate(group: GroupConfig, parameters: List[nn.Parameter]) -> float:
    """The group's rate, for relative ones times the mean magnitude of its matrices as they are now."""
    if not group.is_relative:
        return group.rate
    matrices = [parameter.detach().abs().flatten() for parameter in parameters if parameter.dim() > 1]
    return group.rate * float(torch.cat(matrices).mean()) if matrices else group.rate


def build_optimizer(model: nn.Module, objective: nn.Module, config: OptimizerConfig) -> Trained:
    """Sets `requires_grad` of every parameter and builds the optimizer over those that learn.

    Vectors (biases, norms) have no weight decay. `ConfigError` for a group that matches nothing: a name was misspelt.
    """
    frozen = {id(parameter) for parameter in list_depthwise(model)} if config.freezes_depthwise else set()
    parameters = list_parameters(model, objective)
    for parameter in [*model.parameters(), *objective.parameters()]:
        parameter.requires_grad_(False)
    groups, names, taken = [], [], set()
    for position, group in enumerate(config.groups):
        own = [name for name in parameters if any(fnmatch.fnmatchcase(name, pattern) for pattern in group.match)]
        if not own:
            raise ConfigError(f"optimizer.groups[{position}]: no parameter is called like {', '.join(group.match)}")
        own = [name for name in own if name not in taken and id(parameters[name]) not in frozen]
        taken.update(own)
        names.append(own)
        members = [parameters[name].requires_grad_(True) for name in own]
        rate = choose_rate(group, members)
        decay = config.weight_decay if group.weight_decay is None else group.weight_decay
        for is_matrix in (True, False):
            params = [parameter for parameter in members if (parameter.dim() > 1) == is_matrix]
            # `base_rate` is ours: what the schedule multiplies.
            own_decay = decay if is_matrix else 0.0
            groups.append({"params": params, "lr": rate, "base_rate": rate, "weight_decay": own_decay})
    groups = [group for group in groups if group["params"]]
    if config.kind == "sgd":
        return Trained(torch.optim.SGD(groups, lr=0.0, momentum=config.momentum, nesterov=config.momentum > 0), names)
    return Trained(torch.optim.AdamW(groups, lr=0.0), names)


def set_rates(optimizer: torch.optim.Optimizer, factor: float) -> None:
    """Every group's rate becomes `factor` times what was configured."""
    for group in optimizer.param_groups:
        group["lr"] = group["base_rate"] * factor
