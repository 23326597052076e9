"""A run means what a terminal means, ends when it is told to, and leaves nothing to the next one."""

import time
from collections.abc import Callable

import pytest

from .cell import Cell
from .driver import Driver

Lab = Callable[[str], Cell]

LOOP = "print('before', flush=True)\nwhile True: pass\n"

FATAL = {
    "exit": "import os\nprint('before', flush=True)\nos._exit(3)\n",
    "abort": "import os\nos.abort()\n",
    "memoised recursion": (
        "import functools, sys\nsys.setrecursionlimit(100_000)\n"
        "@functools.cache\ndef f(n): return n and f(n - 1) + 1\nprint(f(50_000))\n"
    ),
    "recursive repr": "class A:\n    def __repr__(self): return repr(self)\nprint(A())\n",
}

SPOILERS = (
    # Each group of lines is one program; more of them, one by one, are in the table of hostile programs.
    "import math, json, os, sys, warnings, random, fractions\n"
    "math.pi = 3; json.dumps = lambda *_: 'patched'; fractions.Fraction.__repr__ = None\n"
    "os.environ['HOME'] = '/nowhere'; os.environ['PYTHONWARNINGS'] = 'error'; warnings.simplefilter('error')\n"
    "open('left.txt', 'w').close(); os.mkdir('gone'); os.chdir('gone'); os.rmdir('../gone')\n"
    "sys.path[:] = []; sys.path_hooks[:] = []; sys.meta_path[:] = []\n",
    "import builtins, sys\nsys.stdout = None; sys.modules.clear(); del builtins.print; builtins.__import__ = None\n",
    "import shutil, os\nshutil.rmtree(os.path.dirname(os.__file__), ignore_errors=True)\n",
    "import js\njs.onmessage = None; js.postMessage = js.Object = js.setTimeout = None\n",
    "import js\njs.close()\n",
)

PROBE = """\
import json, math, os, sys, warnings
import fractions
warnings.warn("heard")
print(math.pi, json.dumps({"a": 1}), os.getcwd() == os.environ["HOME"], os.listdir("."), "js" in sys.modules)
"""


def test_a_first_and_a_second_run_print_what_the_page_says(cell: Lab) -> None:
    plain = cell("plain")
    for _ in range(2):
        plain.click_run()
        assert (plain.state, plain.output, plain.verdict) == ("done", "hello\n", "same")


def test_another_output_than_the_pages_is_told(cell: Lab) -> None:
    wrong = cell("wrong")
    assert wrong.output == "one\nthree\n"
    result = wrong.run()
    assert (result["verdict"], wrong.verdict, wrong.output) == ("different", "different", "one\ntwo\n")


def test_edited_code_is_run_and_called_edited(cell: Lab) -> None:
    modules = cell("modules")
    assert modules.run()["verdict"] == "same"
    files = {**modules.files, "my_module.py": "def greet(name):\n    return f'Bye, {name}.'\n"}
    result = modules.run(files)
    assert (result["verdict"], result["output"]) == ("edited", "Bye, Alice.\n")


def test_a_traceback_and_an_exit_status_are_the_terminals(cell: Lab) -> None:
    plain = cell("plain")
    result = plain.run_code("import math\n\nprint(math.sqroot(2))\n")
    assert result["exit"] == 1
    assert result["output"] == (
        'Traceback (most recent call last):\n  File "main.py", line 3, in <module>\n    print(math.sqroot(2))\n'
        "          ^^^^^^^^^^^\nAttributeError: module 'math' has no attribute 'sqroot'. Did you mean: 'sqrt'?\n"
    )
    assert plain.run_code("import sys\nsys.exit(3)\n")["exit"] == 3


def test_stop_ends_an_endless_loop_and_the_next_run_works(cell: Lab) -> None:
    plain = cell("plain")
    plain.start(LOOP)
    plain.wait_until(lambda: plain.output == "before\n", "the output")
    plain.press_button("stop")
    plain.wait_for("stopped", timeout=2)
    assert (plain.status, plain.output, plain.files) == ("Stopped.", "before\n", {"main.py": LOOP})
    assert plain.result()["state"] == "stopped"
    assert plain.run_code("print('after')\n")["output"] == "after\n"


def test_a_flood_of_output_can_be_stopped(cell: Lab) -> None:
    plain = cell("plain")
    plain.start("while True: print('x' * 50)\n")
    time.sleep(0.5)
    plain.press_button("stop")
    plain.wait_for("stopped", timeout=5)
    assert plain.run_code("print('after')\n")["output"] == "after\n"


@pytest.mark.parametrize("end", FATAL)
def test_after_a_fatal_end_the_next_run_works(cell: Lab, browser: Driver, end: str) -> None:
    plain = cell("plain")
    result = plain.run_code(FATAL[end], timeout=20)
    if end == "exit":
        assert (result["state"], result["exit"], result["output"]) == ("done", 3, "before\n")
    elif end == "abort":
        assert result["state"] == "failed" or result["exit"] != 0
    else:
        assert "RecursionError" in result["output"] or "recursion" in result["message"]
    assert plain.run_code("print('after')\n")["output"] == "after\n"
    # Emscripten itself says on the console that it was aborted.
    assert [error for error in browser.errors() if "Aborted" not in error] == []


def test_nothing_is_left_for_the_next_run(cell: Lab) -> None:
    plain = cell("plain")
    clean = plain.run_code(PROBE)["output"]
    assert "3.141592653589793 {\"a\": 1} True ['main.py'] False" in clean
    for spoiler in SPOILERS:
        # Each program first sees what the one before it left.
        assert plain.run_code(PROBE + spoiler, timeout=10)["output"].startswith(clean)
    assert plain.run_code(PROBE)["output"] == clean


def test_chance_differs_from_run_to_run(cell: Lab) -> None:
    plain = cell("plain")
    code = "import random\nprint(random.random(), hash('abc'))\n"
    outputs = [plain.run_code(code)["output"].split() for _ in range(2)]
    assert outputs[0][0] != outputs[1][0]


def test_a_program_that_takes_all_memory_gets_a_memory_error(cell: Lab) -> None:
    plain = cell("plain")
    result = plain.run_code("x = []\nwhile True: x.append(bytearray(50_000_000))\n", timeout=30)
    assert "MemoryError" in result["output"]
    assert plain.run_code("print('after')\n")["output"] == "after\n"
