"""The verifier, tried by breaking things: a project that holds, one change, and red for that very reason."""

import datetime
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from importable import passes
from importable.build import build
from importable.load import snippet_names
from importable.report import failure_text
from importable.stale import record, sources
from importable.verify import verify

sys.path.insert(0, str(Path(__file__).parent))  # for the fixtures
pytest_plugins = ["small_project"]

Change = Callable[[Path], object]

MATH, TWO, ASK, DICE, COIN, SHOP = (
    "snippets/import/import-math",
    "snippets/import/two-files",
    "snippets/tools/ask",
    "snippets/random/dice",
    "snippets/random/coin",
    "snippets/tools/shop",
)


@dataclass(frozen=True)
class Fault:
    """One change, and what the report must say."""

    name: str
    change: Change
    place: str
    """File and line, as the report gives it."""
    words: tuple[str, ...]
    engines: tuple[str, ...] = ("cpython",)
    built: bool = True
    """Whether the change is to be taken for built in; False where the pages are what is looked at."""


def replace(path: str, old: str, new: str) -> Change:
    def change(root: Path) -> None:
        text = (root / path).read_bytes().decode("utf-8")
        assert old in text
        (root / path).write_text(text.replace(old, new, 1), "utf-8", newline="")

    return change


def write(path: str, text: str) -> Change:
    def change(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8", newline="")

    return change


def write_bytes(path: str, content: bytes) -> Change:
    return lambda root: (root / path).write_bytes(content)


def remove(path: str) -> Change:
    return lambda root: (root / path).unlink()


def both(*changes: Change) -> Change:
    return lambda root: [change(root) for change in changes]


def program(folder: str, code: str, output: str) -> Change:
    """Another program with its output."""
    return both(write(f"{folder}/main.py", code), write(f"{folder}/output.txt", output))


def and_build(change: Change) -> Change:
    """A change that is really built in."""
    return both(change, lambda root: build(root))


TODAY = datetime.datetime.now(datetime.UTC).date().isoformat()

OUTPUTS = [
    Fault(
        "changed output",
        write(f"{MATH}/output.txt", "5.1\n"),
        f"{MATH}/output.txt:1",
        ("prints something else", "5.1", "5.0"),
    ),
    Fault(
        "changed second line",
        write(f"{TWO}/output.txt", "Hello, Ann\nHello, Bill\n"),
        f"{TWO}/output.txt:2",
        ("prints something else", "Hello, Bill", "Hello, Bob"),
    ),
    Fault(
        "no line feed at the end",
        write(f"{MATH}/output.txt", "5.0"),
        f"{MATH}/output.txt:1",
        ("prints a line feed at the end",),
    ),
    Fault(
        "a line feed too many",
        write(f"{MATH}/output.txt", "5.0\n\n"),
        f"{MATH}/output.txt:2",
        ("other blanks or line feeds",),
    ),
    Fault(
        "a blank at a line's end",
        write(f"{MATH}/output.txt", "5.0 \n"),
        f"{MATH}/output.txt:1",
        ("'5.0 ' is promised",),
    ),
    Fault(
        "changed program",
        replace(f"{MATH}/main.py", "25", "36"),
        f"{MATH}/output.txt:1",
        ("prints something else", "6.0"),
    ),
    Fault(
        "changed module",
        replace(f"{TWO}/greetings.py", "Hello", "Hi"),
        f"{TWO}/output.txt:1",
        ("prints something else", "Hi, Ann"),
    ),
    Fault(
        "lines in another order",
        write(f"{TWO}/output.txt", "Hello, Bob\nHello, Ann\n"),
        f"{TWO}/output.txt:1",
        ("these lines in another order",),
    ),
    Fault(
        "standard error after the traceback",
        program(
            "snippets/import/misspelt",
            "import atexit, sys\natexit.register(print, 'late', file=sys.stderr)\nimport maths\n",
            'Traceback (most recent call last):\n  File "main.py", line 3, in <module>\n    import maths\n'
            "ModuleNotFoundError: No module named 'maths'\nlate\n",
        ),
        "snippets/import/misspelt/output.txt:1",
        ("itself writes to standard error", "late"),
    ),
    Fault(
        "a traceback written by hand",
        program(
            "snippets/import/misspelt",
            "import sys\nprint('Traceback (most recent call last):\\nNo', file=sys.stderr)\nsys.exit(1)\n",
            "Traceback (most recent call last):\nNo\n",
        ),
        "snippets/import/misspelt/output.txt:1",
        ("itself writes to standard error",),
    ),
    Fault(
        "print to the wrong stream",
        both(
            replace(f"{TWO}/greetings.py", "def", "import sys\n\n\ndef"),
            replace(f"{TWO}/greetings.py", "+ name)", "+ name, file=sys.stderr)"),
        ),
        f"{TWO}/output.txt:1",
        ("writes to standard error", "Hello, Ann"),
    ),
    Fault(
        "standard error before a traceback",
        program("snippets/import/misspelt", "import sys\nprint(1, file=sys.stderr)\n1 / 0\n", ""),
        "snippets/import/misspelt/output.txt",
        ("silent = true",),
    ),
    Fault(
        "other text on standard error",
        write(f"{SHOP}/errors.txt", "no plums\n"),
        f"{SHOP}/errors.txt:1",
        ("writes something else to standard error", "no plums"),
    ),
    Fault(
        "another line number in a traceback",
        replace("snippets/import/misspelt/output.txt", "line 1", "line 2"),
        "snippets/import/misspelt/output.txt:2",
        ("prints another line number", "line 2"),
    ),
    Fault(
        "another file in a traceback",
        replace("snippets/import/misspelt/output.txt", "main.py", "other.py"),
        "snippets/import/misspelt/output.txt:2",
        ("prints something else", "other.py"),
    ),
    Fault(
        "wrong exit status",
        replace("snippets/import/misspelt/snippet.toml", "1", "2"),
        "snippets/import/misspelt/snippet.toml:2",
        ("exit status 1; 2 is promised",),
    ),
    Fault(
        "exit status not said",
        remove("snippets/import/misspelt/snippet.toml"),
        "snippets/import/misspelt/output.txt:1",
        ("exit status 1; 0 is promised",),
    ),
    Fault(
        "os._exit",
        program(MATH, 'import os\n\nprint("x")\nos._exit(3)\n', "x\n"),
        f"{MATH}/output.txt:1",
        ("exit status 3; 0 is promised",),
    ),
    Fault(
        "silent that prints",
        write("snippets/tools/quiet/main.py", "print(1)\n"),
        "snippets/tools/quiet/output.txt:1",
        ("prints something",),
    ),
    Fault(
        "prints nothing",
        replace(f"{MATH}/main.py", "print(result)", "result"),
        f"{MATH}/output.txt:1",
        ("prints nothing",),
    ),
]

UNSTABLE = [
    Fault(
        "morning or evening",
        program(
            MATH,
            'import datetime\n\nprint("early" if datetime.datetime.now().hour < 12 else "late")\n',
            "early\n" if datetime.datetime.now().hour < 12 else "late\n",
        ),
        f"{MATH}/output.txt:1",
        ("another day or at another time",),
        ("pyodide",),
    ),
    Fault(
        "half of the year",
        program(
            MATH,
            "import datetime\n\nprint(datetime.datetime.now().month > 6)\n",
            f"{datetime.datetime.now().month > 6}\n",
        ),
        f"{MATH}/output.txt:1",
        ("another day or at another time",),
        ("pyodide",),
    ),
    Fault(
        "set order",
        program(MATH, 'print({"ant", "bee", "cat", "dog"})\n', "{'ant', 'bee', 'cat', 'dog'}\n"),
        f"{MATH}/output.txt:1",
        ("hash seed, as the order of a set",),
    ),
    Fault(
        "set order that two hash seeds share",
        program(
            MATH,
            f'import os\n\nprint(os.environ["PYTHONHASHSEED"] == "{passes.WATCHED.seed}")\n',
            "False\n",
        ),
        f"{MATH}/output.txt:1",
        ("hash seed, as the order of a set", passes.WATCHED.name),
        ("pyodide",),
    ),
    Fault(
        "an exit status that two hash seeds share",
        program(
            MATH,
            f'import os\nimport sys\n\nprint(1)\nsys.exit(os.environ["PYTHONHASHSEED"] == "{passes.WATCHED.seed}")\n',
            "1\n",
        ),
        f"{MATH}/output.txt:1",
        ("hash seed, as the order of a set", passes.WATCHED.name, "exit status 1"),
        ("pyodide",),
    ),
    Fault(
        "process number",
        program(MATH, "import os\n\nprint(os.getpid())\n", "42\n"),
        f"{MATH}/output.txt:1",
        ("another run of the same",),
    ),
    Fault(
        "address in memory",
        program(MATH, "print(object())\n", "<object object at 0x7f3c5a5f0b70>\n"),
        f"{MATH}/output.txt:1",
        ("an address in memory",),
    ),
    Fault(
        "the run's own folder",
        program(MATH, "import os\n\nprint(os.getcwd())\n", "/home/learner\n"),
        f"{MATH}/output.txt:1",
        ("another run of the same",),
    ),
    Fault(
        "the time",
        program(MATH, "import time\n\nprint(time.time())\n", "1700000000.0\n"),
        f"{MATH}/output.txt:1",
        ("another run of the same",),
    ),
    Fault(
        "today's date",
        program(MATH, "import datetime\n\nprint(datetime.date.today())\n", f"{TODAY}\n"),
        f"{MATH}/output.txt:1",
        ("another day", TODAY),
        engines=("pyodide",),
    ),
    Fault(
        "a chance that is not said",
        program(MATH, "import random\n\nprint(random.random())\n", "0.5\n"),
        f"{MATH}/output.txt:1",
        ("another run of the same", "chance"),
    ),
]

TROUBLE = [
    Fault(
        "endless loop",
        program(MATH, "while True:\n    pass\n", "x\n"),
        f"{MATH}/output.txt:1",
        ("import/import-math", "did not end within"),
    ),
    Fault(
        "endless print",
        program(MATH, "while True:\n    print(1)\n", "x\n"),
        f"{MATH}/output.txt:1",
        ("import/import-math", "did not come to its end"),
    ),
    Fault(
        "crash",
        program(MATH, "import ctypes\n\nctypes.string_at(0)\n", "x\n"),
        f"{MATH}/output.txt:1",
        ("import/import-math", "crashed the interpreter (SIGSEGV)"),
    ),
    Fault(
        "abort",
        program(MATH, "import os\n\nos.abort()\n", "x\n"),
        f"{MATH}/output.txt:1",
        ("import/import-math", "broke the interpreter"),
        ("pyodide",),
    ),
]

COMMENTS = [
    Fault(
        "changed comment",
        replace(f"{MATH}/main.py", "Output: 5.0", "Output: 5"),
        f"{MATH}/main.py:4",
        ("promises something else", "5.0"),
    ),
    Fault(
        "blank after a comment",
        replace(f"{MATH}/main.py", "5.0\n", "5.0 \n"),
        f"{MATH}/main.py:4",
        ("promises something else",),
    ),
    Fault(
        "two blanks in a comment",
        replace(f"{MATH}/main.py", "Output: 5", "Output:  5"),
        f"{MATH}/main.py:4",
        ("promises something else",),
    ),
    Fault(
        "comment on a line that prints nothing",
        replace(f"{MATH}/main.py", "sqrt(25)", "sqrt(25)  # Output: 5.0"),
        f"{MATH}/main.py:3",
        ("prints nothing to standard output",),
    ),
    Fault(
        "comment on a line of its own",
        replace(f"{MATH}/main.py", "import", "# Output: 5.0\nimport"),
        f"{MATH}/main.py:1",
        ("behind no statement",),
    ),
    Fault(
        "comment on a line that never runs",
        write(f"{MATH}/main.py", "if False:\n    print(5.0)  # Output: 5.0\nprint(5.0)\n"),
        f"{MATH}/main.py:2",
        ("prints nothing to standard output",),
    ),
    Fault(
        "comment on a print to standard error",
        replace(f"{SHOP}/shop/report.py", "file=sys.stderr)", "file=sys.stderr)  # Output: no pears"),
        f"{SHOP}/shop/report.py:6",
        ("prints nothing to standard output",),
    ),
    Fault(
        "comment without its blank",
        replace(f"{MATH}/main.py", "# Output: 5", "#Output:5"),
        f"{MATH}/main.py:4",
        ("looks like a promise",),
    ),
    Fault(
        "comment in small letters",
        replace(f"{MATH}/main.py", "# Output: 5", "# output: 5"),
        f"{MATH}/main.py:4",
        ("looks like a promise",),
    ),
    Fault(
        "comment misspelt",
        replace(f"{MATH}/main.py", "# Output: 5", "# Ouput: 5"),
        f"{MATH}/main.py:4",
        ("looks like a promise",),
    ),
    Fault(
        "an arrow for a promise",
        replace(f"{MATH}/main.py", "# Output: 5", "# => 5"),
        f"{MATH}/main.py:4",
        ("looks like a promise",),
    ),
    Fault(
        "a promise in other words",
        replace(f"{MATH}/main.py", "# Output: 5", "# Expected output: 5"),
        f"{MATH}/main.py:4",
        ("looks like a promise",),
    ),
    Fault("unused file", write(f"{MATH}/helper.py", "x = 1\n"), f"{MATH}/helper.py:1", ("opens or imports this file",)),
    Fault(
        "unread input",
        replace(f"{ASK}/snippet.toml", "two\n", "two\nthree\n"),
        f"{ASK}/snippet.toml:2",
        ("no run reads", "three"),
    ),
]

VARIES = [
    Fault(
        "a constant",
        replace(f"{DICE}/main.py", "random.randint(1, 100)", "57"),
        f"{DICE}/output.txt:1",
        ("said to vary", "57 in all of"),
    ),
    Fault(
        "a seeded value",
        replace(f"{DICE}/main.py", "print", "random.seed(1)\nprint"),
        f"{DICE}/output.txt:1",
        ("said to vary",),
    ),
    Fault(
        "range too wide",
        replace(f"{DICE}/snippet.toml", "100", "110"),
        f"{DICE}/output.txt:1",
        ("never came near 110",),
    ),
    Fault(
        "range one too wide",
        replace(f"{DICE}/snippet.toml", "100", "101"),
        f"{DICE}/output.txt:1",
        ("never came near 101",),
    ),
    Fault("range too narrow", replace(f"{DICE}/snippet.toml", "1..100", "1..60"), f"{DICE}/output.txt:1", ("",)),
    Fault("range one too narrow", replace(f"{DICE}/main.py", "100", "101"), f"{DICE}/output.txt:1", ("",)),
    Fault("starts too low", replace(f"{DICE}/main.py", "1,", "0,"), f"{DICE}/output.txt:1", ("",)),
    Fault(
        "a choice that never comes",
        replace(f"{COIN}/snippet.toml", "heads |", "heads | edge |"),
        f"{COIN}/output.txt:1",
        ("never was: edge",),
    ),
    Fault("a choice not said", replace(f"{COIN}/main.py", '"heads"', '"heads", "edge"'), f"{COIN}/output.txt:1", ("",)),
    Fault(
        "a date that stays",
        both(
            program(COIN, 'print("2026-01-31")\n', "2026-01-31\n"),
            write(f"{COIN}/snippet.toml", '[[varies]]\nshown = "2026-01-31"\nis = "date"\n'),
        ),
        f"{COIN}/output.txt:1",
        ("stays 2026-01-31 when the clock moves",),
        ("pyodide",),
    ),
]

BROKEN = [
    Fault("unknown key", write(f"{MATH}/snippet.toml", "x = 1\n"), f"{MATH}/snippet.toml:1", ("unknown key 'x'",)),
    Fault(
        "wrong type", write(f"{MATH}/snippet.toml", "title = 5\n"), f"{MATH}/snippet.toml:1", ("'title'", "wrong type")
    ),
    Fault("not TOML", write(f"{MATH}/snippet.toml", "title =\n"), f"{MATH}/snippet.toml:1", ("not TOML",)),
    Fault("missing output", remove(f"{MATH}/output.txt"), f"{MATH}/output.txt:1", ("missing", "--update")),
    Fault("empty output", write(f"{MATH}/output.txt", ""), f"{MATH}/output.txt:1", ("silent = true",)),
    Fault(
        "silent with an output", write(f"{MATH}/snippet.toml", "silent = true\n"), f"{MATH}/snippet.toml:1", ("silent",)
    ),
    Fault(
        "varies shown twice",
        write(f"{DICE}/output.txt", "You drew 57, 57\n"),
        f"{DICE}/snippet.toml:1",
        ("stands 2 times",),
    ),
    Fault(
        "varies not shown", write(f"{DICE}/output.txt", "You drew 58\n"), f"{DICE}/snippet.toml:1", ("stands 0 times",)
    ),
    Fault(
        "varies out of its range",
        replace(f"{DICE}/snippet.toml", "1..100", "1..10"),
        f"{DICE}/snippet.toml:1",
        ("is not what `is` says",),
    ),
    Fault(
        "a pattern for a value",
        replace(f"{DICE}/snippet.toml", "int 1..100", ".*"),
        f"{DICE}/snippet.toml:1",
        ("is none of",),
    ),
    Fault(
        "carriage returns",
        write_bytes(f"{MATH}/main.py", b"import math\r\n"),
        f"{MATH}/main.py:1",
        ("carriage return",),
    ),
    Fault("byte order mark", write(f"{MATH}/main.py", "\ufeffprint(5.0)\n"), f"{MATH}/main.py:1", ("byte order mark",)),
    Fault("not UTF-8", write_bytes(f"{MATH}/main.py", b"# caf\xe9\n"), f"{MATH}/main.py:1", ("not UTF-8",)),
    Fault("no main.py", remove(f"{MATH}/main.py"), f"{MATH}/main.py:1", ("missing",)),
    Fault(
        "an output that the next Python does not print",
        write("snippets/tools/lazy/output.txt", "prices\nfirst\n3\n"),
        "snippets/tools/lazy/output.txt:1",
        ("prints these lines in another order", "3.15"),
        engines=("pyodide",),
    ),
    Fault(
        "a gate that excludes everything",
        write(f"{MATH}/snippet.toml", 'python = ">=3.99"\n'),
        f"{MATH}/snippet.toml:1",
        ("No engine has Python >=3.99",),
    ),
    Fault(
        "a file beside the snippets",
        write("snippets/import/notes.txt", "x\n"),
        "snippets/import/notes.txt:1",
        ("belongs to no snippet",),
        (),
    ),
]

INDEX = "site/index.html"
PAGES = [
    Fault(
        "on no page",
        and_build(replace("docs/index.md", "import/two-files", "import/import-math")),
        TWO,
        ("is on no built page",),
        (),
    ),
    Fault(
        "twice on a page",
        and_build(write("docs/index.md", "# Start\n" + 2 * "\n```pycell\nimport/import-math\n```\n")),
        INDEX,
        ("import/import-math stands 2 times",),
        (),
    ),
    Fault(
        "an id that a heading has",
        and_build(replace("docs/index.md", "# Start", "# Start\n\n## Import math")),
        INDEX,
        ("id 'import-math' stands 2 times",),
        (),
    ),
    Fault(
        "stale: page changed",
        replace("docs/index.md", "# Start", "# Begin"),
        "docs/index.md:1",
        ("stale", "changed since"),
        (),
        False,
    ),
    Fault(
        "stale: snippet changed",
        replace(f"{TWO}/greetings.py", "name)", "name )"),
        f"{TWO}/greetings.py:1",
        ("stale",),
        (),
        False,
    ),
    Fault(
        "stale: style changed",
        write("docs/assets/cells/py-cell.css", ""),
        "docs/assets/cells/py-cell.css:1",
        ("stale",),
        (),
        False,
    ),
    Fault(
        "stale: settings changed", replace("mkdocs.yml", "Importable", "Other"), "mkdocs.yml:1", ("stale",), (), False
    ),
    Fault("stale: page added", write("docs/new.md", "# New\n"), "docs/new.md:1", ("stale", "added since"), (), False),
    Fault("stale: page removed", remove("docs/tools.md"), "docs/tools.md:1", ("stale", "removed since"), (), False),
    Fault(
        "not built by scripts/build",
        remove("site/build.json"),
        "site/build.json",
        ("not built by scripts/build",),
        (),
        False,
    ),
    Fault(
        "a build record that is none",
        write("site/build.json", "{}"),
        "site/build.json:1",
        ("not what scripts/build writes",),
        (),
        False,
    ),
    Fault(
        "a built file changed by hand",
        write("site/404.html", "<!doctype html>\n"),
        "site/404.html:1",
        ("changed after the build",),
        (),
        False,
    ),
    Fault(
        "code with line breaks outside a cell",
        and_build(replace("docs/index.md", "# Start", "# Start\n\n<p><code>import x<br>print(x)</code></p>\n")),
        INDEX,
        ("code outside a cell",),
        (),
    ),
    Fault(
        "code outside a cell",
        and_build(replace("docs/index.md", "# Start", "# Start\n\n```python\nprint(1)\n```\n")),
        INDEX,
        ("code outside a cell", "print(1)"),
        (),
    ),
    Fault(
        "edited output on a built page",
        replace(INDEX, "<samp>5.0", "<samp>5.1"),
        INDEX,
        ("import-math/output.txt:1", "5.1"),
        (),
    ),
    Fault("edited code on a built page", replace(INDEX, '"mi">25', '"mi">26'), INDEX, ("import-math/main.py:3",), ()),
    Fault(
        "file missing on a built page",
        replace(INDEX, 'data-file="greetings.py"', ""),
        INDEX,
        ("two-files", "(files)", "greetings.py"),
        (),
    ),
    Fault(
        "changed command on a built page",
        replace(INDEX, "</span>python main.py", "</span>python other.py"),
        INDEX,
        ("(command)",),
        (),
    ),
    Fault(
        "changed data-command",
        replace(INDEX, 'data-command="python main.py"', 'data-command="python x.py"'),
        INDEX,
        ("(commands)",),
        (),
    ),
    Fault(
        "changed exit status on a built page",
        replace(INDEX, 'data-exit="0"', 'data-exit="1"'),
        INDEX,
        ("(exit status)",),
        (),
    ),
    Fault(
        "changed id on a built page",
        replace(INDEX, 'id="import-math"', 'id="maths"'),
        INDEX,
        ("(id of the cell)", "maths"),
        (),
    ),
    Fault("removed cell", lambda root: _without_cell(root / INDEX), MATH, ("is on no built page",), ()),
    Fault(
        "removed mark",
        replace("site/import/index.html", 'data-varies="int 1..100"', ""),
        "site/import/index.html",
        ("marks of what varies",),
        (),
    ),
    Fault(
        "other range in a mark",
        replace("site/import/index.html", 'data-varies="int 1..100"', 'data-varies="int 1..10"'),
        "site/import/index.html",
        ("marks of what varies",),
        (),
    ),
    Fault(
        "changed input on a built page",
        replace("site/tools/index.html", "one&#10;two", "one&#10;too"),
        "site/tools/index.html",
        ("(data-stdin of the cell)",),
        (),
    ),
    Fault(
        "changed title on a built page",
        replace("site/tools/index.html", "Two lines", "Three lines"),
        "site/tools/index.html",
        ("(data-title of the cell)",),
        (),
    ),
    Fault(
        "cell of no snippet",
        replace(INDEX, 'data-snippet="import/import-math"', 'data-snippet="import/none"'),
        INDEX,
        ("no such snippet",),
        (),
    ),
]

FAULTS = [*OUTPUTS, *UNSTABLE, *TROUBLE, *COMMENTS, *VARIES, *BROKEN, *PAGES]


def _without_cell(path: Path) -> None:
    text = path.read_text("utf-8")
    start, end = text.index("<py-cell"), text.index("</py-cell>") + len("</py-cell>")
    path.write_text(text[:start] + text[end:], "utf-8")


def affected(root: Path, before: dict[str, str]) -> list[str]:
    """The snippets that a change touched: running the others too would only take time."""
    changed = {name for name, content in sources(root).items() if before.get(name) != content}
    changed |= before.keys() - sources(root).keys()
    names = {"/".join(name.split("/")[1:3]) for name in changed if name.startswith("snippets/")}
    return [name for name in snippet_names(root) if name in names]


@pytest.mark.parametrize("fault", [pytest.param(fault, id=fault.name) for fault in FAULTS])
def test_fault_is_red_for_its_reason(fault: Fault, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passes, "TIMEOUT", 2)
    before = sources(project)
    fault.change(project)
    names = affected(project, before) if fault.engines else snippet_names(project)
    if fault.built:
        record(project, sources(project))
    tally = verify(project, names, fault.engines, whole=fault not in COMMENTS, in_ci=False)
    told = [(failure, failure_text(failure, failure.engine, project)) for failure in tally.failures]
    everything = tally.text(project)
    found = [
        text for _, text in told if fault.place in text.split("\n")[0] and all(word in text for word in fault.words)
    ]
    assert found, everything
    assert tally.failed
    # Nothing else is red: but for what the same folder has with it, and the page that no longer shows it.
    folder = project / "/".join(fault.place.split("/")[:3])
    others = [
        text for failure, text in told if not failure.path.is_relative_to(folder) and "The built page" not in text
    ]
    assert not others or not fault.engines, everything


@pytest.mark.parametrize("engines", [("cpython",), ("cpython", "pyodide")])
def test_the_unbroken_project_is_green(project: Path, engines: tuple[str, ...]) -> None:
    tally = verify(project, snippet_names(project), engines, whole=True, in_ci=True)
    assert tally.failed == 0, tally.text(project)
    assert tally.passed > 30


def test_a_broken_snippet_does_not_stop_the_others(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passes, "TIMEOUT", 1)
    (project / MATH / "main.py").write_text("while True: pass\n")
    (project / TWO / "snippet.toml").write_text("x = 1\n")
    (project / ASK / "output.txt").write_text("other\n")
    report = verify(project, snippet_names(project), ("cpython",), whole=True, in_ci=False).text(project)
    for place in (f"{MATH}/output.txt:1", f"{TWO}/snippet.toml:1", f"{ASK}/output.txt:1"):
        assert place in report


def test_a_rebuilt_copy_is_green_again(project: Path) -> None:
    (project / "docs/index.md").write_text(
        "# Other {#start}\n\n```pycell\nimport/import-math\n```\n\n```pycell\nimport/two-files\n```\n"
    )
    shutil.rmtree(project / "site")
    tally = verify(project, snippet_names(project), (), whole=True, in_ci=False)
    assert tally.failed == 0, tally.text(project)
