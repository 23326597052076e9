"""The bench's own copy of the site, built with the local server in the CDN's place.

So a page asks the local server by itself, under its own policy, and nothing stands between the two.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from importable.paths import ROOT

PIN = "docs/assets/cells/pyodide.json"


def settings() -> str:
    """The text of mkdocs.yml for a project elsewhere: the hooks are those of this one."""
    return (ROOT / "mkdocs.yml").read_text("utf-8").replace("- scripts/", f"- {ROOT.as_posix()}/scripts/")


def copy_project(target: Path, cdn: str) -> Path:
    """Pages, snippets and settings in a folder of their own; `cdn`: where its pages shall look for Pyodide."""
    for part in ("docs", "snippets"):
        shutil.copytree(ROOT / part, target / part)
    (target / "mkdocs.yml").write_text(settings(), "utf-8")
    pin = json.loads((target / PIN).read_text("utf-8"))
    (target / PIN).write_text(json.dumps({**pin, "cdn": cdn}, indent=2) + "\n", "utf-8")
    return target


def build(project: Path, address: str = "http://127.0.0.1:8000/") -> Path:
    """Build a copy; gives the folder of its site. Raises RuntimeError with what MkDocs says."""
    command = [sys.executable, "-m", "mkdocs", "build"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SITE_URL": address}
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"the site cannot be built: {done.stderr[-2000:]}")
    return project / "site"
