"""A quiz in rounds."""
