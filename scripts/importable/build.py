"""`scripts/build`: build the site into `site/`, and keep with it what it was made from."""

import os
import subprocess
import sys
from pathlib import Path

from importable.addresses import OF_A_COPY, keep_addresses
from importable.paths import project_root
from importable.stale import record, sources


def build(root: Path) -> int:
    """Run the strict build in `root`, and see that no address is lost; the exit status.

    Never with `-q`: MkDocs would exit with 0 whatever it finds.
    """
    made_from = sources(root)  # before: what changes while it runs may or may not be in the site
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    done = subprocess.run(command, cwd=root, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    if done.returncode:
        return done.returncode
    record(root, made_from)
    reasons = keep_addresses(root)
    if reasons:
        print(*reasons, OF_A_COPY, sep="\n", file=sys.stderr)
    return 1 if reasons else 0


if __name__ == "__main__":
    sys.exit(build(project_root()))
