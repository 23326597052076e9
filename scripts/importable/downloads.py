"""A line at the end of each page with cells: the page as a notebook, and all examples. A hook, which mkdocs.yml names.

It is no part of a page's text, so the search does not find it. Zensical runs no hooks, and has none of what is linked here.
"""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from importable import archive
from importable.html import TAG
from importable.notebooks import notebook_address

END = "</article>"
LINE = (
    '<p class="downloads">To take along: <a href="{notebook}" download>this page as a notebook</a> (.ipynb) · '
    '<a href="{examples}" download>all examples of this site</a> (.zip)</p>\n'
)


def on_post_page(output: str, *, page: Page, config: MkDocsConfig) -> str:
    """A page of docs/ is made."""
    return with_downloads(output, page.url, page.file.src_uri) if f"<{TAG} " in output else output


def with_downloads(html: str, address: str, source: str) -> str:
    """The page with the line. Raises to stop the build where its end is not found."""
    if html.count(END) != 1:
        raise PluginError(f"{source} has {html.count(END)} times {END!r}, not once: see importable/downloads.py")
    notebook, examples = (get_relative_url(to, address) for to in (notebook_address(address, source), archive.NAME))
    return html.replace(END, LINE.format(notebook=notebook, examples=examples) + END)
