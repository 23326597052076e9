"""The address of Pyodide's largest file in the head of each page with a cell: a hook, which mkdocs.yml names.

So `intent.js` can ask for it at the first sign that a reader wants Python, and not only when the pin has come, which says
the same. Zensical runs no hooks: there it is asked for when the pin has come.
"""

from html import escape
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from importable.heads import with_head
from importable.policy import cdn_of

WASM = "pyodide.asm.wasm"
CELL = "<py-cell "


def on_post_build(*, config: MkDocsConfig) -> None:
    """All pages are written."""
    address = cdn_of(Path(config.docs_dir)) + WASM
    for path in sorted(Path(config.site_dir).rglob("*.html")):
        text = path.read_text("utf-8")
        if CELL in text:
            path.write_text(with_core(text, address), "utf-8", newline="")


def with_core(html: str, address: str) -> str:
    """The page with the address in its head."""
    return with_head(html, f'<meta name="pyodide" content="{escape(address)}">\n')
