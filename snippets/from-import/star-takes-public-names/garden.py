from datetime import date

PLANTS = ["mint", "sage"]
_key = "under the pot"


def planted():
    return date(2026, 3, 1)
