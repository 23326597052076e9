"""The `pyodide` engine: what a terminal shows, from the page's own runner; a lost host costs one run."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from importable.engines import Order, Outcome
from importable.engines.pyodide import Pyodide


@pytest.fixture(scope="module")
def pyodide() -> Iterator[Pyodide]:
    with Pyodide(hosts=1) as engine:
        yield engine


def run(engine: Pyodide, code: str, **order: object) -> Outcome:
    return engine.run(Order(**{"files": {"main.py": code}, **order}))  # type: ignore[arg-type]


def test_both_streams_as_a_terminal_shows_them(pyodide: Pyodide) -> None:
    outcome = run(pyodide, "import sys\nprint(1)\nprint(2, file=sys.stderr)\nprint(3)\n")
    assert (outcome.output, outcome.stderr, outcome.exit, outcome.trouble) == ("1\n2\n3\n", "2\n", 0, None)


def test_version_says_both(pyodide: Pyodide) -> None:
    assert "Python 3." in pyodide.version


@pytest.mark.parametrize(("code", "status"), [("", 0), ("import sys\nsys.exit(3)", 3), ("1 / 0", 1)])
def test_exit_status(pyodide: Pyodide, code: str, status: int) -> None:
    assert run(pyodide, code).exit == status


def test_nothing_is_left_for_the_next_run(pyodide: Pyodide) -> None:
    run(pyodide, "import math, builtins\nmath.pi = 3\nbuiltins.x = 1\nopen('x', 'w').close()\n")
    outcome = run(pyodide, "import math, os\nprint(math.pi > 3.1, os.path.exists('x'))\nx\n")
    assert outcome.output.startswith("True False\nTraceback")


def test_the_clock_moves(pyodide: Pyodide) -> None:
    code = "import datetime\nprint(datetime.date.today().year)"
    now, later = (int(run(pyodide, code, clock=clock).output) for clock in (0, 2 * 366 * 86400))
    assert later == now + 2


def test_hash_seed(pyodide: Pyodide) -> None:
    code = "print(hash('a'))"
    assert run(pyodide, code).output == run(pyodide, code).output != run(pyodide, code, hash_seed=2).output


def test_random_values_are_new_in_every_run(pyodide: Pyodide) -> None:
    code = "import random\nprint(random.random())"
    assert run(pyodide, code).output != run(pyodide, code).output


def test_a_package_of_the_cdn_is_missing_and_no_trouble(pyodide: Pyodide) -> None:
    outcome = run(pyodide, "import numpy\nprint(numpy.array([1, 2]))")
    assert outcome.missing == ("numpy",) or outcome.output == "[1 2]\n"
    assert outcome.trouble is None


@pytest.mark.parametrize(
    ("code", "words"),
    [("while True: pass", "did not end within 1 s"), ("import os\nos.abort()", "broke the interpreter")],
)
def test_trouble_costs_one_run(pyodide: Pyodide, code: str, words: str) -> None:
    outcome = run(pyodide, code, timeout=1)
    assert outcome.trouble
    assert words in outcome.trouble
    assert run(pyodide, "print(1)").output == "1\n"


def test_a_host_that_is_gone_is_replaced() -> None:
    with Pyodide(hosts=1) as engine:
        engine._made[0].close()
        outcome = run(engine, "print(1)")
        assert outcome.trouble
        assert "Node" in outcome.trouble
        assert run(engine, "print(1)").output == "1\n"


def test_what_a_host_puts_aside_is_removed_with_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with Pyodide(hosts=1) as engine:
        run(engine, "print(1)")
        [folder] = tmp_path.iterdir()
        assert [path for path in (folder / "compiled").rglob("*") if path.is_file()]
    assert list(tmp_path.iterdir()) == []


def test_no_node(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importable.engines.pyodide.NODE", "/nowhere/node")
    with pytest.raises(Exception, match="Node cannot be started"), Pyodide(hosts=1):
        pass
