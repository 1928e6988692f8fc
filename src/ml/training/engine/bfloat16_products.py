"""Matrix products in bfloat16 on a processor, with float32 weights.

Processors with AMX or AVX512-BF16 multiply bfloat16 two to four times as fast as float32, but torch's autocast would also
run depthwise convolutions and activations in it, which are slower. So only products are cast, there and back: 1x1
convolutions, linear layers, and the two products of attention, whose float32 form (`bmm`) is 80 times as slow with
Debian's OpenBLAS. For training alone; a model file never holds these layers, as it holds no layers at all.
"""

from typing import Optional

import torch
from model.vision_transformer import Attention
from torch import Tensor, nn

# Casting a small weight costs more than its product gains.
LEAST_CONVOLUTION = 8192
LEAST_LINEAR = 30000


class PointwiseInBFloat16(nn.Conv2d):
    """1x1 convolution: product in bfloat16, weight, bias, input and output in float32."""

    def forward(self, x: Tensor) -> Tensor:
        y = nn.functional.conv2d(x.bfloat16(), self.weight.bfloat16()).float()
        return y if self.bias is None else y + self.bias.view(1, -1, 1, 1)


class LinearInBFloat16(nn.Linear):
    """Linear layer: product in bfloat16, weight, bias, input and output in float32."""

    def forward(self, x: Tensor) -> Tensor:
        y = nn.functional.linear(x.bfloat16(), self.weight.bfloat16()).float()
        return y if self.bias is None else y + self.bias


class AttentionInBFloat16(Attention):
    """Attention whose products of queries, keys and values are in bfloat16, and the softmax in float32."""

    def forward(self, x: Tensor, queries: Optional[int] = None) -> Tensor:
        dims = x.shape[2] // self.heads
        qkv = self.qkv(x).bfloat16().reshape(-1, x.shape[1], 3, self.heads, dims).permute(2, 0, 3, 1, 4)
        query, key, value = (part.flatten(0, 1) for part in (qkv[0][:, :, :queries], qkv[1], qkv[2]))
        weights = torch.softmax((query @ key.transpose(1, 2)).float() * dims**-0.5, -1).bfloat16()
        mixed = (weights @ value).float().unflatten(0, (-1, self.heads)).transpose(1, 2)
        return self.proj(mixed.reshape(-1, query.shape[1], self.heads * dims))


def is_pointwise(module: nn.Module) -> bool:
    """Whether the module is a 1x1 convolution over all channels that moves and pads nothing."""
    return (
        isinstance(module, nn.Conv2d)
        and module.kernel_size == (1, 1)
        and module.stride == (1, 1)
        and module.padding == (0, 0)
        and module.groups == 1
    )


def use_bfloat16_products(model: nn.Module) -> None:
    """Replaces the large 1x1 convolutions and linear layers and all attention of the model; parameters and their names
    stay."""
    for parent in list(model.modules()):
        for name, child in list(parent.named_children()):
            if type(child) is Attention:
                attention = AttentionInBFloat16(child.qkv.in_features, child.heads)
                attention.qkv, attention.proj = child.qkv, child.proj
                setattr(parent, name, attention.train(child.training))
                use_bfloat16_products(attention)
                continue
            if is_pointwise(child) and child.weight.numel() >= LEAST_CONVOLUTION:
                layer = PointwiseInBFloat16(child.in_channels, child.out_channels, 1, bias=child.bias is not None)
            elif type(child) is nn.Linear and child.weight.numel() >= LEAST_LINEAR:
                layer = LinearInBFloat16(child.in_features, child.out_features, bias=child.bias is not None)
            else:
                continue
            layer.weight, layer.bias = child.weight, child.bias
            setattr(parent, name, layer.train(child.training))
