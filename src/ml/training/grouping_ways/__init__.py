"""Published ways of grouping vectors, to compare Cairn's own with (compare_grouping.py)."""
