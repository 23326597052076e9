"""Whether the built site is made from what is there now, and is still as it was built.

`site/build.json` holds the hash of everything that went in, and of everything that came out.
"""

import hashlib
import json
from collections.abc import Iterable
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
    return _hashes(root, [path for path in files if "__pycache__" not in path.parts and path.name != ".DS_Store"])


def built(root: Path) -> dict[str, str]:
    """Everything that the build made: path to the hash of its content."""
    return _hashes(root, [path for path in (root / "site").rglob("*") if path != root / RECORD])


def _hashes(root: Path, paths: Iterable[Path]) -> dict[str, str]:
    files = sorted(path for path in paths if path.is_file())
    return {path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def record(root: Path, made_from: dict[str, str]) -> None:
    """Keep with the site what it was made from, and what was made."""
    content = {"sources": made_from, "built": built(root)}
    (root / RECORD).write_text(json.dumps(content, indent=0) + "\n", "utf-8")


def check_stale(root: Path) -> list[Failure]:
    """One failure for each file that changed since the build, be it a source or a built one."""
    path = root / RECORD
    if not path.exists():
        return [
            Failure(
                path, None, "The site was not built by scripts/build, so nobody knows from what: run scripts/build."
            )
        ]
    try:
        kept = json.loads(path.read_text("utf-8"))
        before, made = dict(kept["sources"]), dict(kept["built"])
    except (ValueError, KeyError, TypeError):
        return [
            Failure(path, 1, "This is not what scripts/build writes, so nobody knows what the site was built from.")
        ]
    return [
        *_changes(root, before, sources(root), "The built site is stale: this file was {} since."),
        *_changes(root, made, built(root), "This file was {} after the build; never edit built files."),
    ]


def _changes(root: Path, before: dict[str, str], now: dict[str, str], reason: str) -> list[Failure]:
    return [
        Failure(root / name, 1, f"{reason.format(_how(name, before, now))} Run scripts/build.")
        for name in sorted(before.keys() | now.keys())
        if before.get(name) != now.get(name)
    ]


def _how(name: str, before: dict[str, str], now: dict[str, str]) -> str:
    if name not in before:
        return "added"
    return "changed" if name in now else "removed"
