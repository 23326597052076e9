"""The lessons of a week."""
