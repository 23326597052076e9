"""Where a Chromium or Chrome is on this machine."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def find() -> Path | None:
    """An installed Chromium or Chrome; None where there is none."""
    on_path = (Path(found) for name in NAMES if (found := shutil.which(name)))
    return next((path for path in (*on_path, *usual_places()) if path.is_file()), None)


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
    for cache in (home / ".cache/ms-playwright", home / "Library/Caches/ms-playwright"):
        yield from sorted(cache.glob("chromium-*/chrome-*/chrome"), reverse=True)
        yield from sorted(cache.glob("chromium-*/chrome-*/*.app/Contents/MacOS/*"), reverse=True)
