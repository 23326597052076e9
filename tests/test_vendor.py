"""Which Pyodide the site runs, and that whoever runs the site may choose where it comes from."""

import json
from pathlib import Path
from typing import Any

import pytest
from importable.vendor import CORE, PACKAGE, PIN, copy_core, pin_of

PINNED: dict[str, Any] = json.loads(PIN.read_text("utf-8"))
CDNS = {
    "https://cdn.jsdelivr.net/pyodide/v1.2.3/full/": "https://cdn.jsdelivr.net/pyodide/v{version}/full/",
    "https://files.example.edu/python/": "https://files.example.edu/python/",
}


@pytest.mark.parametrize("cdn", ["https://files.example.edu/python/", PINNED["cdn"]])
def test_the_core_is_copied_whatever_cdn_the_pin_names(cdn: str, tmp_path: Path) -> None:
    (tmp_path / "pin.json").write_text(json.dumps({**PINNED, "cdn": cdn}), "utf-8")
    copy_core(PACKAGE, tmp_path / "pin.json", tmp_path / "core")
    assert sorted(path.name for path in (tmp_path / "core").iterdir()) == sorted(CORE)


@pytest.mark.parametrize("key", ["version", "python", "files", "library"])
def test_another_pyodide_than_the_pin_says_is_refused(key: str, tmp_path: Path) -> None:
    (tmp_path / "pin.json").write_text(json.dumps({**PINNED, key: {} if key in ("files", "library") else "1"}), "utf-8")
    with pytest.raises(SystemExit, match="--pin"):
        copy_core(PACKAGE, tmp_path / "pin.json", tmp_path / "core")
    assert not (tmp_path / "core").exists()


@pytest.mark.parametrize("cdn", CDNS)
def test_an_upgrade_keeps_the_address_and_changes_the_version_in_it(cdn: str) -> None:
    assert pin_of(PACKAGE, {**PINNED, "version": "1.2.3", "cdn": cdn}) == {
        **PINNED,
        "cdn": CDNS[cdn].format(version=PINNED["version"]),
    }
