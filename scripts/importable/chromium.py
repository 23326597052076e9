"""Where a Chromium or Chrome is on this machine, and where one is that has no windows."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
SHELLS = ("chromium-headless-shell", "chrome-headless-shell")


def find() -> Path | None:
    """An installed Chromium or Chrome; None where there is none."""
    on_path = (Path(found) for name in NAMES if (found := shutil.which(name)))
    return next((path for path in (*on_path, *usual_places()) if path.is_file()), None)


def find_shell() -> Path | None:
    """An installed headless shell: the same engine without what is around a page; None where there is none.

    A window of the whole browser takes more of the machine than the page in it, one without a screen too.
    https://developer.chrome.com/blog/chrome-headless-shell
    """
    on_path = (Path(found) for name in SHELLS if (found := shutil.which(name)))
    of_playwright = (
        path
        for cache in playwright_caches()
        for path in sorted(cache.glob("chromium_headless_shell-*/*/*"), reverse=True)
        if path.name in ("headless_shell", "chrome-headless-shell")
    )
    return next((path for path in (*on_path, *of_playwright) if path.is_file()), None)


def find_headless() -> Path | None:
    """What opens pages that nobody looks at: a headless shell, or else a whole browser."""
    return find_shell() or find()


def playwright_caches() -> tuple[Path, ...]:
    """Where Playwright keeps its own browsers on Linux and macOS."""
    return Path.home() / ".cache/ms-playwright", Path.home() / "Library/Caches/ms-playwright"


def usual_places() -> Iterator[Path]:
    """Where Linux, macOS and Windows keep it, and where Playwright puts its own."""
    home = Path.home()
    yield from map(Path, ("/usr/bin/chromium", "/snap/bin/chromium", "/opt/google/chrome/chrome"))
    for applications in (Path("/Applications"), home / "Applications"):
        yield applications / "Google Chrome.app/Contents/MacOS/Google Chrome"
        yield applications / "Chromium.app/Contents/MacOS/Chromium"
    for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        if folder := os.environ.get(variable):
            yield Path(folder) / "Google/Chrome/Application/chrome.exe"
    for cache in playwright_caches():
        yield from sorted(cache.glob("chromium-*/chrome-*/chrome"), reverse=True)
        yield from sorted(cache.glob("chromium-*/chrome-*/*.app/Contents/MacOS/*"), reverse=True)
