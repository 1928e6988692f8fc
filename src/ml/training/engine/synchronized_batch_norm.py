"""Batch norm over the batch of all processes."""

import torch
from engine.collectives import get_world_size, sum_over_processes
from torch import Tensor, nn
from torch.nn.modules.batchnorm import _BatchNorm


class SynchronizedBatchNorm(_BatchNorm):
    """[N, C] or [N, C, H, W]; torch's own does the same, but on GPUs alone. Parameters and buffers are batch norm's.

    Mean and variance come from sums over all processes; sums are float32.
    """

    def _check_input_dim(self, x: Tensor) -> None:
        if x.dim() < 2:
            raise ValueError(f"batch norm takes [N, C, ...], not {tuple(x.shape)}")

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or get_world_size() == 1:
            return super().forward(x)
        places = [dim for dim in range(x.dim()) if dim != 1]
        shape = [1, -1] + [1] * (x.dim() - 2)
        wide = x.float()
        count = x.new_full((1,), x.numel() / x.shape[1], dtype=torch.float32)
        sums = sum_over_processes(torch.cat([wide.sum(places), count]))
        mean = sums[:-1] / sums[-1]
        # Two passes: a mean of squares minus a square of means cancels where the mean is far from zero.
        centred = wide - mean.view(shape)
        variance = sum_over_processes((centred * centred).sum(places)) / sums[-1]
        with torch.no_grad():
            self.num_batches_tracked += 1
            unbiased = variance * sums[-1] / (sums[-1] - 1).clamp(min=1)
            self.running_mean.lerp_(mean, self.momentum)
            self.running_var.lerp_(unbiased, self.momentum)
        factor = self.weight / (variance + self.eps).sqrt()
        return (centred * factor.view(shape) + self.bias.view(shape)).to(x.dtype)


def synchronize_batch_norms(model: nn.Module) -> None:
    """Turns every batch norm of the model into a synchronized one, with the same parameters, buffers and names."""
    for parent in list(model.modules()):
        for name, child in list(parent.named_children()):
            if isinstance(child, (nn.BatchNorm1d, nn.BatchNorm2d)):
                norm = SynchronizedBatchNorm(child.num_features, child.eps, child.momentum)
                norm.weight, norm.bias = child.weight, child.bias
                norm.running_mean, norm.running_var = child.running_mean, child.running_var
                norm.num_batches_tracked = child.num_batches_tracked
                setattr(parent, name, norm.train(child.training))
