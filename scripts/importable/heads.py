"""What search engines and messengers read in the head of a page: a hook, which mkdocs.yml names.

The theme writes the title, the description and the canonical address; here come the tags of Open Graph with the card of
the page (cards.py), and what the page is to a learner, as schema.org has it. Zensical runs no hooks: its pages lack both.

Sources: the Open Graph protocol (ogp.me), schema.org/LearningResource.
"""

import json
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page
from selectolax.lexbor import LexborHTMLParser

from importable.card import SIZE
from importable.cards import cell_address, description, heading, page_address
from importable.page_checks import embeds_in

LICENSE = "https://spdx.org/licenses/MIT.html"
KINDS = {
    "Learn": ("lesson", "Beginner"),
    "Understand": ("lesson", "Intermediate"),
    "Do it well": ("lesson", "Intermediate"),
    "Look up": ("reference", "Beginner"),
    "About": ("guide", "Beginner"),
}
"""Section of the navigation to what its pages are, and for whom."""
FIRST = ("course", "Beginner")
"""What the page is that is in no section."""
APART = ("In short", "Further reading")
"""Sections of a lesson that teach nothing of their own."""


@dataclass(frozen=True)
class Shown:
    """What a message shows of an address."""

    site: str
    title: str
    description: str
    address: str
    picture: str
    words: str
    """What the picture shows, for who does not see it."""
    type: str = "article"


def on_post_page(output: str, *, page: Page, config: MkDocsConfig) -> str:
    """A page of docs/ is made."""
    said = description(page, config)
    html = quoted(output, said)
    return with_head(html, f"{tags(shown(page, config))}\n{data_script(resource(page, config))}")


def on_post_build(*, config: MkDocsConfig) -> None:
    """All pages are written. Those with one cell alone have its card, where there are such pages."""
    site = Path(config.site_dir)
    for page in embeds_in(site):
        if not page.moved_to:
            html = with_cell_card(page.text, page.path.parent.name, config.site_name, config.site_url or "")
            page.path.write_text(html, "utf-8", newline="")


def shown(page: Page, config: MkDocsConfig) -> Shown:
    """What a message shows of a page."""
    title = heading(page)
    return Shown(
        site=config.site_name,
        title=title,
        description=description(page, config),
        address=page.canonical_url or page.url,
        picture=f"{config.site_url or ''}{page_address(page)}",
        words=f"{config.site_name}: {title}",
        type="website" if page.is_homepage else "article",
    )


def with_cell_card(html: str, id: str, site: str, url: str) -> str:
    """The page of one cell, with tags of Open Graph; `url` is the whole address of the site."""
    tree = LexborHTMLParser(html)
    title, about = tree.css_first("title"), tree.css_first("meta[name=description]")
    name = title.text().strip() if title else id
    return with_head(
        html,
        tags(
            Shown(
                site=site,
                title=name,
                description=(about.attributes.get("content") or "") if about else "",
                address=f"{url}embed/{id}/",
                picture=f"{url}{cell_address(id)}",
                words=f"{name}: the code, and what it prints",
            )
        ),
    )


def tags(one: Shown) -> str:
    """The tags of Open Graph, and the one that X asks for besides."""
    graph = {
        "og:site_name": one.site,
        "og:type": one.type,
        "og:title": one.title,
        "og:description": one.description,
        "og:url": one.address,
        "og:image": one.picture,
        "og:image:type": "image/png",
        "og:image:width": str(SIZE[0]),
        "og:image:height": str(SIZE[1]),
        "og:image:alt": one.words,
    }
    lines = [f'<meta property="{name}" content="{escape(value)}">' for name, value in graph.items() if value]
    return "\n".join([*lines, '<meta name="twitter:card" content="summary_large_image">'])


def resource(page: Page, config: MkDocsConfig) -> dict[str, Any]:
    """What a page is to a learner."""
    sections = [str(part.title) for part in page.ancestors]
    kind, level = KINDS.get(sections[-1], FIRST) if sections else FIRST
    site = {"@type": "WebSite", "name": config.site_name, "url": config.site_url}
    parts = page.toc.items[0].children if len(page.toc.items) == 1 and kind == "lesson" else []
    teaches = [title for part in parts if (title := unescape(part.title)) not in APART]
    return {
        "@context": "https://schema.org",
        "@type": "LearningResource",
        "name": heading(page),
        "description": description(page, config),
        "url": page.canonical_url,
        "image": f"{config.site_url or ''}{page_address(page)}",
        "inLanguage": config.theme["language"],
        "learningResourceType": kind,
        "educationalLevel": level,
        **({"teaches": teaches} if teaches else {}),
        "isAccessibleForFree": True,
        "license": LICENSE,
        "isPartOf": site,
        "publisher": {"@type": "Organization", "name": config.site_name, "url": config.site_url},
    }


def data_script(data: dict[str, Any]) -> str:
    """Data in a script that is not run. No text in it can end the script: each `<` is written as a number."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'


def quoted(html: str, said: str) -> str:
    """The theme writes the description as it is: a quotation mark in it ended the attribute."""
    return html.replace(f'name="description" content="{said}"', f'name="description" content="{escape(said)}"', 1)


def with_head(html: str, lines: str) -> str:
    """The page with more in its head. Raises to stop the build where it has no head."""
    before, end, after = html.partition("</head>")
    if not end:
        raise PluginError(f"a page without a </head> can have no tags; it begins: {html[:80]!r}")
    return f"{before}{lines}\n{end}{after}"
