"""All about the shop."""
