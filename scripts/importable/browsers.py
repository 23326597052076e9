"""The three browsers of the tests: find them, and install what is missing (`scripts/setup --browsers`).

What is installed already comes first, then Debian's and Ubuntu's packages, then, for Chromium, Playwright's own.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from importable import chromium

Parts = Mapping[str, Path | None]
"""The programs that a browser's tests need: `browser`, and for WebKitGTK also `driver` and `display`."""


@dataclass(frozen=True)
class Browser:
    """One browser: where its programs are, and which packages have them."""

    id: str
    name: str
    parts: Callable[[], Parts]
    packages: tuple[tuple[str, ...], ...]
    """Sets of Debian's packages, each of which would do."""

    def missing(self) -> list[str]:
        """The parts that are not here."""
        return [part for part, path in self.parts().items() if path is None]


def _which(*names: str) -> Path | None:
    return next((Path(found) for name in names if (found := shutil.which(name))), None)


def _first(*places: Path) -> Path | None:
    return next((place for place in places if place.is_file()), None)


def _firefox() -> Parts:
    usual = (
        Path("/Applications/Firefox.app/Contents/MacOS/firefox"),
        Path("C:/Program Files/Mozilla Firefox/firefox.exe"),
    )
    return {"browser": _which("firefox-esr", "firefox") or _first(*usual)}


def _webkitgtk() -> Parts:
    folders = [
        folder
        for lib in (Path("/usr/lib"), Path("/usr/libexec"))
        for folder in (lib, *sorted(lib.glob("*-linux-gnu*")))
    ]
    return {
        "browser": _first(*(folder / "webkit2gtk-4.1/MiniBrowser" for folder in folders)),
        "driver": _which("WebKitWebDriver"),
        "display": _which("Xvfb"),
    }


BROWSERS = (
    Browser("chromium", "Chromium", lambda: {"browser": chromium.find()}, (("chromium",),)),
    Browser("firefox", "Firefox", _firefox, (("firefox-esr",), ("firefox",))),
    Browser("webkitgtk", "WebKitGTK", _webkitgtk, (("webkit2gtk-driver", "xvfb"),)),
)
SHELL = Browser(
    "headless-shell", "Chromium without windows", lambda: {"browser": chromium.find_shell()}, ((chromium.SHELLS[0],),)
)
"""Optional: what tests/web and the `browser` engine open pages with, in less time."""
PLAYWRIGHTS = {"chromium": "chromium", "headless-shell": "chromium-headless-shell"}
"""What Playwright calls those that it has, by our id."""


def install(browser: Browser) -> None:
    """Try one way after the other until nothing is missing."""
    for command in commands(browser):
        print(f"Installing {browser.name}: {' '.join(command)}", flush=True)
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode == 0 and not browser.missing():
            return
        if done.returncode:
            print("\n".join(done.stdout.splitlines()[-5:]))


def commands(browser: Browser) -> Iterator[list[str]]:
    """The ways to install it that this machine may have."""
    if apt := shutil.which("apt-get"):
        root = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
        if not root or subprocess.run([*root, "true"], capture_output=True).returncode == 0:
            # The lists of packages are old or away on a machine that was made from an image.
            yield [*root, apt, "update", "--quiet"]
            for packages in browser.packages:
                yield [*root, apt, "install", "--yes", "--quiet", "--no-install-recommends", *packages]
    if browser.id in PLAYWRIGHTS:
        yield [sys.executable, "-m", "playwright", "install", PLAYWRIGHTS[browser.id]]


def main() -> int:
    """Say which browsers there are, and what is not tested without the others.

    Exit status 1 without Chromium, which most tests need, and under CI=true without any of the three.
    """
    for browser in (*BROWSERS, SHELL):
        if browser.missing():
            install(browser)
        if missing := browser.missing():
            packages = " ".join(browser.packages[0])
            then = "Chromium is in its place, and slower" if browser is SHELL else "so its tests are not made"
            print(
                f"{browser.name}: no {' and no '.join(missing)} here, and none could be installed, {then}."
                f" On Debian or Ubuntu: apt-get install {packages}; then run this again."
            )
        else:
            print(f"{browser.name}: {browser.parts()['browser']}")
    needed = BROWSERS if os.environ.get("CI") == "true" else BROWSERS[:1]
    return 1 if any(browser.missing() for browser in needed) else 0


if __name__ == "__main__":
    sys.exit(main())
