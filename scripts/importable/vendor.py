"""Make docs/assets/vendor from the locked npm packages: Pyodide's core, Python's library, and bundles of npm packages.

`docs/assets/cells/pyodide.json` is the one place that says which Pyodide the site runs, with the
size and the hash of its core files, and of the library that the site's own is made from. `python -m
importable.vendor --pin` rewrites it from the npm package after an upgrade; without it, a difference is an error.

Its `cdn` is for whoever runs the site to choose: the address of a folder with that version of Pyodide.
"""

import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from importable.library import PARTS, make_library
from importable.paths import NEXT, NODE, ROOT, VENDOR

PIN = ROOT / "docs/assets/cells/pyodide.json"
RUNNER = ROOT / "docs/assets/cells/runner.py"
PACKAGE = ROOT / "node_modules/pyodide"
BUNDLES = ROOT / "scripts/importable/bundles"
CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "pyodide-lock.json")
LIBRARY = "python_stdlib.zip"


def pin_of(package: Path, pinned: dict[str, Any]) -> dict[str, Any]:
    """The pin that belongs to an unpacked npm package, after `pinned`: size and hash of each core file.

    The CDN folder stays that of `pinned`, with the new version where its address has the old one.
    """
    version = json.loads((package / "package.json").read_text("utf-8"))["version"]
    python = json.loads((package / "pyodide-lock.json").read_text("utf-8"))["info"]["python"]
    return {
        "version": version,
        "python": python,
        "cdn": pinned["cdn"].replace(pinned["version"], version),
        "files": {name: measure(package / name) for name in CORE},
        "library": measure(package / LIBRARY),
    }


def measure(path: Path) -> dict[str, object]:
    """Size in bytes, and hash as `fetch` takes it."""
    content = path.read_bytes()
    digest = base64.b64encode(hashlib.sha384(content).digest()).decode()
    return {"size": len(content), "integrity": f"sha384-{digest}"}


def copy_core(package: Path, pin: Path, target: Path) -> None:
    """Copy the core files to `target` if they are what `pin` says; exit with the way out if not."""
    pinned = json.loads(pin.read_text("utf-8"))
    if pinned != pin_of(package, pinned):
        sys.exit(f"{pin}: not what {package} holds. After an upgrade: .venv/bin/python -m importable.vendor --pin")
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for name in CORE:
        shutil.copyfile(package / name, target / name)


def put_library(package: Path, target: Path) -> None:
    """Make the two parts of the library, and `library.json`, which says what they are."""
    cut = make_library(package, RUNNER, target)
    parts = {part: {"name": name, **measure(target / name)} for part, name in PARTS.items()}
    (target / "library.json").write_text(json.dumps({**parts, "cut": cut}, indent=2) + "\n", "utf-8")


def bundle(entry: Path, target: Path) -> None:
    """Bundle what `entry` takes from npm packages into one ES module, with esbuild."""
    esbuild = ROOT / "node_modules/esbuild/bin/esbuild"
    options = ["--bundle", "--format=esm", "--minify", "--target=es2022", "--legal-comments=eof", "--log-level=warning"]
    subprocess.run([NODE, esbuild, entry, *options, f"--outfile={target}"], check=True)
    # For the type checker: the bundle has the types of what went into it.
    types = f'export * from "{os.path.relpath(entry, target.parent)}";\n'
    target.with_suffix(".d.ts").write_text(types.replace("\\", "/"), "utf-8")


def main() -> None:
    """Rewrite the pin if asked to, then make the folder; `--next` makes the library of the next Python, and only that."""
    if "--next" in sys.argv[1:]:
        return put_library(NEXT, NEXT / "library")
    if "--pin" in sys.argv[1:]:
        PIN.write_text(json.dumps(pin_of(PACKAGE, json.loads(PIN.read_text("utf-8"))), indent=2) + "\n", "utf-8")
    copy_core(PACKAGE, PIN, VENDOR / "pyodide")
    put_library(PACKAGE, VENDOR / "library")
    for entry in sorted(BUNDLES.glob("*.js")):
        bundle(entry, VENDOR / entry.name)


if __name__ == "__main__":
    main()
