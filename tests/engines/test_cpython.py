"""The `cpython` engine: what a terminal shows, and an end for what has none."""

import os
import time
from pathlib import Path

import pytest
from importable.engines import Order, Outcome
from importable.engines.cpython import LIMIT, CPython


def run(code: str, **order: object) -> Outcome:
    return CPython().run(Order(**{"files": {"main.py": code}, **order}))  # type: ignore[arg-type]


def test_both_streams_as_a_terminal_shows_them() -> None:
    outcome = run("import sys\nprint(1)\nprint(2, file=sys.stderr)\nprint(3)\n")
    assert (outcome.output, outcome.stderr, outcome.exit, outcome.trouble) == ("1\n2\n3\n", "2\n", 0, None)


def test_traceback_names_files_as_a_reader_knows_them() -> None:
    outcome = run("import pkg.a\n", files={"main.py": "import pkg.a\n", "pkg/__init__.py": "", "pkg/a.py": "1 / 0\n"})
    assert 'File "main.py", line 1, in <module>' in outcome.output
    assert 'File "pkg/a.py", line 1, in <module>' in outcome.output
    assert outcome.exit == 1


@pytest.mark.parametrize(
    ("code", "status"), [("", 0), ("import sys\nsys.exit(3)", 3), ("import os\nos._exit(4)", 4), ("1 / 0", 1)]
)
def test_exit_status(code: str, status: int) -> None:
    assert run(code).exit == status


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("while True: pass", "did not end within 1 s"),
        ("import time\ntime.sleep(60)", "did not end within 1 s"),
        ("import os\nos.abort()", "crashed the interpreter (SIGABRT)"),
        ("import ctypes\nctypes.string_at(0)", "crashed the interpreter (SIGSEGV)"),
        ("while True: print('x' * 10_000)", "it printed more than"),
    ],
)
def test_trouble(code: str, words: str) -> None:
    outcome = run(code, timeout=1)
    assert outcome.trouble
    assert words in outcome.trouble
    assert outcome.exit is None
    assert len(outcome.output) <= LIMIT


def test_children_end_with_it() -> None:
    started = time.monotonic()
    code = "import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\nprint(1)\n"
    assert run(code).output == "1\n"
    assert time.monotonic() - started < 10


def test_input() -> None:
    assert run("print(input(), input())", stdin="é\n日\n").output == "é 日\n"
    assert "EOFError" in run("input()").output


def test_module_command() -> None:
    files = {"shop/__init__.py": "", "shop/report.py": "import sys\nprint(__name__, sys.argv[1:])\n"}
    assert run("", files=files, argv=("-m", "shop.report", "x")).output == "__main__ ['x']\n"


def test_hash_seed() -> None:
    code = "print(hash('a'))"
    assert run(code, hash_seed=1).output == run(code, hash_seed=1).output != run(code, hash_seed=2).output


def test_clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text("")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("PYTHONOPTIMIZE", "2")
    monkeypatch.setenv("SECRET", "x")
    code = "import os, sys\nprint(sys.flags.optimize, 'SECRET' in os.environ)\nimport mine\n"
    assert run(code).output.startswith("0 False\nTraceback")


def test_own_file_hides_the_library() -> None:
    assert (
        run("import random\n", files={"main.py": "import random\n", "random.py": "print('mine')\n"}).output == "mine\n"
    )


def test_nothing_is_left_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    run("open('x', 'w').write('x')")
    assert os.listdir(tmp_path) == []  # noqa: PTH208
