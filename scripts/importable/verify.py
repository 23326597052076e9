"""`scripts/verify`: does everything that the pages promise hold?

    scripts/verify [page/id …] [--engine cpython|pyodide|browser] [--update]

Exit status: 0 all hold, 1 some fall short, 2 wrong use.
"""

import argparse
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from importable import runs
from importable.build import build
from importable.engines import Engine
from importable.engines.cpython import CPython
from importable.engines.pyodide import HOSTS, Pyodide
from importable.load import snippet_names
from importable.page_checks import check_pages
from importable.paths import project_root
from importable.pythons import Build, build_for, runs_on_cpython
from importable.report import Failure, Tally
from importable.selection import NoSuchSnippetError, check_gate, choose, load_all, stray_files
from importable.snippet import Snippet, SnippetError
from importable.stale import check_stale
from importable.update import load_unwritten, update

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
    if options.update:
        if in_ci:
            print("scripts/verify: --update writes files, and is for people: it refuses under CI=true", file=sys.stderr)
            return 2
        tally = write_outputs(root, names, tuple(options.engine or ENGINES))
        print(tally.text(root))
        return 1 if tally.failed else 0
    tally = verify(root, names, tuple(options.engine or ENGINES), whole=not options.ids, in_ci=in_ci)
    print(tally.text(root))
    return 1 if tally.failed else 0


def write_outputs(root: Path, names: list[str], engines: tuple[str, ...]) -> Tally:
    """Write all documented outputs: from `cpython` where it is wanted and the snippet runs on it, else from `pyodide`."""
    tally = Tally()
    snippets = []
    for name in names:
        try:
            snippets.append(load_unwritten(root, name))
        except SnippetError as error:
            tally.check([Failure(error.path, error.line or 1, f"{name}: {error.message}.")])
    with ExitStack() as stack:
        pyodides: dict[Build, Pyodide] = {}
        for snippet in snippets:
            engine: Engine = CPython()
            if "cpython" not in engines or not runs_on_cpython(snippet):
                build = build_for(snippet)
                if build not in pyodides:
                    pyodides[build] = stack.enter_context(Pyodide(hosts=1, build=build))
                engine = pyodides[build]
            changes = update(engine, snippet, tally)
            print(*changes, sep="\n", end="\n" if changes else "")
    return tally


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
    has_site = check_site(root, snippets, tally, whole=whole)
    parts = runs.parts(root, snippets, engines, tally, has_site=has_site, in_ci=in_ci)
    with ThreadPoolExecutor(HOSTS) as pool:  # at once, so that all cores have something to do
        for done in [pool.submit(part) for part in parts]:
            done.result()
    return tally


def check_site(root: Path, snippets: list[Snippet], tally: Tally, *, whole: bool) -> bool:
    """The built site is made from what is there now, and shows it. False if there is none to look at."""
    if not (root / "site").is_dir() and build(root) != 0:
        tally.check([Failure(root / "mkdocs.yml", 1, "There is no site, and it cannot be built: see above.")])
        return False
    tally.check(check_stale(root))
    check_pages(root, snippets, set(snippet_names(root)), tally, whole=whole)
    return True


if __name__ == "__main__":
    sys.exit(main())
