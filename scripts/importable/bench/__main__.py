"""`scripts/bench`: measure the built site against a bare page with Pyodide.

    scripts/bench [--only NAME] [--rounds N] [--json PATH]
    scripts/bench --scale [SNIPPETS …] [--json PATH]

Exit status: 0 whatever the figures are, 1 if one could not be measured, 2 wrong use.
"""

import argparse
import sys
from pathlib import Path

from importable.bench import scale
from importable.bench.run import bench, bench_scale
from importable.bench.scenarios import SCENARIOS
from importable.paths import ROOT


def arguments(words: list[str]) -> argparse.Namespace:
    """Read the command line. Exits with status 2 for wrong use."""
    parser = argparse.ArgumentParser("scripts/bench", description="Measure the site against a bare page with Pyodide.")
    parser.add_argument("--only", action="append", choices=SCENARIOS, help="only this; may be given several times")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="how often (5)")
    parser.add_argument(
        "--json", type=Path, default=ROOT / ".cache/bench.json", metavar="PATH", help="where it is kept"
    )
    parser.add_argument(
        "--scale", type=int, nargs="*", metavar="SNIPPETS", help=f"sites of so many snippets instead {scale.SIZES}"
    )
    options = parser.parse_args(words)
    if options.rounds < 1:
        parser.error("--rounds: at least one")
    return options


def main(words: list[str] | None = None) -> int:
    """The whole command; returns its exit status."""
    options = arguments(sys.argv[1:] if words is None else words)
    if options.scale is not None:
        return bench_scale(options.scale or scale.SIZES, options.json)
    return bench(options.only or list(SCENARIOS), options.rounds, options.json)


if __name__ == "__main__":
    sys.exit(main())
