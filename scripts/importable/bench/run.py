"""The rounds: everything in turns, so that what slows the machine down for a while slows both pages down."""

import json
import os
import platform
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from importable import vendor
from importable.bench import project, report, scale
from importable.bench.browser import launched
from importable.bench.figures import Measured, measured
from importable.bench.scenarios import SCENARIOS, Scenario
from importable.bench.server import Server
from importable.bench.stored import store
from importable.bench.visit import Lab
from importable.paths import ROOT
from importable.progress import Progress

BARE = Path(__file__).with_name("bare")
CACHE = ROOT / ".cache/brotli"


@dataclass
class Taken:
    """All samples, and what went wrong."""

    site: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    bare: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    faults: list[str] = field(default_factory=list)


@contextmanager
def lab() -> Iterator[Lab]:
    """Build the site, serve everything, and open a browser."""
    server = Server()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="importable-bench-")))
        print("Building the site …", file=sys.stderr, flush=True)
        site = project.build(project.copy_project(folder / "project", server.cdn.address), server.site.address)
        core = folder / "core"
        core.mkdir()
        for name in (*vendor.CORE, vendor.LIBRARY):
            shutil.copyfile(vendor.PACKAGE / name, core / name)
        for origin, files in ((server.site, site), (server.bare, BARE), (server.cdn, core)):
            origin.files = store(files, CACHE)
        stack.enter_context(server.started())
        playwright = stack.enter_context(sync_playwright())
        origins = (server.site.address, server.bare.address, server.cdn.address)
        yield Lab(playwright, stack.enter_context(launched(playwright, origins)), server)


def take(lab: Lab, names: Sequence[str], rounds: int) -> Taken:
    """Do all scenarios in turns, each round in the other order of the two pages."""
    taken = Taken()
    scenarios = [SCENARIOS[name] for name in SCENARIOS if name in names]
    progress = Progress("Measuring", rounds * sum(1 + scenario.bare for scenario in scenarios))
    for number in range(rounds):
        for scenario in scenarios:
            pages = [(lab.site, taken.site), (lab.bare, taken.bare)][: 1 + scenario.bare]
            for address, samples in pages[:: -1 if number % 2 else 1]:
                progress.what = f"Round {number + 1} of {rounds}, {scenario.name}"
                one(lab, scenario, address, samples, taken.faults)
                progress.tick()
    progress.end()
    return taken


def one(lab: Lab, scenario: Scenario, address: str, samples: dict[str, list[float]], faults: list[str]) -> None:
    """One scenario on one page. What goes wrong costs this round's samples."""
    try:
        for name, value in scenario.act(lab, address).items():
            samples[name].append(value)
    except Exception as error:
        faults.append(f"{scenario.name} on {address}: {str(error).splitlines()[0]}")


def bench(names: Sequence[str], rounds: int, target: Path) -> int:
    """Measure, print, keep; the exit status."""
    busy = load()
    with lab() as there:
        taken = take(there, names, rounds)
        about = {"chromium": there.chromium.version, "rounds": rounds, "load": busy}
    figures = measured([name for one in names for name in SCENARIOS[one].figures], taken.site, taken.bare)
    return tell(figures, taken.faults, about, target)


def load() -> float:
    """How many programs wanted a core in the last minute; 0 where the system does not tell."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0


def bench_scale(sizes: Sequence[int], target: Path) -> int:
    """The same for `--scale`."""
    figures, faults = [], []
    busy = load()
    for size in sizes:
        count, samples, wrong = scale.measure(size)
        figures += scale.figures(count, samples)
        faults += wrong
    return tell(figures, faults, {"load": busy}, target)


def tell(figures: Sequence[Measured], faults: Sequence[str], about: dict[str, Any], target: Path) -> int:
    """Print the report and keep it as JSON, with what has to be known to compare it with another; the exit status."""
    print(report.text(figures))
    for fault in faults:
        print(f"went wrong: {fault}")
    if about["load"] > 1:
        print(
            f"the machine was busy with {about['load']:.1f} other programs as this began: take times for no more than they are"
        )
    now = datetime.now(UTC).isoformat(timespec="seconds")
    machine = {"at": now, "system": platform.platform(), "cores": os.cpu_count()}
    content = {**machine, **about, "figures": report.data(figures), "faults": list(faults)}
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(content, indent=1) + "\n", "utf-8")
    print(f"kept in {target}")
    return 1 if any(one.site is None or (one.figure.of and one.bare is None) for one in figures) else 0
