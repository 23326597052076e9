"""The watched run: comments, used files, input that is read, many runs in one process. On cpython and pyodide alike."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from importable.comments import promises
from importable.engines import Order
from importable.engines.cpython import CPython
from importable.engines.pyodide import Pyodide
from importable.load import load_snippet
from importable.probe import check_comments, order, reported, unread_input, unused_files, watch
from importable.report import Failure
from importable.snippet import Snippet


@pytest.fixture(scope="module", params=[CPython, Pyodide])
def engine(request: pytest.FixtureRequest) -> Iterator[Any]:
    with request.param() as engine:
        yield engine


def snippet(root: Path, files: dict[str, str]) -> Snippet:
    for name, text in {"main.py": "print(1)\n", "output.txt": "1\n", **files}.items():
        path = root / "snippets/page/id" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return load_snippet(root, "page/id")


def comments(engine: Any, root: Path, files: dict[str, str]) -> list[list[Failure]]:
    made = snippet(root, files)
    return check_comments(made, [watch(engine, made, run) for run in made.runs])


RIGHT = {
    "a print": "print(5.0)  # Output: 5.0\n",
    "an empty line": "print()  # Output: \n",
    "blanks at both ends": "print(' a ')  # Output:  a \n",
    "without a line feed": "print(1, end='')  # Output: 1\n",
    "a statement of many lines": "print(\n    1,\n    2,\n)  # Output: 1 2\n",
    "in the middle of a statement": "print(\n    1,  # Output: 1 2\n    2,\n)\n",
    "in a function": "def f():\n    print(1)  # Output: 1\n\n\nf()\n",
    "at the call": "def f():\n    print(1)\n\n\nf()  # Output: 1\n",
    "at both": "def f():\n    print(1)  # Output: 1\n\n\nf()  # Output: 1\n",
    "two statements": "x = 1; print(x)  # Output: 1\n",
    "in a condition": "if True: print(1)  # Output: 1\n",
    "in a comprehension": "x = [print(n, end='') for n in (1, 2)]  # Output: 12\n",
    "by writing": "import sys\nsys.stdout.write('a\\n')  # Output: a\n",
    "a hash in a string": "print('# Output: 7')  # Output: # Output: 7\n",
    "before an error": "print(1)  # Output: 1\n1 / 0\n",
    "before an exit": "import sys\nprint(1)  # Output: 1\nsys.exit(0)\n",
    "at the exit": "import atexit\n\n\ndef f():\n    print(1)  # Output: 1\n\n\natexit.register(f)\n",
    "prose is no promise": "print(1)  # Output goes to the screen\n# The output: see below\nprint(2)  # Output: 2\n",
}
WRONG = {
    "another text": "print(5.0)  # Output: 5\n",
    "twice as often": "for n in (1, 1):\n    print(1)  # Output: 1\n",
    "on a loop's first line": "for n in (1,):  # Output: 1\n    print(n)\n",
    "nothing printed": "x = 1  # Output: 1\n",
    "standard error": "import sys\nprint(1, file=sys.stderr)  # Output: 1\n",
    "never called": "def f():\n    print(1)  # Output: 1\n",
    "on a line of its own": "print(1)\n# Output: 1\n",
    "after the error": "1 / 0\nprint(1)  # Output: 1\n",
    "does not compile": "print(1)  # Output: 1\ndef f(:\n",
    "no blank": "print(1)  #Output: 1\n",
    "no blank after the colon": "print(1)  # Output:1\n",
    "two blanks before": "print(1)  #  Output: 1\n",
    "small letters": "print(1)  # output: 1\n",
    "capitals": "print(1)  # OUTPUT: 1\n",
    "misspelt": "print(1)  # Ouput: 1\n",
    "an equals sign": "print(1)  # Output = 1\n",
    "an arrow": "print(1)  # Output -> 1\n",
    "no colon": "print(1)  # Output 1\n",
}


@pytest.mark.parametrize("code", [pytest.param(code, id=name) for name, code in RIGHT.items()])
def test_right_comments(engine: Any, tmp_path: Path, code: str) -> None:
    found = comments(engine, tmp_path, {"main.py": code})
    assert found
    assert not any(found)


@pytest.mark.parametrize("code", [pytest.param(code, id=name) for name, code in WRONG.items()])
def test_wrong_comments(tmp_path: Path, code: str) -> None:
    with CPython() as engine:
        found = comments(engine, tmp_path, {"main.py": code})
    assert [len(failures) for failures in found] == [1]
    assert found[0][0].line == next(
        n for n, line in enumerate(code.splitlines(), 1) if "utput" in line.lower() or "ouput" in line.lower()
    )


def test_a_statement_that_calls_into_a_module(engine: Any, tmp_path: Path) -> None:
    files = {"main.py": "import tools\n\ntools.f()  # Output: 1\n", "tools.py": "def f():\n    print(1)  # Output: 1\n"}
    assert comments(engine, tmp_path, files) == [[], []]


def test_a_comment_of_another_run(engine: Any, tmp_path: Path) -> None:
    toml = '[[run]]\n[[run]]\ncommand = "python tools.py"\noutput = "tools.txt"\n'
    code = 'if __name__ == "__main__":\n    print(2)  # Output: 2\n'
    files = {"main.py": "import tools\n\nprint(1)\n", "tools.py": code, "tools.txt": "2\n", "snippet.toml": toml}
    assert comments(engine, tmp_path, files) == [[]]


def test_the_own_file_still_hides_the_library(engine: Any, tmp_path: Path) -> None:
    for name in ("json", "random", "traceback", "string"):
        files = {"main.py": f"import {name}\n\nprint({name}.X)  # Output: mine\n", f"{name}.py": 'X = "mine"\n'}
        assert comments(engine, tmp_path / name, files) == [[]], name


def test_the_program_is_not_seen(engine: Any, tmp_path: Path) -> None:
    code = (
        "import os\nimport sys\n\n"
        "print(sorted(os.listdir()))  # Output: ['main.py']\n"
        "print(__name__, sys.argv)  # Output: __main__ ['main.py']\n"
        "print('runpy' in sys.modules)  # Output: False\n"
    )
    assert comments(engine, tmp_path, {"main.py": code}) == [[], [], []]


def test_used_files(engine: Any, tmp_path: Path) -> None:
    made = snippet(
        tmp_path,
        {
            "main.py": "import used\nfrom pkg import part\n\nprint(open('data.txt').read())\nimport importlib.util as u\nu.find_spec('unused')\n",
            "used.py": "",
            "unused.py": "",
            "pkg/__init__.py": "",
            "pkg/part.py": "",
            "pkg/other.py": "",
            "data.txt": "x\n",
            "more.txt": "y\n",
        },
    )
    failures = unused_files(made, [watch(engine, made, run) for run in made.runs])
    assert sorted(failure.path.name for failure in failures) == ["more.txt", "other.py", "unused.py"]


def test_listing_a_folder_uses_its_files(engine: Any, tmp_path: Path) -> None:
    made = snippet(
        tmp_path, {"main.py": "import os\n\nprint(os.listdir('data'))\n", "data/a.txt": "a\n", "data/b/c.txt": "c\n"}
    )
    failures = unused_files(made, [watch(engine, made, run) for run in made.runs])
    assert [failure.path.name for failure in failures] == ["c.txt"]


@pytest.mark.parametrize(("reads", "left"), [(0, 3), (1, 2), (3, 0)])
def test_unread_input(engine: Any, tmp_path: Path, reads: int, left: int) -> None:
    made = snippet(tmp_path, {"main.py": "input()\n" * reads, "snippet.toml": 'stdin = "a\\nb\\nc\\n"\n'})
    failures = unread_input(made, [watch(engine, made, run) for run in made.runs])
    assert len(failures) == (1 if left else 0)
    if left:
        assert f"{left} line(s) that no run reads" in failures[0].reason


SCREENS = {
    "both streams, in order": "import sys\n\nprint(1)\nprint(2, file=sys.stderr)\nprint(3)\n",
    "an error, and what is left for the end": "import atexit\n\natexit.register(print, 'end')\nprint(1)\n1 / 0\n",
    "two errors": "try:\n    1 / 0\nexcept ZeroDivisionError:\n    {}['a']\n",
    "an exit with a word": "import sys\n\nprint(1, end='')\nsys.exit('gone')\n",
    "a warning": "import warnings\n\nwarnings.warn('old')\nprint(1)\n",
    "an error in a module": "import tools\n\ntools.f()\n",
    "what is no text": "import sys\n\nfor stream, what in ((sys.stdout, 5), (sys.stderr, b'x')):\n"
    "    try:\n        stream.write(what)\n    except TypeError as error:\n        print(error)\n",
    "a text of another class": "import sys\n\n\nclass Text(str):\n    def __repr__(self):\n        return '<text>'\n\n\n"
    "sys.stderr.write(Text('one\\n'))\nprint(Text('two'))\n",
    "an exit with an empty word": "import sys\n\nsys.exit('')\n",
    "an exit status": "import sys\n\nsys.exit(-1)\n",
    "a hash": "print(hash('ant'))\n",
}
"""What a run prints is what its watched run does: that run stands for one of the passes."""


@pytest.mark.parametrize("code", [pytest.param(code, id=name) for name, code in SCREENS.items()])
def test_a_watched_run_prints_what_any_run_does(engine: Any, tmp_path: Path, code: str) -> None:
    made = snippet(tmp_path, {"main.py": code, "tools.py": "def f():\n    raise ValueError('no')\n"})
    plain = engine.run(Order(made.contents, made.runs[0].argv, hash_seed=2))
    seen = watch(engine, made, made.runs[0], hash_seed=2)
    assert (seen.output, seen.exit) == (plain.output, plain.exit)


def test_module_command(engine: Any, tmp_path: Path) -> None:
    toml = '[[run]]\ncommand = "python -m shop.report x"\n'
    code = "import sys\nfrom . import prices\n\nprint(__name__, sys.argv[1:], prices.X)  # Output: __main__ ['x'] 3\n"
    files = {"shop/__init__.py": "", "shop/report.py": code, "shop/prices.py": "X = 3\n", "snippet.toml": toml}
    made = snippet(tmp_path, files)
    runs = [watch(engine, made, run) for run in made.runs]
    assert check_comments(made, runs) == [[]]
    assert [failure.path.name for failure in unused_files(made, runs)] == ["main.py"]


def test_an_end_without_a_word_is_said(engine: Any, tmp_path: Path) -> None:
    made = snippet(tmp_path, {"main.py": "import os\n\nos._exit(0)\n"})
    assert watch(engine, made, made.runs[0]).trouble


def test_many_runs_have_new_modules(engine: Any, tmp_path: Path) -> None:
    made = snippet(
        tmp_path,
        {
            "main.py": "import counter\nimport random\n\ncounter.N += 1\nprint(counter.N, random.randint(1, 2), input())\n",
            "counter.py": "N = 0\n",
            "snippet.toml": 'stdin = "a\\n"\n',
        },
    )
    outputs = reported(engine.run(order(made, made.runs[0], "sample", "300", "20", timeout=30)))
    assert isinstance(outputs, dict)
    assert set(outputs) == {"1 1 a\n", "1 2 a\n"}
    assert sum(outputs.values()) == 300


def test_a_file_that_cannot_be_read_as_python_has_no_statements() -> None:
    assert [promise.first for promise in promises("x = 1  # Output: 1\n(\n")] == [0]
