"""Losses over a batch of embeddings with landmark labels."""
