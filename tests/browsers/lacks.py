"""What one of the browsers cannot do, so that tests expect something else there instead of saying nothing."""

LACKS: dict[str, dict[str, str]] = {
    "webkitgtk": {
        "stack switching": "no JSPI in WebKitGTK 2.50, so a program that runs cannot wait for the page",
    },
}


def lacks(browser: str, what: str) -> bool:
    """Whether this browser is known to lack it."""
    return what in LACKS.get(browser, {})
