"""Whether the built site is made from what is there now: `site/build.json` holds what it was made from."""

import hashlib
import json
from pathlib import Path

from importable.report import Failure

RECORD = "site/build.json"


def sources(root: Path) -> dict[str, str]:
    """Everything that the site is made from: path to the hash of its content."""
    vendor = root / "docs/assets/vendor"
    files = [
        path
        for folder in ("docs", "snippets")
        for path in (root / folder).rglob("*")
        if not path.is_relative_to(vendor)
    ]
    files += [root / "mkdocs.yml", vendor / "stamp", *(root / "scripts/importable").glob("*.py")]
    kept = [path for path in files if path.is_file() and "__pycache__" not in path.parts and path.name != ".DS_Store"]
    return {path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(kept)}


def record(root: Path, made_from: dict[str, str]) -> None:
    """Keep with the site what it was made from."""
    (root / RECORD).write_text(json.dumps(made_from, indent=0) + "\n", "utf-8")


def check_stale(root: Path) -> list[Failure]:
    """One failure for each file that changed since the build."""
    path = root / RECORD
    if not path.exists():
        return [
            Failure(
                path, None, "The site was not built by scripts/build, so nobody knows from what: run scripts/build."
            )
        ]
    before, now = json.loads(path.read_text("utf-8")), sources(root)
    return [
        Failure(
            root / name,
            1,
            f"The built site is stale: this file was {_how(name, before, now)} since. Run scripts/build.",
        )
        for name in sorted(before.keys() | now.keys())
        if before.get(name) != now.get(name)
    ]


def _how(name: str, before: dict[str, str], now: dict[str, str]) -> str:
    if name not in before:
        return "added"
    return "changed" if name in now else "removed"
