"""Every page is valid HTML: those of the site, and that a fault would be seen."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from importable.paths import ROOT
from importable.validity import EXCEPTIONS, faults

PAGE = '<!doctype html>\n<html lang="en">\n<head>\n<title>Title</title>\n</head>\n<body>\n{}\n</body>\n</html>\n'
ROWS = {
    '<p id="a">one</p><p id="a">two</p>': "no-dup-id",
    "<ul><p>one</p></ul>": "element-permitted-content",
    "<p>one <div>two</div></p>": "close-order",
    '<img src="a.png" src="b.png" alt="">': "no-dup-attr",
    '<meta name="description" content="a "quoted" word">': "parser-error",
    "<center>old</center>": "deprecated",
    '<p align="left" tabindex="">old</p>': "attribute-allowed-values",
}
"""What stands in a page, and the rule that is against it."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built elsewhere."""
    folder = tmp_path_factory.mktemp("valid") / "site"
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    return folder


def test_every_page_of_the_site_is_valid(site: Path) -> None:
    assert faults(site) == []


def test_each_exception_is_needed(site: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "404.html").write_bytes((site / "404.html").read_bytes())
    for exception in EXCEPTIONS:
        monkeypatch.setattr("importable.validity.EXCEPTIONS", EXCEPTIONS - {exception})
        [found] = faults(tmp_path)
        assert f"({exception[0]})" in found


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The faults of a site with a page for each row."""
    site = tmp_path_factory.mktemp("faults")
    for number, body in enumerate(ROWS):
        (site / f"{number}").mkdir()
        (site / f"{number}/index.html").write_text(PAGE.format(body), "utf-8")
    return faults(site)


@pytest.mark.parametrize(("number", "rule"), list(enumerate(ROWS.values())))
def test_what_is_not_valid_is_seen(number: int, rule: str, found: list[str]) -> None:
    here = [one for one in found if one.startswith(f"{number}/index.html:7: ")]
    assert any(one.endswith(f"({rule})") for one in here)


def test_a_valid_page_has_no_faults(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(PAGE.format('<py-cell id="a"><pre><code>x</code></pre></py-cell>'), "utf-8")
    assert faults(tmp_path) == []
