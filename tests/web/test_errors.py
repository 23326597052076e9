"""How a run may end badly: Python's own words, the exit status, and a next run that works."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from cells import Cell
from conftest import CDN
from playwright.sync_api import expect

Lab = Callable[[str], Cell]

TRACEBACK = """\
Traceback (most recent call last):
  File "main.py", line 2, in <module>
    tools.half("x")
    ~~~~~~~~~~^^^^^
  File "tools.py", line 2, in half
    return value / 2
           ~~~~~~^~~
TypeError: unsupported operand type(s) for /: 'str' and 'int'
"""


def test_a_traceback_is_whole_with_the_readers_files_and_nothing_else(lab: Lab) -> None:
    result = lab("plain").run_files(
        main='import tools\ntools.half("x")\n', tools="def half(value):\n    return value / 2\n"
    )
    assert result["output"] == TRACEBACK
    assert result["exit"] == 1
    assert result["state"] == "done"


def test_a_syntax_error_is_shown_as_in_a_terminal(lab: Lab) -> None:
    result = lab("plain").run_code("print('a'\nx = 1\n")
    lines = result["output"].splitlines()
    assert lines[0] == '  File "main.py", line 1'
    assert lines[-1] == "SyntaxError: '(' was never closed"
    assert result["exit"] == 1


def test_an_error_in_an_imported_module_names_that_file(lab: Lab) -> None:
    output = lab("plain").run_files(main="import bad\n", bad="x = (\n")["output"]
    assert 'File "bad.py", line 1' in output
    assert 'File "main.py", line 1, in <module>' in output


@pytest.mark.parametrize(
    "code",
    [
        "1 / 0\n",
        "import json\njson.loads('{')\n",
        "import asyncio\nasync def main(): raise ValueError('x')\nasyncio.run(main())\n",
        "import traceback\ntraceback.print_stack()\n",
        "try:\n    import nothing\nexcept ImportError as e:\n    raise ValueError from e\n",
    ],
)
def test_nothing_of_the_runner_is_in_a_traceback(lab: Lab, code: str) -> None:
    output = lab("plain").run_code(code)["output"]
    for trace in ("/home/pyodide", "<runner>", "_importable_runner", "runpy", "_pyodide"):
        assert trace not in output


def test_an_exit_status_is_shown(lab: Lab) -> None:
    cell = lab("plain")
    cell.files = {"main.py": "import sys\nprint('bye')\nsys.exit(3)\n"}
    cell.click_run()
    expect(cell.status).to_contain_text("Exit status 3")
    expect(cell.output).to_have_text("bye")


def test_a_documented_exit_status_is_the_same(lab: Lab) -> None:
    cell = lab("status")
    cell.click_run()
    assert cell.verdict == "same"
    expect(cell.status).to_contain_text("Exit status 3")


def test_a_message_for_exit_goes_to_the_output(lab: Lab) -> None:
    result = lab("plain").run_code("import sys\nsys.exit('no luck')\n")
    assert (result["output"], result["exit"]) == ("no luck\n", 1)


def test_exit_without_finalizing_ends_the_run_and_the_next_works(lab: Lab) -> None:
    cell = lab("plain")
    result = cell.run_code("import os\nprint('x', flush=True)\nos._exit(7)\n")
    assert result["state"] in ("done", "failed")
    assert result["output"] == "x\n"
    assert result["exit"] in (7, None)
    assert cell.run_code("print(1)\n")["output"] == "1\n"


def test_recursion_without_end_is_an_error_or_a_sentence_and_the_next_run_works(lab: Lab) -> None:
    cell = lab("plain")
    result = cell.run_code("def f(n):\n    return f(n + 1)\nf(0)\n")
    if result["state"] == "done":
        assert "RecursionError: maximum recursion depth exceeded" in result["output"]
    else:
        assert result["message"].endswith("The next run gets a new one.")
    assert cell.run_code("print(1)\n")["output"] == "1\n"


def test_a_broken_interpreter_is_said_in_a_sentence_and_the_next_run_works(lab: Lab) -> None:
    cell = lab("plain")
    nest = "import sys\nsys.setrecursionlimit(10 ** 6)\nx = []\nfor _ in range(100000):\n    x = [x]\nprint(len(repr(x)))\n"
    result = cell.run_code(nest)
    if result["state"] == "failed":
        cell.expect_state("failed")
        expect(cell.status).to_contain_text("The next run gets a new one.")
    else:
        assert result["exit"] == 1
        assert "RecursionError" in result["output"]
    assert cell.run_code("print(1)\n")["output"] == "1\n"


def test_too_much_memory_is_an_error_or_a_sentence_and_the_next_run_works(lab: Lab) -> None:
    cell = lab("plain")
    result = cell.run_code("x = [bytearray(2 * 10**9) for _ in range(3)]\n")
    assert "MemoryError" in result["output"] or result["message"]
    assert cell.run_code("print(1)\n")["output"] == "1\n"


def test_a_package_that_cannot_be_had_is_said_in_a_sentence_and_the_documented_output_stays(lab: Lab) -> None:
    cell = lab("numpy")
    result = cell.run()
    assert (result["state"], result["verdict"], result["missing"]) == ("failed", None, ["numpy"])
    cell.expect_state("failed")
    expect(cell.status).to_have_text(
        f"numpy could not be loaded, because {urlsplit(CDN).netloc} could not be reached: check the connection and try again."
        " Try again"
    )
    expect(cell.output).to_have_text("[1 2 3]")
    assert lab("plain").run()["verdict"] == "same"


def test_a_run_that_fails_at_once_does_not_show_what_an_earlier_one_printed(lab: Lab) -> None:
    cell = lab("plain")
    assert cell.run_code("print('earlier')\n")["output"] == "earlier\n"
    assert cell.run_code("import numpy\n")["state"] == "failed"
    expect(cell.output).to_have_text("hello")


def test_a_package_that_does_not_exist_is_pythons_error(lab: Lab) -> None:
    result = lab("plain").run_code("import nosuchpackage\n")
    assert result["output"].endswith("ModuleNotFoundError: No module named 'nosuchpackage'\n")
    assert result["state"] == "done"
