"""From PyTorch to a model folder."""
