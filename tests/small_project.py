"""A small project that holds in every way, built once; each test gets a copy that it may break."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from importable.build import build
from importable.paths import ROOT

TRACEBACK = """\
Traceback (most recent call last):
  File "main.py", line 1, in <module>
    import nosuchmodule
ModuleNotFoundError: No module named 'nosuchmodule'
"""

FILES = {
    "docs/index.md": "# Start\n\n```pycell\nimport/import-math\n```\n\n```pycell\nimport/two-files\n```\n",
    "docs/import.md": "# Import\n\n```pycell\nimport/misspelt\n```\n\n```pycell\nrandom/dice\n```\n\n```pycell\nrandom/coin\n```\n",
    "docs/tools.md": "# Tools\n\n```pycell\ntools/ask\n```\n\n```pycell\ntools/lazy\n```\n\n```pycell\ntools/quiet\n```\n\n```pycell\ntools/shop\n```\n",
    "snippets/README.md": "The contract.\n",
    "snippets/import/import-math/main.py": "import math\n\nresult = math.sqrt(25)\nprint(result)  # Output: 5.0\n",
    "snippets/import/import-math/output.txt": "5.0\n",
    "snippets/import/two-files/main.py": 'import greetings\n\ngreetings.greet("Ann")\ngreetings.greet("Bob")\n',
    "snippets/import/two-files/greetings.py": 'def greet(name):\n    print("Hello, " + name)\n',
    "snippets/import/two-files/output.txt": "Hello, Ann\nHello, Bob\n",
    "snippets/import/misspelt/main.py": "import nosuchmodule\n",
    "snippets/import/misspelt/output.txt": TRACEBACK,
    "snippets/import/misspelt/snippet.toml": "[[run]]\nexit = 1\n",
    "snippets/random/dice/main.py": 'import random\n\nprint("You drew", random.randint(1, 100))\n',
    "snippets/random/dice/output.txt": "You drew 57\n",
    "snippets/random/dice/snippet.toml": '[[varies]]\nshown = "57"\nis = "int 1..100"\n',
    "snippets/random/coin/main.py": 'import random\n\nprint(random.choice(["heads", "tails"]))\n',
    "snippets/random/coin/output.txt": "tails\n",
    "snippets/random/coin/snippet.toml": '[[varies]]\nshown = "tails"\nis = "one of heads | tails"\n',
    "snippets/tools/ask/main.py": "first = input()\nsecond = input()\nprint(first + second)  # Output: onetwo\n",
    "snippets/tools/ask/output.txt": "onetwo\n",
    "snippets/tools/ask/snippet.toml": 'title = "Two lines"\nstdin = """\none\ntwo\n"""\n',
    "snippets/tools/lazy/main.py": "lazy import prices\n\nprint('first')\nprint(prices.APPLE)\n",
    "snippets/tools/lazy/prices.py": "print('prices')\nAPPLE = 3\n",
    "snippets/tools/lazy/output.txt": "first\nprices\n3\n",
    "snippets/tools/lazy/snippet.toml": 'python = ">=3.15"\n',
    "snippets/tools/quiet/main.py": "import math\n",
    "snippets/tools/quiet/output.txt": "",
    "snippets/tools/quiet/snippet.toml": "silent = true\n",
    "snippets/tools/shop/main.py": "from shop import prices\n\nprint(prices.APPLE)\n",
    "snippets/tools/shop/shop/__init__.py": "",
    "snippets/tools/shop/shop/prices.py": "APPLE = 3\n",
    "snippets/tools/shop/shop/report.py": (
        'import sys\n\nfrom . import prices\n\nprint("apples", prices.APPLE)\nprint("no pears", file=sys.stderr)\n'
    ),
    "snippets/tools/shop/output.txt": "3\n",
    "snippets/tools/shop/report.txt": "apples 3\nno pears\n",
    "snippets/tools/shop/errors.txt": "no pears\n",
    "snippets/tools/shop/snippet.toml": (
        '[[run]]\ncommand = "python main.py"\n\n'
        '[[run]]\ncommand = "python -m shop.report"\noutput = "report.txt"\nstderr = "errors.txt"\n'
    ),
}


def write_project(root: Path) -> None:
    """The small project, not built: the real mkdocs.yml without its navigation, and the cell's own files."""
    # The hooks are those of this project: a path from elsewhere has to be whole.
    settings = (ROOT / "mkdocs.yml").read_text("utf-8").replace("- scripts/", f"- {ROOT.as_posix()}/scripts/")
    shutil.copytree(ROOT / "docs/assets/cells", root / "docs/assets/cells")
    (root / "mkdocs.yml").write_text(re.sub(r"(?m)^nav:\n(?:[ #].*\n|\n)*", "", settings), "utf-8")
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="")


@pytest.fixture(scope="session")
def build_first() -> Callable[..., None]:
    """Build a project as its author does, outside CI: `build_first(root, NAME=value, …)`. A list of addresses begins."""

    def build_first(root: Path, **environment: str) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.delenv("CI", raising=False)
            for name, value in environment.items():
                patch.setenv(name, value)
            assert build(root) == 0

    return build_first


@pytest.fixture(scope="session")
def green(build_first: Callable[..., None], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project, built. Not to be changed."""
    root = tmp_path_factory.mktemp("green") / "project"
    write_project(root)
    build_first(root)
    return root


@pytest.fixture
def project(green: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy to break, which is the working folder as well."""
    root = tmp_path / "project"
    shutil.copytree(green, root)
    monkeypatch.chdir(root)
    monkeypatch.delenv("CI", raising=False)
    return root
