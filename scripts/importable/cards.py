"""A card, which is a picture, for each page and each cell: a hook, which mkdocs.yml names; heads.py names them in the pages.

`from-import/` has `assets/cards/from-import.png`, its cell `star-hides-pow` has `assets/cards/cells/star-hides-pow.png`.
What was drawn once is kept in `.cache/cards`, by what is on it and by the code that draws, so that a build after a change
draws what has changed. Zensical runs no hooks: there are no cards there.
"""

import hashlib
import os
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path

import PIL
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from importable import canvas, card
from importable.card import Card, CellCard, PageCard, draw
from importable.load import load_snippet
from importable.page_checks import pages_in
from importable.paths import ROOT
from importable.snippet import Snippet

FOLDER = "assets/cards"
CACHE = ".cache/cards"

_pages: dict[str, Page] = {}


def page_address(page: Page) -> str:
    """Where the card of a page is, from the root of the site."""
    return f"{FOLDER}/{page.file.src_uri.removesuffix('.md')}.png"


def cell_address(id: str) -> str:
    """Where the card of a cell is, from the root of the site."""
    return f"{FOLDER}/cells/{id}.png"


def heading(page: Page) -> str:
    """What stands above the text of a page."""
    first = page.toc.items[0] if page.toc.items else None
    return unescape(first.title if first and first.level == 1 else str(page.title))


def description(page: Page, config: MkDocsConfig) -> str:
    """What a page is about, in a sentence; a page that does not say so is about what the site is about."""
    return str(page.meta.get("description") or config.site_description or "")


def on_pre_build(*, config: MkDocsConfig) -> None:
    """Forget the pages of an earlier build."""
    _pages.clear()


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: object) -> None:
    """Note a page once its headings are known."""
    _pages[page.url] = page


def on_post_build(*, config: MkDocsConfig) -> None:
    """Draw what is new, and put all cards into the site."""
    root, site = Path(config.config_file_path).parent, Path(config.site_dir)
    cards: dict[str, Card] = {page_address(page): page_card(page, config) for page in _pages.values()}
    for name, title in _cells(site):
        snippet = load_snippet(root, name)
        cards[cell_address(snippet.id)] = cell_card(snippet, config.site_name, title)
    put_cards(cards, root / CACHE, site)


def _cells(site: Path) -> Iterator[tuple[str, str]]:
    """Each snippet on a page of ours, with the heading of that page."""
    for page in pages_in(site):
        address = page.path.relative_to(site).as_posix().removesuffix("index.html")
        if address in _pages:
            for cell in page.cells:
                yield cell.attributes.get("data-snippet") or "", heading(_pages[address])


def page_card(page: Page, config: MkDocsConfig) -> PageCard:
    """What the card of a page shows."""
    return PageCard(config.site_name, heading(page), description(page, config), config.site_description or "")


def cell_card(snippet: Snippet, site: str, page: str) -> CellCard:
    """What the card of a cell shows. `page`: the heading above it."""
    run = snippet.runs[0]
    return CellCard(
        site=site,
        page=page,
        names=tuple(file.name for file in snippet.files),
        opened=snippet.opened,
        text=snippet.contents[snippet.opened],
        command=run.command,
        output=run.output,
    )


def put_cards(cards: Mapping[str, Card], cache: Path, site: Path) -> None:
    """Write each card to its place in the site, and keep in the cache those of this build alone."""
    cache.mkdir(parents=True, exist_ok=True)
    pen = _pen()
    kept = {f"{hashlib.sha256(f'{pen} {one!r}'.encode()).hexdigest()}.png": one for one in cards.values()}
    names = {one: name for name, one in kept.items()}
    for address, one in cards.items():
        target = site / address
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(_drawn(one, cache / names[one]))
    for path in cache.glob("*.png"):
        if path.name not in kept:
            path.unlink(missing_ok=True)


def _drawn(one: Card, path: Path) -> bytes:
    if path.exists():
        return path.read_bytes()
    picture = draw(one)
    beside = path.with_suffix(f".{os.getpid()}")  # whole or not at all, also where two builds draw the same
    beside.write_bytes(picture)
    beside.replace(path)
    return picture


def _pen() -> str:
    """What a picture depends on besides the words on it: the code, the library, the fonts."""
    code = b"".join(Path(part.__file__ or "").read_bytes() for part in (canvas, card))
    fonts = (ROOT / "node_modules/dejavu-fonts-ttf/package.json").read_bytes()
    return hashlib.sha256(code + fonts + PIL.__version__.encode()).hexdigest()
