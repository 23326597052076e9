"""What a test does with a cell on a page, in any browser: as a script, and as a reader."""

import time
from collections.abc import Callable
from typing import Any, cast

from cells import Result

from .driver import DEEP, PATIENCE, Driver

EDITOR = f".py-cell-file[data-open] .py-cell-editor{DEEP}.cm-content"
"""The place that takes text, of the file that is open."""

# Reset first: it ends a run, and takes away edits that are not written down yet.
NEW_CELL = """async (id) => {
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    const cell = document.querySelector(`py-cell#${id}`);
    cell.reset();
    localStorage.clear();
    cell.replaceWith(page.querySelector(`py-cell#${id}`));
}"""


def open_cells(browser: Driver, address: str) -> None:
    """Open a page and wait for its cells to come alive."""
    browser.open(address)
    browser.evaluate("async () => void (await customElements.whenDefined('py-cell'))")


class Cell:
    """One `<py-cell>`."""

    def __init__(self, browser: Driver, id: str) -> None:
        self.browser = browser
        self.id = id

    def evaluate(self, function: str, *args: Any, timeout: float = PATIENCE) -> Any:
        """What a function of the cell's element gives: `cell => cell.state`."""
        call = f"(id, ...args) => ({function})(document.querySelector(`py-cell#${{id}}`), ...args)"
        return self.browser.evaluate(call, self.id, *args, timeout=timeout)

    # As a script.

    @property
    def files(self) -> dict[str, str]:
        return cast(dict[str, str], self.evaluate("cell => cell.files"))

    @files.setter
    def files(self, files: dict[str, str]) -> None:
        self.evaluate("(cell, files) => { cell.files = files }", files)

    def run(self, files: dict[str, str] | None = None, timeout: float = PATIENCE) -> Result:
        """Call `run()`, with these files if they are given, and wait for its end."""
        function = "(cell, files) => { if (files) cell.files = files; return cell.run(); }"
        return cast(Result, self.evaluate(function, files, timeout=timeout))

    def run_code(self, code: str, timeout: float = PATIENCE) -> Result:
        """Make this the whole program, run it, and wait for its end."""
        return self.run({"main.py": code}, timeout)

    def start(self, code: str) -> None:
        """Make this the whole program, and come back while it runs."""
        self.evaluate("(cell, files) => { cell.files = files; cell.ended = cell.run(); }", {"main.py": code})
        self.wait_for("running")

    def result(self, timeout: float = PATIENCE) -> Result:
        """How the run ended that `start` began."""
        return cast(Result, self.evaluate("cell => cell.ended", timeout=timeout))

    def renew(self) -> None:
        """The page's own cell again, as after loading."""
        self.browser.evaluate(NEW_CELL, self.id)
        self.evaluate("(cell) => cell.wake()")  # its tools come when the browser is idle, or when somebody wants them

    # As a reader.

    def selector(self, inside: str) -> str:
        """A selector for what is inside this cell."""
        return f"py-cell#{self.id} {inside}"

    def click(self, inside: str) -> None:
        self.browser.click(self.selector(inside))

    def press_button(self, action: str) -> None:
        self.click(f"[data-action={action}]:not([hidden])")

    def press_and_name(self, action: str) -> None:
        """Press Add or Rename, and wait for the field: what asks for a name is loaded then."""
        self.press_button(action)
        asked = "cell => document.activeElement === cell.querySelector('.py-cell-name input')"
        self.wait_until(lambda: bool(self.evaluate(asked)), "the focus in the field for the name")

    def click_run(self) -> None:
        """Press Run and wait for the end."""
        count = "cell => cell.ends ??= (cell.addEventListener('py-cell-result', () => cell.ends++), 0)"
        before = self.evaluate(count)
        self.press_button("run")
        self.wait_until(lambda: self.evaluate("cell => cell.ends") > before, "the end of the run", PATIENCE)

    def open_tab(self, name: str) -> None:
        self.click(f"[role=tab][data-file='{name}']")

    def open_editor(self) -> None:
        """Click into the code that is seen, and wait for the editor to have the focus."""
        self.click(
            ".py-cell-file[data-open] pre:not([hidden]), " + self.selector(".py-cell-file[data-open] .cm-editor")
        )
        self.wait_until(self.in_editor, "the focus in the editor")

    def in_editor(self) -> bool:
        """Whether what is typed goes into the editor of the open file."""
        function = "cell => document.activeElement === cell.querySelector('.py-cell-file[data-open] .py-cell-editor')"
        return bool(self.evaluate(function))

    # What is seen.

    @property
    def state(self) -> str:
        return str(self.evaluate("cell => cell.getAttribute('state')"))

    @property
    def output(self) -> str:
        """What stands where the first command's output belongs."""
        return str(self.evaluate("cell => cell.querySelector('[data-output]').textContent"))

    @property
    def verdict(self) -> str | None:
        return cast(str | None, self.evaluate("cell => cell.querySelector('[data-output]').dataset.verdict ?? null"))

    @property
    def status(self) -> str:
        """What the cell says to the reader."""
        return str(self.evaluate("cell => cell.querySelector('[role=status]').textContent"))

    def wait_for(self, *states: str, timeout: float = PATIENCE) -> None:
        """Until the cell is in one of these states."""
        self.wait_until(lambda: self.state in states, " or ".join(states), timeout)

    def wait_until(self, true: Callable[[], bool], what: str, timeout: float = 10) -> None:
        """Until this is true. The page may be busy for a while."""
        end = time.monotonic() + timeout
        while not true():
            assert time.monotonic() < end, f"{what}: not within {timeout:g} s ({self.state}: {self.status!r})"
            time.sleep(0.05)
