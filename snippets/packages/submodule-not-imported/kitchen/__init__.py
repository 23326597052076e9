"""All about the kitchen."""
