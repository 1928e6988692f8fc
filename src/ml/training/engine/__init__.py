"""Training: configuration, batches, the loop, checkpoints, curves."""
