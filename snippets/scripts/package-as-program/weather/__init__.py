"""A weather log."""
