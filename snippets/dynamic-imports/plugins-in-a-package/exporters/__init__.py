"""Each module in here has a function export(items)."""
