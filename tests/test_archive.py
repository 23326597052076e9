"""The archive of all examples: unpacked, a plain Python runs them, and prints what the pages say."""

import shlex
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from importable.archive import write_archive
from importable.load import load_snippet, load_snippets

sys.path.insert(0, str(Path(__file__).parent))  # for the fixtures
pytest_plugins = ["small_project"]


@pytest.fixture
def unpacked(project: Path, tmp_path: Path) -> Path:
    target = tmp_path / "examples"
    with zipfile.ZipFile(project / "site/examples.zip") as archive:
        archive.extractall(target)
    return target


@pytest.mark.parametrize("name", ["import/import-math", "import/two-files", "tools/ask", "tools/shop"])
def test_a_plain_python_runs_what_the_readme_says(name: str, project: Path, unpacked: Path) -> None:
    [part] = [
        part for part in (unpacked / "README.txt").read_text("utf-8").split("\n\n") if part.startswith(f"{name}/")
    ]
    commands = [line.strip() for line in part.splitlines()[1:]]
    runs = load_snippet(project, name).runs
    assert [command.removesuffix(" < stdin.txt") for command in commands] == [run.command for run in runs]
    for command, run in zip(commands, runs, strict=True):
        words, _, given = command.partition(" < ")
        stdin = (unpacked / name / given).open("rb") if given else subprocess.DEVNULL
        done = subprocess.run(
            [sys.executable, "-u", *shlex.split(words)[1:]],
            cwd=unpacked / name,
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert (done.stdout, done.returncode) == (run.output, run.exit)


def test_the_same_files_make_the_same_archive(project: Path, tmp_path: Path) -> None:
    write_archive(tmp_path / "again.zip", load_snippets(project), "Importable", "http://127.0.0.1:8000/")
    assert (tmp_path / "again.zip").read_bytes() == (project / "site/examples.zip").read_bytes()


def test_a_program_that_needs_a_newer_python_says_so(unpacked: Path) -> None:
    assert "\ntools/lazy/  (Python 3.15 or newer)\n" in (unpacked / "README.txt").read_text("utf-8")
