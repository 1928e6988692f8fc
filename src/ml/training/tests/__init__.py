"""Unit tests; the command is in README.md."""
