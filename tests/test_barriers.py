"""The words of Material that are a barrier: found in each page, mended, and missed once an upgrade changes them."""

import sys
from pathlib import Path

import pytest
from importable.barriers import MENDS, mended
from mkdocs.exceptions import PluginError

sys.path.insert(0, str(Path(__file__).parent))  # for the fixtures
pytest_plugins = ["small_project"]


def test_each_built_page_has_what_should_stand_there_and_not_what_was_wrong(green: Path) -> None:
    for name in ("index.html", "import/index.html", "404.html"):
        text = (green / "site" / name).read_text("utf-8")
        for wrong, right in MENDS.items():
            assert (text.count(wrong), text.count(right)) == (0, 1), name


@pytest.mark.parametrize("wrong", MENDS)
@pytest.mark.parametrize("times", [0, 2])
def test_the_build_stops_where_material_has_other_words(wrong: str, times: int) -> None:
    page = "".join(words * (times if words == wrong else 1) for words in MENDS)
    with pytest.raises(PluginError, match=rf"x\.html has {times} times .* see importable/barriers\.py"):
        mended(page, "x.html")


def test_a_section_of_the_navigation_has_no_empty_number() -> None:
    label = '<label class="md-nav__link" for="__nav_2" id="__nav_2_label"{}>'
    page = "".join(MENDS) + label.format(' tabindex=""') + label.format(' tabindex="0"')
    assert mended(page, "x.html").endswith(label.format("") + label.format(' tabindex="0"'))
