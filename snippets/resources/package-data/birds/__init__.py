"""A book of birds."""
