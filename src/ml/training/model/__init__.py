"""The network: DOLG, its parts, trunks and weights."""
