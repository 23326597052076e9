"""Pages that had another address once: a hook, which mkdocs.yml names.

`aliases: [old-page]` in the front matter of a page makes a small page at the old address, which sends readers on, with
what the address has behind the `?` and the `#`. Zensical runs no hooks: there old addresses of pages lead nowhere.
"""

from html import escape
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

_moved: dict[str, Page] = {}

MOVED = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="canonical" href="{canonical}">
<meta http-equiv="refresh" content="2; url={target}">
<script type="module" src="{root}assets/moved.js"></script>
</head>
<body>
<p>This page is now at <a href="{target}">{title}</a>.</p>
</body>
</html>
"""
"""The script is sooner than the refresh, and takes along what is behind the `?` and the `#`."""


def on_pre_build(*, config: MkDocsConfig) -> None:
    """Forget the pages of an earlier build."""
    _moved.clear()


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Note the addresses that this page once had. Raises to stop the build where another page has one of them."""
    for name in page.meta.get("aliases", []):
        old = f"{str(name).strip('/')}/"
        taken = files.src_uris.get(f"{old[:-1]}.md")
        if taken or old in _moved:
            other = taken.src_uri if taken else _moved[old].file.src_uri
            raise PluginError(f"{page.file.src_uri}: the alias {name!r} is the address of {other}")
        _moved[old] = page


def on_post_build(*, config: MkDocsConfig) -> None:
    """Write a page at each old address."""
    for old, page in _moved.items():
        root = "../" * old.count("/")
        path = Path(config.site_dir) / old / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        html = moved_html(str(page.title), f"{root}{page.url}", page.canonical_url or page.url, root=root)
        path.write_text(html, "utf-8", newline="")


def moved_html(title: str, target: str, canonical: str, *, root: str) -> str:
    """A page that sends its readers on. `target` and `root`, where the site begins: as seen from it."""
    texts = {"title": title, "target": target, "canonical": canonical, "root": root}
    return MOVED.format(**{name: escape(text) for name, text in texts.items()})
