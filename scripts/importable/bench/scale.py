"""Larger sites, made of copies of this one: does the time that building and checking takes grow in proportion?"""

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from importable.bench import project
from importable.bench.compress import compress
from importable.bench.figures import SCALE, Measured, Samples
from importable.bench.statistics import spread
from importable.load import snippet_names
from importable.page_checks import pages_in
from importable.paths import ROOT

SIZES = (100, 900)
"""Ten and a hundred times the site of nine snippets with which this began; the targets name these sizes."""
SAMPLE = 200
"""Snippets that are verified, as many as the site has; the rest would take as long each."""
FENCE = re.compile(r"(```pycell\s+)([\w-]+)/([\w-]+)")
CHANGED = "changed-a-moment-ago"


def make_project(folder: Path, wanted: int) -> Path:
    """A project with at least `wanted` snippets: this one's pages with their snippets, as often as it takes."""
    shutil.copytree(ROOT / "docs/assets", folder / "docs/assets")
    (folder / "snippets").mkdir()
    settings = re.sub(r"(?m)^nav:\n(?:[ #].*\n|\n)*", "", project.settings())
    (folder / "mkdocs.yml").write_text(settings, "utf-8")
    count = 0
    for name, page, suffix in _pages():
        if count >= wanted:
            break
        text = page.read_text("utf-8")
        (folder / f"docs/{name}{suffix}.md").write_text(copied(text, suffix), "utf-8")
        for owner in {owner for _, owner, _ in FENCE.findall(text)}:
            target = folder / f"snippets/{owner}{suffix}"
            if not target.exists():
                for snippet in (ROOT / "snippets" / owner).iterdir():
                    shutil.copytree(snippet, target / f"{snippet.name}{suffix}")
                    count += 1
    return folder


def copied(text: str, suffix: str) -> str:
    """A page's Markdown with the names of copied snippets: an id is there once on the whole site."""
    for id in {id for _, _, id in FENCE.findall(text)}:
        text = text.replace(f"(#{id})", f"(#{id}{suffix})")
    return FENCE.sub(rf"\1\2{suffix}/\3{suffix}", text)


def _pages() -> Iterator[tuple[str, Path, str]]:
    """The pages over and over: name, file, and what a copy's name ends in."""
    pages = sorted((ROOT / "docs").glob("*.md"), key=lambda path: (path.stem != "index", path.stem))
    number = 1
    while True:
        yield from ((page.stem, page, "" if number == 1 else f"-{number}") for page in pages)
        number += 1


def measure(wanted: int) -> tuple[int, Samples, list[str]]:
    """How many snippets a site of this size has, what was measured, and what went wrong."""
    with tempfile.TemporaryDirectory(prefix="importable-bench-", ignore_cleanup_errors=True) as folder:
        root = make_project(Path(folder) / "project", wanted)
        names = snippet_names(root)
        _say(f"{len(names)} snippets: building …")
        started = time.monotonic()
        site = project.build(root)
        samples = {"build": (time.monotonic() - started) * 1000 / len(names), **weights(root, site, Path(folder))}
        steps: dict[str, Callable[[], float]] = {
            "change": lambda: change(root),
            "verify": lambda: verify(root, names[:: max(1, len(names) // SAMPLE)][:SAMPLE]),
        }
        faults = []
        for name, step in steps.items():
            _say(f"{len(names)} snippets: {name} …")
            try:
                samples[name] = step()
            except (OSError, RuntimeError) as error:
                faults.append(f"{name} at {len(names)} snippets: {error}")
        return len(names), samples, faults


def weights(root: Path, site: Path, cache: Path) -> Samples:
    """What pages and the search weigh, compressed."""
    pages = [page.path for page in pages_in(site) if page.cells]
    index = site / "search/search_index.json"
    sizes = {path: packed.stat().st_size for path, packed in compress([*pages, index], cache / "brotli").items()}
    of_pages = [sizes[page] for page in pages]
    return {"page": statistics.median(of_pages), "heaviest": max(of_pages), "index": sizes[index]}


def change(root: Path) -> float:
    """Change a page while the site is served; milliseconds until the server gives the new one."""
    page = root / "docs/index.md"
    with _serving(root) as address:
        started = time.monotonic()
        page.write_text(f"{page.read_text('utf-8')}\n{CHANGED}\n", "utf-8")
        _wait_for(address, CHANGED, 120)
        return (time.monotonic() - started) * 1000


@contextmanager
def _serving(root: Path) -> Iterator[str]:
    """`scripts/serve` in a copy."""
    address = "127.0.0.1:48774"
    command = [sys.executable, "-m", "mkdocs", "serve", "--watch", "snippets", "-a", address]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SITE_URL": f"http://{address}/"}
    with subprocess.Popen(
        command, cwd=root, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            _wait_for(f"http://{address}/", "</html>", 300)
            yield f"http://{address}/"
        finally:
            process.terminate()


def _wait_for(address: str, text: str, seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with suppress(OSError), urllib.request.urlopen(address, timeout=seconds) as answer:
            if text.encode() in answer.read():
                return
        time.sleep(0.05)
    raise RuntimeError(f"{address} does not show {text!r} within {seconds:g} s")


def verify(root: Path, names: Sequence[str]) -> float:
    """Verify these snippets on the `pyodide` engine with all its passes; milliseconds for each."""
    command = [sys.executable, "-m", "importable.verify", "--engine", "pyodide", *names]
    started = time.monotonic()
    done = subprocess.run(command, cwd=root, capture_output=True, text=True)
    took = time.monotonic() - started
    passed = re.findall(r"^(\d+) passed", done.stdout, re.MULTILINE)
    if not passed or int(passed[-1]) < len(names):
        raise RuntimeError(f"the verification does not verify: {(done.stdout + done.stderr)[-500:]}")
    return took * 1000 / len(names)


def figures(count: int, samples: Samples) -> list[Measured]:
    """What was measured at one size. The page that changes has a target at 100 snippets, and not at every size."""
    measured = []
    for figure in SCALE:
        most = figure.most if figure.name != "change" or count < 2 * SIZES[0] else None
        told = replace(figure, name=f"{figure.name}-{count}", says=f"{count} snippets: {figure.says}", most=most)
        measured.append(Measured(told, spread([samples[figure.name]] if figure.name in samples else []), None))
    return measured


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
