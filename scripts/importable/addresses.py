"""Addresses that were published once work for ever: `addresses.txt` lists them, one a line.

A page is `import/`, a section or a cell of it `import/#star-hides-pow`, a cell alone `embed/star-hides-pow/`, as a reader's address bar has them after the
site's own address; the first page is `./`. The build adds what is new, and stops where one of the list leads nowhere.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from posixpath import join, normpath

from importable.embed import EMBED
from importable.page_checks import embeds_in, read_pages

LIST = "addresses.txt"

OF_A_COPY = f"In a copy of the site that was never published with them, delete {LIST} and build: the list begins anew."


@dataclass(frozen=True)
class Published:
    """What the built site has."""

    pages: dict[str, frozenset[str]]
    """Address of a page to the ids on it."""
    moved: dict[str, str]
    """Address of a page that is elsewhere now, to where that is."""

    def leads(self, address: str) -> bool:
        """Whether somebody who follows this address comes to what it names."""
        page, _, id = address.partition("#")
        ids = self.pages.get(self.moved.get(page, page))
        return ids is not None and (not id or id in ids)

    @property
    def addresses(self) -> list[str]:
        """All of them, in order."""
        ids = [f"{page}#{id}" for page, ids in self.pages.items() for id in ids]
        return sorted([*self.pages, *self.moved, *ids])


def published(root: Path) -> Published:
    """What the site in `root/site` has; no part of the theme's own, and not the page for addresses that lead nowhere."""
    pages: dict[str, frozenset[str]] = {}
    moved = {}
    for page in [*read_pages(root), *embeds_in(root / "site")]:
        address = page.address(root / "site")
        if address == "404.html":
            continue
        if page.moved_to:
            moved[address] = normpath(join(address, page.moved_to)) + "/"
        else:  # an embed page has one cell, and no article: nothing in it needs an address of its own
            pages[address] = frozenset(node.attributes["id"] or "" for node in page.tree.css("article [id]"))
    return Published(pages, moved)


def keep_addresses(root: Path) -> list[str]:
    """Bring the list up to date with the built site; what stands in the way of that, each with the way out."""
    path = root / LIST
    kept = path.read_text("utf-8").split() if path.exists() else []
    site = published(root)
    lost = [
        f"{LIST}: {address} leads nowhere any more. {way_out(address)}" for address in kept if not site.leads(address)
    ]
    new = sorted(set(site.addresses) - set(kept))
    if new and os.environ.get("CI") == "true":
        return [
            *lost,
            f"{LIST}: {len(new)} addresses are not in it, {new[0]} first. Run scripts/build and commit the list.",
        ]
    if new:
        path.write_text("".join(f"{address}\n" for address in sorted({*kept, *new})), "utf-8", newline="")
    return lost


def way_out(address: str) -> str:
    """What to write so that an address works as before."""
    page, _, id = address.partition("#")
    folder, _, name = page.strip("/").partition("/")
    if folder == EMBED and name:
        return f'Write `aliases = ["{name}"]` in the snippet.toml of the one in its place.'
    if not id:
        return f'If the page has another name now, write `aliases: ["{page.strip("/")}"]` in its front matter.'
    return (
        f'If it was a cell, write `aliases = ["{id}"]` in the snippet.toml of the one in its place; if it was a section,'
        f" write `[](){{ #{id} }}` where its text is now."
    )
