"""Everything about the shop."""
