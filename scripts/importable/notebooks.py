"""Each page with cells as a notebook, beside it: a hook, which mkdocs.yml names. Zensical runs no hooks: there are none there.

`import/` has `import/import.ipynb`.
"""

from pathlib import Path, PurePosixPath
from posixpath import join, normpath

import nbformat
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from importable.load import load_snippet
from importable.notebook import FENCE, make_notebook

_texts: dict[str, tuple[Page, str, dict[str, str]]] = {}
"""By the address of the notebook: its page, the Markdown of that, and where each Markdown file of the site is."""


def notebook_address(address: str, source: str) -> str:
    """The address of the notebook of a page, from that of the page and the name of its Markdown file."""
    return f"{address}{PurePosixPath(source).with_suffix('.ipynb').name}"


def on_pre_build(*, config: MkDocsConfig) -> None:
    """Forget the pages of an earlier build."""
    _texts.clear()


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Keep the text of each page that has cells."""
    if FENCE.search(markdown):
        address = notebook_address(page.url, page.file.src_uri)
        _texts[address] = page, markdown, {file.src_uri: file.url for file in files.documentation_pages()}


def on_post_build(*, config: MkDocsConfig) -> None:
    """Write them."""
    root, site = Path(config.config_file_path).parent, config.site_url or ""
    for address, (page, markdown, places) in _texts.items():

        def link(to: str, id: str, page: Page = page, places: dict[str, str] = places) -> str:
            source = normpath(join(str(PurePosixPath(page.file.src_uri).parent), to)) if to else page.file.src_uri
            return f"{site}{places[source]}{id}" if source in places else to + id  # such a link stops the build itself

        names = {match["name"] for match in FENCE.finditer(markdown)}
        made = make_notebook(markdown, {name: load_snippet(root, name) for name in names}, link)
        (Path(config.site_dir) / address).write_text(nbformat.writes(made) + "\n", "utf-8", newline="")
