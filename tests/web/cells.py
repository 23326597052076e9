"""What a test does with a cell on a page: as a reader, or as a course author's script."""

from typing import TypedDict

from playwright.sync_api import Locator, Page, Route, expect

AWAKE = """() => document.readyState !== "loading" &&
    !document.querySelector("py-cell:not([data-tools], [data-still])")"""
"""A page is there to its end, and all its cells have their tools, which come when the browser is idle."""


class Held:
    """What a page asks for, at most so many `times`, and does not get before it is let go."""

    def __init__(self, page: Page, address: str, times: int | None = None) -> None:
        self.page = page
        self.routes: list[Route] = []
        page.route(address, lambda route: self.routes.append(route), times=times)

    def expect(self, count: int = 1) -> None:
        """Wait until so many requests are held: a busy machine takes its time."""
        for _ in range(600):
            if len(self.routes) >= count:
                break
            self.page.wait_for_timeout(50)
        assert len(self.routes) == count

    def let_go(self) -> None:
        """Give the page what it has asked for by now, which is something."""
        self.expect(max(1, len(self.routes)))
        for route in self.routes:
            route.continue_()
        self.routes.clear()


class Result(TypedDict):
    """What `run()` promises."""

    state: str
    exit: int | None
    output: str
    verdict: str | None
    ms: float
    message: str
    missing: list[str]


class Cell:
    """One `<py-cell>`."""

    def __init__(self, page: Page, id: str) -> None:
        self.page = page
        self.id = id
        self.element = page.locator(f"py-cell#{id}")

    def __getitem__(self, selector: str) -> Locator:
        """Something inside the cell."""
        return self.element.locator(selector)

    # As a script.

    def run(self) -> Result:
        """Call `run()` and wait for its end."""
        result: Result = self.element.evaluate("cell => cell.run()")
        return result

    def run_files(self, **files: str) -> Result:
        """Put these files into the cell (`main` is main.py) and run."""
        self.files = {name if "." in name else f"{name}.py": text for name, text in files.items()}
        return self.run()

    def run_code(self, code: str) -> Result:
        """Make this the whole program and run it."""
        return self.run_files(main=code)

    @property
    def files(self) -> dict[str, str]:
        files: dict[str, str] = self.element.evaluate("cell => cell.files")
        return files

    @files.setter
    def files(self, files: dict[str, str]) -> None:
        self.element.evaluate("(cell, files) => { cell.files = files }", files)

    # As a reader.

    def button(self, action: str) -> Locator:
        """The button for this action that can be seen."""
        return self[f"[data-action={action}]:visible"]

    def tab(self, name: str) -> Locator:
        return self[f"[role=tab][data-file='{name}']"]

    def panel(self, name: str) -> Locator:
        """The panel of a file."""
        return self[".py-cell-file"].filter(has=self.page.locator(f"pre[data-file='{name}']"))

    def open_editor(self, name: str = "main.py") -> Locator:
        """Click into a file's code; gives the place that takes text."""
        self.tab(name).click()
        code, content = self.panel(name).locator("pre > code"), self.panel(name).locator(".cm-content")
        (code.or_(content)).locator("visible=true").click(position={"x": 20, "y": 20})
        expect(content).to_be_focused()
        return content

    def type_over(self, text: str, name: str = "main.py") -> None:
        """Replace a file's text in the editor."""
        self.open_editor(name)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(text)

    def click_run(self) -> None:
        """Press Run and wait for the end."""
        number = self.element.evaluate(
            """cell => {
                cell.ends ??= (cell.addEventListener("py-cell-result", () => cell.ends++), 0);
                return cell.ends;
            }"""
        )
        self.button("run").first.click()
        self.page.wait_for_function(
            "([id, number]) => document.querySelector(`py-cell#${id}`).ends > number", arg=[self.id, number]
        )
        self.expect_state("done")

    def expect_state(self, state: str, timeout: float = 30_000) -> None:
        expect(self.element).to_have_attribute("state", state, timeout=timeout)

    @property
    def status(self) -> Locator:
        return self["[role=status]"]

    @property
    def output(self) -> Locator:
        return self["[data-output]"].first

    @property
    def verdict(self) -> str | None:
        return self.output.get_attribute("data-verdict")
