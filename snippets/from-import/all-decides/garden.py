from datetime import date

__all__ = ["PLANTS", "planted"]

PLANTS = ["mint", "sage"]
_key = "under the pot"


def planted():
    return date(2026, 3, 1)
