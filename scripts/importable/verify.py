"""`scripts/verify`: does everything that the pages promise hold?

    scripts/verify [page/id …] [--engine cpython|pyodide|browser] [--update]

Exit status: 0 all hold, 1 some fall short, 2 wrong use.
"""

import argparse
import os
import sys
from pathlib import Path

from importable import runs
from importable.paths import project_root
from importable.report import Tally
from importable.selection import NoSuchSnippetError, check_gate, choose, load_all, stray_files

ENGINES = ("cpython", "pyodide", "browser")


def arguments(words: list[str]) -> argparse.Namespace:
    """Read the command line. Exits with status 2 for wrong use."""
    parser = argparse.ArgumentParser("scripts/verify", description="Check everything that the pages promise.")
    parser.add_argument("ids", nargs="*", metavar="page/id", help="only these snippets")
    parser.add_argument(
        "--engine", action="append", choices=ENGINES, help="only this engine; may be given several times"
    )
    parser.add_argument("--update", action="store_true", help="write the documented outputs, and show what changed")
    return parser.parse_args(words)


def main(words: list[str] | None = None) -> int:
    """The whole command; returns its exit status."""
    options = arguments(sys.argv[1:] if words is None else words)
    in_ci = os.environ.get("CI", "").lower() in ("true", "1")
    try:
        root = project_root()
        names = choose(root, options.ids)
    except (NoSuchSnippetError, FileNotFoundError) as error:
        print(f"scripts/verify: {error}", file=sys.stderr)
        return 2
    tally = verify(root, names, tuple(options.engine or ENGINES), whole=not options.ids, in_ci=in_ci)
    print(tally.text(root))
    return 1 if tally.failed else 0


def verify(root: Path, names: list[str], engines: tuple[str, ...], *, whole: bool, in_ci: bool) -> Tally:
    """Make all checks. `whole` where it is about every snippet, so that what belongs to none is seen too."""
    tally = Tally()
    snippets, failures = load_all(root, names)
    for failure in failures:
        tally.check([failure])
    if whole:
        tally.check(stray_files(root))
    for snippet in snippets:
        tally.check(check_gate(root, snippet))
    runs.check_all(root, snippets, engines, tally, in_ci=in_ci)
    return tally


if __name__ == "__main__":
    sys.exit(main())
