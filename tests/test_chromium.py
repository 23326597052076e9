"""Which Chromium opens a page that nobody looks at."""

from pathlib import Path

import pytest
from importable.chromium import SHELLS, find, find_headless, find_shell

SHELL = "chromium_headless_shell-1200/chrome-linux/headless_shell"


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """An empty folder for programs, and an empty one for what Playwright has brought."""
    programs, brought = tmp_path / "bin", tmp_path / ".cache/ms-playwright"
    programs.mkdir()
    brought.mkdir(parents=True)
    monkeypatch.setenv("PATH", str(programs))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr("importable.chromium.usual_places", lambda: iter([tmp_path / "whole/chrome"]))
    return programs, brought


def put(program: Path) -> Path:
    program.parent.mkdir(parents=True, exist_ok=True)
    program.touch(0o755)
    return program


def test_without_a_browser_there_is_none(places: tuple[Path, Path]) -> None:
    assert find() is None
    assert find_headless() is None


def test_a_whole_browser_is_in_the_shells_place(places: tuple[Path, Path], tmp_path: Path) -> None:
    whole = put(tmp_path / "whole/chrome")
    assert find_shell() is None
    assert find_headless() == whole


@pytest.mark.parametrize("name", SHELLS)
def test_a_shell_comes_first(places: tuple[Path, Path], tmp_path: Path, name: str) -> None:
    whole, shell = put(tmp_path / "whole/chrome"), put(places[0] / name)
    assert find_headless() == shell
    assert find() == whole


def test_playwrights_own_shell_is_found(places: tuple[Path, Path]) -> None:
    shell = put(places[1] / SHELL)
    put(shell.with_name("headless_shell.pak"))
    put(places[1] / "chromium_headless_shell-1100/chrome-linux/headless_shell")
    assert find_headless() == shell
