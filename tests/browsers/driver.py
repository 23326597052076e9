"""What a test can do with a browser. Each of the three has an implementation in a file of its own."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

PATIENCE = 120.0
"""Seconds after which an answer is taken not to come."""

DEEP = " >>> "
"""In a selector: on into the shadow root of what was found so far."""

FIND = (
    f"const find = (path) => path.split({DEEP!r})"
    ".reduce((found, part) => (found?.shadowRoot ?? found)?.querySelector(part), document);"
)

MIDDLE = f"""(path) => {{
    {FIND}
    const element = find(path);
    if (!element) throw new Error(`there is no ${{path}}`);
    element.scrollIntoView({{ block: "center", behavior: "instant" }});
    const box = element.getClientRects()[0];
    if (!box) throw new Error(`nobody sees ${{path}}`);
    const place = [box.x + Math.min(box.width / 2, 60), box.y + Math.min(box.height / 2, 20)];
    const hit = element.getRootNode().elementFromPoint(...place);
    if (!element.contains(hit) && !hit?.contains(element)) throw new Error(`${{hit?.outerHTML}} is over ${{path}}`);
    return place;
}}"""


class BrowserError(Exception):
    """The page threw, or the browser did not do what it was asked."""


class CrashedError(BrowserError):
    """The browser's own process for the page is gone. The next `open` starts another one."""


class NoAnswerError(BrowserError):
    """The browser said nothing for as long as it was waited for. What it was asked may still go on."""


class Driver(Protocol):
    """One browser with one page."""

    id: str
    address: str = ""
    """Of the page that was opened last."""

    def open(self, address: str) -> None:
        """Go to an address and wait until it has loaded."""

    def evaluate(self, function: str, *args: Any, timeout: float = PATIENCE) -> Any:
        """What a JavaScript function gives for `args`, async or not. Raises BrowserError for what it throws."""

    def evaluate_inside(self, function: str, *args: Any) -> Any:
        """The same in the first frame of the page, whatever its origin."""

    def click_at(self, x: float, y: float) -> None:
        """Press the mouse's button there, in pixels from the corner of the page's view."""

    def type(self, text: str) -> None:
        """Type into what has the focus."""

    def press(self, key: str) -> None:
        """Press one key, or several at once: `Enter`, `Shift+Tab`, `Control+a`."""

    def errors(self) -> Sequence[str]:
        """Uncaught errors, and errors on the console, since the last time this was asked."""

    def screenshot(self, path: Path) -> None:
        """Write what is seen into a PNG file."""

    def close(self) -> None:
        """End the browser."""

    def click(self, selector: str) -> None:
        """Scroll to an element and click it with the mouse; it must be seen there."""
        x, y = self.evaluate(MIDDLE, selector)
        self.click_at(x, y)


def expression(function: str, args: str) -> str:
    """JavaScript whose value is a promise of what the function gives, as JSON. `args` is JavaScript too."""
    return f"(async () => JSON.stringify((await ({function})(...{args})) ?? null))()"
