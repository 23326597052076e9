"""The words of Material's script that are mended. What a page does with them is in web/test_opening.py."""

import pytest
from importable.startup import MENDS, mended
from mkdocs.exceptions import PluginError


def test_each_mend_is_made() -> None:
    assert mended(" ".join(MENDS)) == " ".join(MENDS.values())


@pytest.mark.parametrize("wrong", MENDS)
def test_another_material_stops_the_build(wrong: str) -> None:
    with pytest.raises(PluginError, match="0 times"):
        mended(" ".join(MENDS).replace(wrong, ""))
