"""Learning rate over time."""

import math


def compute_rate_factor(step: int, steps: int, warmup: int, floor: float) -> float:
    """Factor on every learning rate at `step` (from 0) of `steps`: half a cosine from 1 to `floor`
    (Loshchilov and Hutter 2017), times a line that reaches 1 at the last of the `warmup` steps (Goyal et al. 2017)."""
    cosine = 0.5 * (1.0 + math.cos(math.pi * step / steps))
    line = min(1.0, (step + 1) / warmup) if warmup else 1.0
    return line * (floor + (1.0 - floor) * cosine)
