"""The address of each cell for who reads it on paper: a hook, which mkdocs.yml names. Zensical runs no hooks: no address there.

The style sheet of the cell prints it below the cell.
"""

import re
from html import escape
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from importable.html import TAG

CELL = re.compile(rf'<{TAG} id="([\w-]+)"')


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """A page is HTML, without the theme around it."""
    return with_addresses(html, page.canonical_url or page.url)


def with_addresses(html: str, page: str) -> str:
    """Each cell with its address, as somebody types it: without the scheme. `page`: the whole address of the page."""
    parts = urlsplit(page)
    return CELL.sub(rf'\g<0> data-address="{escape(parts.netloc + parts.path)}#\g<1>"', html)
