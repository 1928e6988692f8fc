"""Retrieval measures and the small fits."""
