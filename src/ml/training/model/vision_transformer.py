"""Vision transformer ViT-Ti/16 (Dosovitskiy et al. 2021; sizes of Touvron et al. 2021), read out at its class token."""

from typing import Optional

import torch
from torch import Tensor, nn

PATCH = 16


class Attention(nn.Module):
    """Multi-head self-attention [N, T, D] -> [N, T, D]; with `queries` = 1 only the first token asks: [N, 1, D]."""

    def __init__(self, dims: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(dims, 3 * dims)
        self.proj = nn.Linear(dims, dims)

    def forward(self, x: Tensor, queries: Optional[int] = None) -> Tensor:
        dims = x.shape[2] // self.heads
        qkv = self.qkv(x).reshape(-1, x.shape[1], 3, self.heads, dims).permute(2, 0, 3, 1, 4)
        query, key, value = qkv[0], qkv[1], qkv[2]
        if queries is not None:
            query = query[:, :, :queries]
        weights = torch.softmax((query * dims**-0.5) @ key.transpose(2, 3), -1)
        mixed = (weights @ value).transpose(1, 2)
        return self.proj(mixed.reshape(-1, query.shape[2], self.heads * dims))


class Mlp(nn.Module):
    """Two layers with the exact GELU."""

    def __init__(self, dims: int, hidden: int) -> None:
        super().__init__()
        self.fc1 = nn.Linear(dims, hidden)
        self.fc2 = nn.Linear(hidden, dims)

    def forward(self, x: Tensor) -> Tensor:
        return self.fc2(nn.functional.gelu(self.fc1(x)))


class Block(nn.Module):
    """Pre-norm transformer block; with `queries` = 1 only the class token goes on."""

    def __init__(self, dims: int, heads: int) -> None:
        super().__init__()
        self.norm1 = nn.LayerNorm(dims, eps=1e-6)
        self.attn = Attention(dims, heads)
        self.norm2 = nn.LayerNorm(dims, eps=1e-6)
        self.mlp = Mlp(dims, 4 * dims)

    def forward(self, x: Tensor, queries: Optional[int] = None) -> Tensor:
        kept = x if queries is None else x[:, :queries]
        kept = kept + self.attn(self.norm1(x), queries)
        return kept + self.mlp(self.norm2(kept))


class VisionTransformer(nn.Module):
    """Normalized pixels [N, 3, side, side] -> class token [N, dims].

    Parameter names are timm's. Nothing after the last block needs the patch tokens, so there only the class token is
    computed (6 % of the time).
    """

    def __init__(self, side: int = 224, dims: int = 192, heads: int = 3, blocks: int = 12) -> None:
        super().__init__()
        self.side = side
        self.patch_embed = nn.ModuleDict({"proj": nn.Conv2d(3, dims, PATCH, PATCH)})
        self.cls_token = nn.Parameter(torch.zeros(1, 1, dims))
        self.pos_embed = nn.Parameter(torch.zeros(1, (side // PATCH) ** 2 + 1, dims))
        self.blocks = nn.ModuleList([Block(dims, heads) for _ in range(blocks)])
        self.norm = nn.LayerNorm(dims, eps=1e-6)

    def embed_patches(self, x: Tensor) -> Tensor:
        """[N, 3, side, side] -> tokens [N, 1 + patches, dims] with positions, the class token first."""
        patches = self.patch_embed["proj"](x).flatten(2).transpose(1, 2)
        # The class token is a constant: a zero row in front of the patches that the positions then fill.
        constant = torch.cat([self.cls_token + self.pos_embed[:, :1], self.pos_embed[:, 1:]], 1)
        return nn.functional.pad(patches, (0, 0, 1, 0)) + constant

    def forward(self, x: Tensor) -> Tensor:
        tokens = self.embed_patches(x)
        for block in self.blocks[:-1]:
            tokens = block(tokens)
        return self.norm(self.blocks[-1](tokens, queries=1))[:, 0]
