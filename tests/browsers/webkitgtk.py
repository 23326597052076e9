"""WebKitGTK: its MiniBrowser, through WebKitWebDriver, on a screen that nobody sees."""

import json
import os
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from .driver import PATIENCE, BrowserError, CrashedError, Driver, expression

KEYS = {
    "Enter": Keys.ENTER,
    "Tab": Keys.TAB,
    "Escape": Keys.ESCAPE,
    "Delete": Keys.DELETE,
    "Backspace": Keys.BACKSPACE,
    "Home": Keys.HOME,
    "End": Keys.END,
    "ArrowLeft": Keys.ARROW_LEFT,
    "ArrowRight": Keys.ARROW_RIGHT,
    "ArrowUp": Keys.ARROW_UP,
    "ArrowDown": Keys.ARROW_DOWN,
    "Control": Keys.CONTROL,
    "Shift": Keys.SHIFT,
    "Space": Keys.SPACE,
}

# WebDriver tells nothing of errors, so the page writes them down; what went wrong before it had loaded is not heard.
LISTEN = """
window.heardErrors = [];
addEventListener("error", (event) => heardErrors.push(String(event.error ?? event.message)));
addEventListener("unhandledrejection", (event) => heardErrors.push(String(event.reason)));
const { error } = console;
console.error = (...words) => (heardErrors.push(words.join(" ")), error.apply(console, words));
"""


class WebKitGTK(Driver):
    """MiniBrowser, driven by Selenium."""

    id = "webkitgtk"

    def __init__(self, browser: Path, driver: Path, display: Path) -> None:
        self._display, number = start_display(display)
        options = Options()
        options.binary_location = str(browser)
        options.add_argument("--automation")
        environment = {**os.environ, "DISPLAY": f":{number}"}

        def start() -> webdriver.WebKitGTK:
            return webdriver.WebKitGTK(options=options, service=Service(str(driver), env=environment))

        self._start = start
        self._crashed = False
        self._place, self._clicked = (0, 0), 0.0
        try:
            self._browser = start()
        except Exception:
            self._display.terminate()
            raise
        self._browser.set_window_size(1000, 900)
        self.version = f"WebKitGTK/{self._browser.capabilities['browserVersion']}"

    def open(self, address: str) -> None:
        if self._crashed:
            self._renew()
        try:
            self._browser.get(address)
        except WebDriverException:  # now and then it has ended by itself since the last test: then once more
            self._renew()
            self._browser.get(address)
        self._browser.execute_script(LISTEN)
        self.address = address

    def _renew(self) -> None:
        with suppress(WebDriverException):
            self._browser.quit()
        self._browser = self._start()
        self._browser.set_window_size(1000, 900)
        self._crashed = False

    def evaluate(self, function: str, *args: Any, timeout: float = PATIENCE) -> Any:
        script = f"""
            const args = JSON.parse(arguments[0]), done = arguments[1];
            {expression(function, "args")}.then(done, (error) => done({{ thrown: String(error) }}));
        """
        self._browser.set_script_timeout(timeout)
        try:
            value = self._browser.execute_async_script(script, json.dumps(args))
        except WebDriverException as error:
            message = f"{type(error).__name__}: {error.msg}"
            if self._is_alive():
                raise BrowserError(message) from error
            self._crashed, self.address = True, ""
            raise CrashedError(message) from error
        if isinstance(value, dict):
            raise BrowserError(value["thrown"])
        return json.loads(value)

    def evaluate_inside(self, function: str, *args: Any) -> Any:
        self._browser.switch_to.frame(0)
        try:
            return self.evaluate(function, *args)
        finally:
            self._browser.switch_to.default_content()

    def _is_alive(self) -> bool:
        try:
            return self._browser.execute_script("return true") is True
        except WebDriverException:
            return False

    def click_at(self, x: float, y: float) -> None:
        # Two tests that click the same place within a second would make a double click, which marks a word.
        place = (round(x), round(y))
        if place == self._place:
            time.sleep(max(0, self._clicked + 1.1 - time.monotonic()))
        self._place, self._clicked = place, time.monotonic()
        actions = ActionBuilder(self._browser)
        actions.pointer_action.move_to_location(*place).click()  # type: ignore[no-untyped-call]
        actions.perform()

    def type(self, text: str) -> None:
        ActionChains(self._browser).send_keys(text.replace("\n", Keys.ENTER)).perform()

    def press(self, key: str) -> None:
        *held, last = [KEYS.get(part, part) for part in key.split("+")]
        actions = ActionChains(self._browser)
        for part in held:
            actions.key_down(part)
        actions.send_keys(last)
        for part in reversed(held):
            actions.key_up(part)
        actions.perform()

    def errors(self) -> Sequence[str]:
        heard: list[str] = self.evaluate("() => window.heardErrors?.splice(0) ?? []")
        return heard

    def screenshot(self, path: Path) -> None:
        self._browser.save_screenshot(str(path))

    def close(self) -> None:
        with suppress(WebDriverException):
            self._browser.quit()
        self._display.terminate()
        self._display.wait()


def start_display(program: Path) -> tuple[subprocess.Popen[bytes], int]:
    """An X server on a number that it chooses itself."""
    reading, writing = os.pipe()
    options = ["-displayfd", str(writing), "-screen", "0", "1200x1000x24", "-nolisten", "tcp"]
    process = subprocess.Popen([program, *options], pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as answer:
        number = answer.readline().strip()
    if not number:
        raise BrowserError(f"{program} does not start")
    return process, int(number)
