"""Photos with labels, and their vectors."""
