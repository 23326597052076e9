"""The policy of the built pages: in each of them, before all that it governs, and with the hash of every script."""

import base64
import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from importable import policy
from importable.build import build
from importable.paths import ROOT
from selectolax.lexbor import LexborHTMLParser

sys.path.insert(0, str(Path(__file__).parent))  # for the fixtures
pytest_plugins = ["small_project"]

FRAME = "assets/cells/frame.html"
OWN = "'self' http://127.0.0.1:8000/"
"""Also by its address: in a sandboxed frame `'self'` is nothing to WebKit."""
META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


def policies(root: Path) -> dict[str, str]:
    """Page to its policy; every HTML file but the sealed frame's."""
    site = root / "site"
    texts = {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in site.rglob("*.html")}
    del texts[FRAME]
    found = {name: META.findall(text) for name, text in texts.items()}
    assert {name: len(one) for name, one in found.items()} == dict.fromkeys(texts, 1)
    return {name: one[0] for name, one in found.items()}


def test_every_page_has_one_policy_and_all_have_the_same(green: Path) -> None:
    found = policies(green)
    assert {"index.html", "import/index.html", "404.html"} <= found.keys()
    assert len(set(found.values())) == 1


def test_nothing_is_allowed_but_the_site_itself_and_data_from_the_cdn(green: Path) -> None:
    content = policies(green)["index.html"]
    directives = dict(part.split(" ", 1) for part in content.split("; "))
    scripts = directives.pop("script-src").split()
    assert scripts[:2] == OWN.split()
    assert all(re.fullmatch(r"'sha256-[\w+/]{43}='", hash) for hash in scripts[2:])
    assert directives == {
        "default-src": OWN,
        "object-src": "'none'",
        "style-src-attr": "'unsafe-inline'",
        "style-src": OWN,
        "img-src": f"{OWN} data:",
        "font-src": OWN,
        "connect-src": f"{OWN} "
        + json.loads((ROOT / "docs/assets/cells/pyodide.json").read_text("utf-8"))["cdn"]
        + " blob:",
        "frame-src": OWN,
        "worker-src": OWN,
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def test_each_page_names_the_inline_scripts_of_all_pages(green: Path) -> None:
    found = policies(green)
    per_page = {}
    for name, content in found.items():
        text = (green / "site" / name).read_text("utf-8")
        scripts = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
        assert len(scripts) >= (0 if name.startswith("embed/") else 3)
        per_page[name] = {base64.b64encode(hashlib.sha256(code.encode()).digest()).decode() for code in scripts}
        assert all(f"'sha256-{hash}'" in content for hash in per_page[name]), name
    assert per_page["index.html"] != per_page["import/index.html"]  # which is why each names those of all
    named = set(re.findall(r"sha256-([^']*)", found["index.html"]))
    assert named == set().union(*per_page.values())


def test_the_policy_stands_before_what_it_governs_and_the_character_set_early_enough(green: Path) -> None:
    for name in policies(green):
        text = (green / "site" / name).read_text("utf-8")
        place = text.index("Content-Security-Policy")
        assert place < min(
            text.index("<script"), text.index("<link"), text.index("<style") if "<style" in text else 10**9
        )
        assert text.encode().index(b'charset="utf-8"') < 1024  # a browser looks no further


def test_the_sealed_frame_keeps_its_own_policy(green: Path) -> None:
    assert (green / "site" / FRAME).read_bytes() == (ROOT / "docs" / FRAME).read_bytes()


@pytest.mark.parametrize(
    ("markdown", "said"),
    [
        ('<p style="color: red">red</p>', 'style="color: red" of a <p>'),
        ('<button onclick="alert(1)">x</button>', 'onclick="alert(1)" of a <button>'),
        ("<style>p { color: red }</style>", "a <style> element"),
        ('<a href="JavaScript:alert(1)">x</a>', 'href="JavaScript:alert(1)" of a <a>'),
    ],
)
def test_what_the_policy_will_block_stops_the_strict_build(
    project: Path, capfd: pytest.CaptureFixture[str], markdown: str, said: str
) -> None:
    with (project / "docs/index.md").open("a", encoding="utf-8") as page:
        page.write(f"\n{markdown}\n")
    assert build(project) != 0
    assert f"index.html has {said}: the policy of the pages is against it" in capfd.readouterr().err


@pytest.mark.parametrize(
    "cdn", ["", "pyodide/", "//x.example/", "https://x.example/full", "https://x.example/; img-src *"]
)
def test_a_cdn_that_is_no_folder_stops_the_build(cdn: str, project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    pin = project / "docs/assets/cells/pyodide.json"
    pin.write_text(json.dumps({**json.loads(pin.read_text("utf-8")), "cdn": cdn}), "utf-8")
    assert build(project) != 0
    assert 'write as "cdn" the whole address of a folder' in capfd.readouterr().err


@pytest.mark.parametrize(
    "cdn", ["http://127.0.0.1:8000/", "https://[::1]:80/a/", "https://x.example.edu/~py/v3_1%20/full/"]
)
def test_a_cdn_may_be_any_folder(cdn: str, tmp_path: Path) -> None:
    pin = tmp_path / policy.CDN
    pin.parent.mkdir(parents=True)
    pin.write_text(json.dumps({"cdn": cdn}), "utf-8")
    assert policy.cdn_of(tmp_path) == cdn


def test_an_aligned_table_needs_no_style(project: Path) -> None:
    with (project / "docs/index.md").open("a", encoding="utf-8") as page:
        page.write("\n| a | b |\n| :-: | --: |\n| 1 | 2 |\n")
    assert build(project) == 0
    table = LexborHTMLParser((project / "site/index.html").read_text("utf-8")).css_first("article table")
    assert table is not None
    assert [cell.attributes for cell in table.css("td")] == [{"align": "center"}, {"align": "right"}]


def test_a_script_in_a_page_gets_its_hash(project: Path) -> None:
    with (project / "docs/tools.md").open("a", encoding="utf-8") as page:
        page.write("\n<script>\nlet ä = 1;\n</script>\n")
    assert build(project) == 0
    hash = base64.b64encode(hashlib.sha256("\nlet ä = 1;\n".encode()).digest()).decode()
    assert all(f"'sha256-{hash}'" in content for content in policies(project).values())


def test_the_writers_server_lets_its_own_script_through(project: Path) -> None:
    # MkDocs says "serve" to its plugins and then builds; the rest of the server needs no trial here.
    code = (
        "from mkdocs.config import load_config\n"
        "from mkdocs.commands.build import build\n"
        "config = load_config()\n"
        "config.plugins.on_startup(command='serve', dirty=False)\n"
        "build(config, serve_url='http://127.0.0.1:8000/')\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=project, check=True, capture_output=True)
    contents = set(policies(project).values())
    assert len(contents) == 1
    assert f"script-src {OWN} 'unsafe-inline'; style-src {OWN}" in contents.pop()


def test_a_page_without_a_head_stops_the_build() -> None:
    with pytest.raises(ValueError, match="without a <head>"):
        policy.with_policy("<p>Only this.</p>", "default-src 'none'")
