"""Small cells for the tests: each has one thing that the lessons have no cell for."""

Files = dict[str, str]

HELLO = "print('hello')\n"

SNIPPETS: dict[str, Files] = {
    "plain": {"main.py": HELLO, "output.txt": "hello\n"},
    "second": {"main.py": "print('second')\n", "output.txt": "second\n"},
    "wrong": {"main.py": "print('one')\nprint('two')\n", "output.txt": "one\nthree\n"},
    "wrong-exit": {"main.py": HELLO, "output.txt": "hello\n", "snippet.toml": "[[run]]\nexit = 2\n"},
    "modules": {
        "main.py": "import my_module\n\nprint(my_module.greet('Alice'))\n",
        "my_module.py": "def greet(name):\n    return f'Hello, {name}!'\n",
        "output.txt": "Hello, Alice!\n",
    },
    "package": {
        "main.py": "import shop.prices\n\nprint(shop.prices.of('tea'))\n",
        "shop/__init__.py": "",
        "shop/prices.py": "def of(name):\n    return 3\n",
        "output.txt": "3\n",
    },
    "commands": {
        "main.py": "import tools\n\nprint('main')\n",
        "tools.py": "if __name__ == '__main__':\n    print('tools')\n",
        "output.txt": "main\n",
        "output-tools.txt": "tools\n",
        "snippet.toml": (
            '[[run]]\ncommand = "python main.py"\n\n[[run]]\ncommand = "python tools.py"\noutput = "output-tools.txt"\n'
        ),
    },
    "given-input": {
        "main.py": "name = input('Name? ')\nprint(f'Hi, {name}')\n",
        "output.txt": "Name? Hi, Ada\n",
        "snippet.toml": 'stdin = "Ada\\n"\n',
    },
    "still": {
        "main.py": "lazy import my_module\n\nprint(my_module)\n",
        "my_module.py": "",
        "output.txt": "<module 'my_module' from 'my_module.py'>\n",
        "snippet.toml": 'python = ">=3.15"\n',
    },
    "varies": {
        "main.py": "import random\n\nprint(random.randint(1, 6))\n",
        "output.txt": "4\n",
        "snippet.toml": '[[varies]]\nshown = "4"\nis = "int 1..6"\n',
    },
    "out-of-range": {
        "main.py": "print(7)\n",
        "output.txt": "4\n",
        "snippet.toml": '[[varies]]\nshown = "4"\nis = "int 1..6"\n',
    },
    "silent": {"main.py": "x = 1\n", "output.txt": "", "snippet.toml": "silent = true\n"},
    "status": {
        "main.py": "import sys\n\nprint('bye')\nsys.exit(3)\n",
        "output.txt": "bye\n",
        "snippet.toml": "[[run]]\nexit = 3\n",
    },
    "markup": {
        "main.py": "# <b>not bold</b> & co\nprint('<img src=x onerror=\"window.hacked = 1\">')\n",
        "notes & <more>.txt": "<script>window.hacked = 2</script>\n",
        "output.txt": '<img src=x onerror="window.hacked = 1">\n',
    },
    "numpy": {"main.py": "import numpy as np\n\nprint(np.array([1, 2, 3]))\n", "output.txt": "[1 2 3]\n"},
    "layout": {
        "main.py": (
            "# A comment, and then a line that is much too long for a narrow column, so that it has to scroll sideways\n"
            "import math\n\n\ndef area(radius: float) -> float:\n"
            '    """The area of a circle."""\n    return math.pi * radius ** 2  # half of it would be wrong\n\n\n'
            "class Circle:\n    name = 'circle'\n\n\nprint(area(2) > 12, Circle.name)\n"
        ),
        "output.txt": "True circle\n",
    },
}

NEXT: dict[str, Files] = {"there": {"main.py": "print('on the next page')\n", "output.txt": "on the next page\n"}}

PAGES = {"index": SNIPPETS, "next": NEXT}
