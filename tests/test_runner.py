"""What the page's runner makes of Pyodide: an interpreter as a terminal's `python` has it when it starts."""

import time
from collections.abc import Iterator

import pytest
from importable.engines import Order
from importable.engines.pyodide import Pyodide

ROWS = {
    "nothing is loaded that a terminal has not loaded": (
        {"main.py": "import sys\nprint([m for m in ('json', 'random', 'asyncio', 're', 'js') if m in sys.modules])\n"},
        "[]\n",
    ),
    "modules that Pyodide had loaded can be imported all the same": (
        {
            "main.py": "import asyncio, collections.abc, importlib, json, random, re, typing, unittest.mock\n"
            "print(json.dumps([1]), re.sub('a', 'b', 'a'), collections.abc.Sized.__name__, random.__spec__.name)\n"
        },
        "[1] b Sized random\n",
    ),
    "a file of the cell comes before the library's module": (
        {"main.py": "import random\nprint(random.HERE)\n", "random.py": "HERE = 'mine'\n"},
        "mine\n",
    ),
    "a file written by the program, too": (
        {
            "main.py": "from pathlib import Path\nPath('calendar.py').write_text('X = 1')\n"
            "import calendar\nprint(calendar.X)\n"
        },
        "1\n",
    ),
    "the path begins with the program's folder and has no empty entry": (
        {"main.py": "import os, sys\nprint(sys.path[0] == os.getcwd(), '' in sys.path)\n"},
        "True False\n",
    ),
    "the program's own names are all that there are": (
        {"main.py": "print([name for name in dir() if not name.startswith('__')])\n"},
        "[]\n",
    ),
    "asyncio runs": (
        {
            "main.py": "import asyncio\nasync def main():\n    await asyncio.sleep(0)\n    print('ran')\nasyncio.run(main())\n"
        },
        "ran\n",
    ),
    "sys.exit in a task of asyncio's ends the run": (
        {
            "main.py": "import asyncio, sys\nasync def main():\n    await asyncio.sleep(0.01)\n    print('before')\n"
            "    sys.exit()\nasync def both():\n    await asyncio.gather(main(), asyncio.sleep(60))\nasyncio.run(both())\n"
        },
        "before\n",
    ),
    "memory has an end": (
        {"main.py": "try:\n    x = bytearray(600_000_000)\nexcept MemoryError:\n    print('MemoryError')\n"},
        "MemoryError\n",
    ),
    "files have an end, however they are made": (
        {
            "main.py": "import os\n"
            "def fill(path):\n    with open(path, 'wb') as file:\n        while True:\n            file.write(bytes(20_000_000))\n"
            "def stretch(path):\n    with open(path, 'wb') as file:\n        file.truncate(600_000_000)\n"
            "for way in (fill, stretch):\n    try:\n        way('big')\n    except OSError as error:\n        print(error.strerror)\n"
            "    os.remove('big')\n"
        },
        "No space left on device\nNo space left on device\n",
    ),
    "files that were removed count no more": (
        {
            "main.py": "import os\nfor n in range(100):\n    with open('big', 'wb') as file:\n"
            "        file.write(bytes(20_000_000))\n    os.remove('big')\nprint('all written')\n"
        },
        "all written\n",
    ),
    "what is left for the end is done": (
        {"main.py": "import atexit\natexit.register(print, 'at exit')\nprint('end')\n"},
        "end\nat exit\n",
    ),
    "a BOM at the start of a file is no error": ({"main.py": "\ufeffprint('bom')\n"}, "bom\n"),
}


@pytest.fixture(scope="module")
def engine() -> Iterator[Pyodide]:
    with Pyodide() as engine:
        yield engine


@pytest.mark.parametrize("name", ROWS)
def test_a_run_is_what_a_terminal_does(name: str, engine: Pyodide) -> None:
    files, printed = ROWS[name]
    outcome = engine.run(Order(files))
    assert (outcome.output, outcome.exit, outcome.trouble) == (printed, 0, None)


def test_logging_counts_the_time_from_the_start_of_the_run(engine: Pyodide) -> None:
    program = (
        "import logging, time\nprint(time.time_ns() - logging._startTime < 10**9,"
        " logging.LogRecord('', 0, '', 0, '', (), None).relativeCreated < 1000)\n"
    )
    order = Order({"main.py": program})
    engine.run(order)
    time.sleep(1.2)
    assert engine.run(order).output == "True True\n"


def test_random_numbers_differ_from_run_to_run(engine: Pyodide) -> None:
    order = Order({"main.py": "import random\nprint(random.random())\n"})
    assert len({engine.run(order).output for _ in range(3)}) == 3


def test_what_one_run_changes_the_next_does_not_see(engine: Pyodide) -> None:
    engine.run(Order({"main.py": "import builtins, math, sys\nmath.pi = 3\nsys.path.clear()\ndel builtins.print\n"}))
    outcome = engine.run(Order({"main.py": "import math\nprint(math.pi)\n"}))
    assert outcome.output == "3.141592653589793\n"
