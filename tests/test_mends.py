"""Words of the theme's scripts that are mended. What the pages do with them is in web/test_search.py and test_opening.py."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from importable import questions, startup
from importable.mends import mend, mended
from mkdocs.exceptions import PluginError

HOOKS = {"questions": questions.MENDS, "startup": startup.MENDS}


@pytest.mark.parametrize("mends", HOOKS.values(), ids=HOOKS)
def test_each_mend_is_made(mends: Mapping[str, str]) -> None:
    assert mended(" ".join(mends), mends, "script") == " ".join(mends.values())


@pytest.mark.parametrize(
    ("mends", "wrong"), [pytest.param(mends, wrong, id=wrong) for mends in HOOKS.values() for wrong in mends]
)
def test_another_script_stops_the_build(mends: Mapping[str, str], wrong: str) -> None:
    with pytest.raises(PluginError, match="the theme's script has 0 times"):
        mended(" ".join(mends).replace(wrong, ""), mends, "script")


@pytest.mark.parametrize("names", [[], ["bundle.1.min.js", "bundle.2.min.js"]], ids=["none", "two"])
def test_another_number_of_scripts_stops_the_build(names: list[str], tmp_path: Path) -> None:
    folder = tmp_path / "assets/javascripts"
    folder.mkdir(parents=True)
    for name in names:
        (folder / name).write_text("", "utf-8")
    with pytest.raises(PluginError, match=f"the theme has {len(names)} scripts"):
        mend(tmp_path, "bundle.*.min.js", {})
