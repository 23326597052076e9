"""All about tea."""
