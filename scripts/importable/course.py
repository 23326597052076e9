"""All pages as a course of links, `course.imscc`: a hook, which mkdocs.yml names. Zensical runs no hooks: it has none there.

Each section of the navigation is a module, and so is each page outside of them; what is about the site is left out. In it
are the pages, and below a page those of its sections that have a cell: what can be read only, is read on the page.
"""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page as NavPage

from importable.cartridge import Course, Entry, Folder, Link, cartridge
from importable.html import TAG
from importable.packing import write_zip
from importable.page_checks import Page, heading_text, pages_in

NAME = "course.imscc"
ABOUT = "About"
"""The section of the navigation that is no part of a course."""

_nav: list[Navigation] = []


def on_nav(nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
    """Keep the navigation until the pages are built."""
    _nav[:] = [nav]


def on_post_build(*, config: MkDocsConfig) -> None:
    """Write it."""
    site = Path(config.site_dir)
    built = {page.path.relative_to(site).as_posix(): page for page in pages_in(site)}
    entries = [_entry(item, built) for item in _nav[0].items if item.title != ABOUT]
    modules = tuple(entry if isinstance(entry, Folder) else _alone(entry) for entry in entries if entry)
    course = Course(config.site_name, config.site_description or "", config.site_url or "", modules)
    write_zip(site / NAME, cartridge(course))


def _entry(item: object, built: dict[str, Page], above: str = "") -> Entry | None:
    """What the course has for one line of the navigation; nothing for a link that leads elsewhere."""
    if isinstance(item, Section):
        name = f"{above}{item.title}"
        entries = tuple(entry for child in item.children if (entry := _entry(child, built, f"{name} › ")))
        return Folder(name, item.title, entries) if entries else None
    if isinstance(item, NavPage):
        return _page(item.url, built[item.file.dest_uri])
    return None


def _page(address: str, page: Page) -> Entry:
    """A page: a link alone, or a folder with it and its sections that have cells."""
    sections = _sections(address, page)
    if not sections:
        return Link(page.title, address)
    return Folder(address, page.title, (Link(f"{page.title}: the whole page", address), *sections))


def _sections(address: str, page: Page) -> list[Link]:
    """For each cell the nearest heading above it, once; the heading of the page itself is none."""
    found = {}
    heading = None
    for node in page.tree.css(f"article :is(h1, h2, h3, {TAG})"):
        if node.tag != TAG:
            heading = None if node.tag == "h1" else node
        elif heading and (id := heading.attributes.get("id")):
            found[id] = Link(heading_text(heading), f"{address}#{id}")
    return list(found.values())


def _alone(link: Link) -> Folder:
    """A module for a link outside of all sections: Canvas would put it under a name of its own."""
    return Folder(link.address, link.title, (link,))
