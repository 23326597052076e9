"""`scripts/build`: build the site into `site/`, and keep with it what it was made from."""

import os
import subprocess
import sys
from pathlib import Path

from importable.paths import project_root
from importable.stale import record, sources


def build(root: Path) -> int:
    """Run the strict build in `root`; its exit status. Never with `-q`: that would exit with 0 whatever it finds."""
    made_from = sources(root)  # before: what changes while it runs may or may not be in the site
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    done = subprocess.run(command, cwd=root, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    if done.returncode == 0:
        record(root, made_from)
    return done.returncode


if __name__ == "__main__":
    sys.exit(build(project_root()))
