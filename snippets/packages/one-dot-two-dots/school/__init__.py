"""All about the school."""
