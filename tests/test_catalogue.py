"""`snippets.json`: all snippets of the site, as its schema says."""

import json
import sys
from pathlib import Path

import jsonschema
import pytest
from importable.paths import ROOT

sys.path.insert(0, str(Path(__file__).parent))  # for the fixtures
pytest_plugins = ["small_project"]

SCHEMA = json.loads((ROOT / "docs/snippets.schema.json").read_text("utf-8"))


@pytest.fixture
def catalogue(green: Path) -> dict[str, object]:
    content: dict[str, object] = json.loads((green / "site/snippets.json").read_text("utf-8"))
    return content


def test_it_is_what_the_schema_says(catalogue: dict[str, object]) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(catalogue, SCHEMA)


@pytest.mark.parametrize("key", ["name", "address", "files", "runs"])
def test_the_schema_can_say_no(key: str, catalogue: dict[str, object]) -> None:
    rows = catalogue["snippets"]
    assert isinstance(rows, list)
    del rows[0][key]
    with pytest.raises(jsonschema.ValidationError, match=key):
        jsonschema.validate(catalogue, SCHEMA)


def test_each_snippet_is_there_whole(catalogue: dict[str, object]) -> None:
    rows = catalogue["snippets"]
    assert isinstance(rows, list)
    assert sorted(row["name"] for row in rows) == [
        *("import/import-math", "import/misspelt", "import/two-files", "random/coin", "random/dice"),
        *("tools/ask", "tools/lazy", "tools/quiet", "tools/shop"),
    ]
    shop = next(row for row in rows if row["id"] == "shop")
    assert shop["address"] == "tools/#shop"
    assert shop["page_title"] == "Tools"
    assert shop["embed"] == "embed/shop/"
    assert next(file["name"] for file in shop["files"]) == "main.py"
    assert [(run["command"], run["output"]) for run in shop["runs"]] == [
        ("python main.py", "3\n"),
        ("python -m shop.report", "apples 3\nno pears\n"),
    ]
    dice = next(row for row in rows if row["id"] == "dice")
    assert dice["varies"] == [{"shown": "57", "is": "int 1..100"}]
    lazy = next(row for row in rows if row["id"] == "lazy")
    assert (lazy["runs_in_page"], lazy["python"].startswith("3.15")) == (False, True)
