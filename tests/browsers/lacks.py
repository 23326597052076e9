"""What one of the browsers cannot do, so that tests expect something else there instead of saying nothing."""

LACKS: dict[str, dict[str, str]] = {
    "chromium": {},
    "firefox": {},
    "webkitgtk": {
        "stack switching": "no JSPI in WebKitGTK 2.50, so a program that runs cannot wait for the page",
        "OPFS": "navigator.storage.getDirectory is not there",
        "font": "a worker loads no font",
        "refusal of Cache Storage": "a worker without an origin may open one; it is its own, empty, and gone with it",
    },
}

NOISE: dict[str, tuple[str, ...]] = {
    "chromium": (),
    "firefox": (
        # Whenever a worker is ended that is inside a function of `WebAssembly.promising`; on an empty page too.
        "uncaught exception: undefined",
        # In a worker, Firefox 153 tells of a rejection that its listener has prevented; on an empty page too. This is
        # the one that os._exit() ends in, if it comes before the worker is ended.
        "Exit: Program terminated with exit",
        # The same, where what a run has left behind (a task, a promise that is rejected) calls a Python that has ended:
        # what a trap of WebAssembly says begins so. A run whose own Python breaks fails, and shows that.
        "RuntimeError: ",
    ),
    "webkitgtk": (),
}
"""Errors that a browser reports of itself, whatever the page does."""


def lacks(browser: str, what: str) -> bool:
    """Whether this browser is known to lack it."""
    return what in LACKS[browser]
