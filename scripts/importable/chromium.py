"""Find a Chromium for the tests, or install one: `python -m importable.chromium`, called by `scripts/setup --browser`.

An installed Chromium or Chrome first, then the system's package, then Playwright's own.
"""

import os
import shutil
import subprocess
import sys
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


def install() -> None:
    """Try the system's package, then Playwright's own."""
    for command in commands():
        print(f"Installing Chromium: {' '.join(command)}", flush=True)
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode == 0 and find():
            return
        print("\n".join(done.stdout.splitlines()[-5:]))


def commands() -> Iterator[list[str]]:
    """The ways to install it that this machine may have."""
    if apt := shutil.which("apt-get"):
        root = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
        if not root or subprocess.run(["sudo", "--non-interactive", "true"], capture_output=True).returncode == 0:
            yield [*root, apt, "install", "--yes", "--no-install-recommends", "chromium"]
    yield [sys.executable, "-m", "playwright", "install", "chromium"]


def main() -> int:
    """Say which browser there is; exit status 1, and the way out, where there is none."""
    if not find():
        install()
    if browser := find():
        print(f"Browser for the tests: {browser}")
        return 0
    print("No Chromium here, and none could be installed. Install Chromium or Chrome, and run this again.")
    return 1


if __name__ == "__main__":
    sys.exit(main())
