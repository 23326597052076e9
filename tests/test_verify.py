"""The command: exit statuses, the last line, `--update`, and CI."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from importable import verify as module
from importable.engines.pyodide import HostGoneError
from importable.verify import main

sys.path.insert(0, str(Path(__file__).parent))  # for the fixtures
pytest_plugins = ["small_project"]

LAST = re.compile(r"\d+ passed, \d+ failed")


def last_line(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out.splitlines()[-1]


def test_all_hold(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--engine", "cpython"]) == 0
    assert re.fullmatch(r"\d+ passed, 0 failed", last_line(capsys))


def test_some_fall_short(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "snippets/import/import-math/output.txt").write_text("5.1\n")
    assert main(["import/import-math", "--engine", "cpython"]) == 1
    out = capsys.readouterr().out
    assert out.startswith("snippets/import/import-math/output.txt:1\n  The built site is stale")
    assert "\nsnippets/import/import-math/output.txt:1\n  engine: cpython 3." in out
    assert out.index("\nsite/") > out.rindex("snippets/")  # what is built comes after what it is made from
    assert LAST.fullmatch(out.splitlines()[-1])


def test_as_a_command_of_its_own(project: Path) -> None:
    command = [sys.executable, "-m", "importable.verify", "import-math", "--engine", "cpython"]
    done = subprocess.run(command, cwd=project / "docs", capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert LAST.fullmatch(done.stdout.splitlines()[-1])
    assert done.stderr == "cpython {}.{}.{}: 8 of 8\n".format(*sys.version_info[:3])


@pytest.mark.parametrize("words", [["import/none"], ["--engine", "jython"], ["--none"]])
def test_wrong_use(project: Path, words: list[str]) -> None:
    try:
        status = main(words)
    except SystemExit as end:
        status = int(str(end.code))
    assert status == 2


def test_outside_a_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main([]) == 2


@pytest.mark.parametrize("word", ["import/import-math", "import-math", "snippets/import/import-math/"])
def test_ids_narrow(project: Path, word: str, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "snippets/import/two-files/output.txt").write_text("other\n")
    assert main([word, "--engine", "cpython"]) == 1  # the site is stale
    out = capsys.readouterr().out
    assert "stale" in out
    assert "engine:" not in out


def test_an_engine_that_cannot_run(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("importable.engines.pyodide.NODE", "/nowhere/node")
    assert main(["--engine", "pyodide"]) == 0
    assert re.search(
        r"not checked: 10 × a run on the pyodide engine, .*Node cannot be started", capsys.readouterr().out
    )
    monkeypatch.setenv("CI", "true")
    assert main(["--engine", "pyodide"]) == 1
    assert "CI=true, and the pyodide engine cannot run" in capsys.readouterr().out
    assert issubclass(HostGoneError, Exception)


def test_no_browser(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("importable.engines.browser.find_headless", lambda: None)
    assert main(["--engine", "browser"]) == 0
    assert "not checked: 11 × a run on the browser engine" in capsys.readouterr().out


def test_a_site_is_built_where_there_is_none(project: Path) -> None:
    subprocess.run(["rm", "-r", "site"], check=True)
    assert main(["import-math", "--engine", "cpython"]) == 0
    assert (project / "site/build.json").is_file()


def test_a_build_that_fails(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    subprocess.run(["rm", "-r", "site"], check=True)
    (project / "docs/index.md").write_text("```pycell\nnone/none\n```\n")
    assert main(["import-math", "--engine", "cpython"]) == 1
    assert "cannot be built" in capfd.readouterr().out


# ── --update ──────────────────────────────────────────────────────────────────────────────────────────────


def test_update_writes_and_shows(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = project / "snippets/import/import-math/output.txt"
    output.write_text("5.1\n")
    assert main(["import-math", "--update"]) == 0
    out = capsys.readouterr().out
    assert output.read_text() == "5.0\n"
    assert "import/import-math/output.txt" in out
    assert "-5.1" in out
    assert "+5.0" in out
    assert LAST.fullmatch(out.splitlines()[-1])


def test_update_of_what_holds_changes_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in (project / "snippets").rglob("*") if path.is_file()}
    assert main(["--update"]) == 0
    assert {path: path.read_bytes() for path in (project / "snippets").rglob("*") if path.is_file()} == before
    assert capsys.readouterr().out == "10 passed, 0 failed\n"


def test_update_makes_what_is_missing(project: Path) -> None:
    for name in ("output.txt", "report.txt", "errors.txt"):
        (project / "snippets/tools/shop" / name).unlink()
    assert main(["tools/shop", "--update"]) == 0
    folder = project / "snippets/tools/shop"
    assert (folder / "output.txt").read_text() == "3\n"
    assert (folder / "report.txt").read_text() == "apples 3\nno pears\n"
    assert (folder / "errors.txt").read_text() == "no pears\n"


def test_update_keeps_the_values_that_are_shown(project: Path) -> None:
    folder = project / "snippets/random/dice"
    (folder / "main.py").write_text('import random\n\nprint("Your number is", random.randint(1, 100))\n')
    assert main(["dice", "--update"]) == 0
    assert (folder / "output.txt").read_text() == "Your number is 57\n"


def test_update_says_when_nothing_is_printed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "snippets/import/import-math/main.py").write_text("")
    assert main(["import-math", "--update"]) == 1
    assert "silent = true" in capsys.readouterr().out
    assert (project / "snippets/import/import-math/output.txt").read_text() == "5.0\n"


def test_update_does_not_write_what_went_wrong(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "snippets/import/import-math/main.py").write_text("1 / 0\n")
    assert main(["import-math", "--update"]) == 1
    assert "write `exit = 1`" in capsys.readouterr().out
    assert (project / "snippets/import/import-math/output.txt").read_text() == "5.0\n"


def test_update_of_a_gated_snippet_is_what_pyodide_prints(project: Path) -> None:
    folder = project / "snippets/import/import-math"
    (folder / "main.py").write_text("import sys\n\nprint(sys.version_info[:2])\n")
    (folder / "snippet.toml").write_text('python = ">=3.14"\n')
    assert main(["import-math", "--update"]) == 0
    assert (folder / "output.txt").read_text() == "(3, 14)\n"


def test_update_from_one_engine_is_what_that_one_prints(project: Path) -> None:
    snippet = project / "snippets/import/import-math"
    (snippet / "main.py").write_text("import sys\nprint(sys.platform)\n")
    assert main(["import-math", "--update", "--engine", "pyodide"]) == 0
    assert (snippet / "output.txt").read_text() == "emscripten\n"


def test_update_refuses_in_ci(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    output = project / "snippets/import/import-math/output.txt"
    output.write_text("5.1\n")
    assert main(["--update"]) == 2
    assert output.read_text() == "5.1\n"
    assert module.ENGINES == ("cpython", "pyodide", "browser")
