"""Python's standard library as the pages get it: in two parts, so that a first run starts sooner.

A start of Pyodide as it comes spends most of its time compiling the library's sources. The pinned Pyodide itself
makes the first part here, bytecode of what a start and common programs import; the rest, with every source, follows
after the first output. Both are parts of one zip file (`library_program.py`).
"""

import subprocess
from pathlib import Path

from importable.paths import NODE

HERE = Path(__file__).parent
COMMON = (
    *(
        "calendar",
        "copy",
        "csv",
        "datetime",
        "encodings.ascii",
        "encodings.latin_1",
        "encodings.utf_8_sig",
        "fractions",
    ),
    *("heapq", "importlib.resources", "pkgutil", "pprint", "statistics", "string"),
)
"""What a start does not import, and a run or common programs do."""


PARTS = {"start": "start.zip.json", "rest": "rest.zip"}
"""Names of the two parts. The first is not compressed, and hosts of files choose by a name what they compress."""


def make_library(pyodide: Path, runner: Path, target: Path) -> int:
    """Make the two parts in `target`; gives back where in the first the second goes, in bytes."""
    target.mkdir(parents=True, exist_ok=True)
    inputs = [HERE / "library.mjs", pyodide, HERE / "library_program.py", runner]
    command = [str(part) for part in (NODE, *inputs, ",".join(COMMON), *(target / name for name in PARTS.values()))]
    return int(subprocess.check_output(command))
