"""A cell as a page of its own, for an `<iframe>` in somebody else's page: `/embed/star-hides-pow/`.

Static HTML with the whole cell, as on a lesson's page, and nothing of the theme around it.
"""

from dataclasses import dataclass
from html import escape

from importable.html import cell_html
from importable.snippet import Snippet

EMBED = "embed"
"""The folder of these pages within the site."""

HTML = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<meta name="description" content="{description}">
<link rel="canonical" href="{canonical}">
<link rel="alternate" type="application/json+oembed" href="{oembed}" title="{title}">
<link rel="icon" href="../../assets/images/favicon.png">
<link rel="stylesheet" href="../../assets/cells/py-cell.css">
<link rel="stylesheet" href="../../assets/embed.css">
<script src="../../assets/embed-theme.js"></script>
<script type="module" src="../../assets/cells/py-cell.js"></script>
<script type="module" src="../../assets/embed.js"></script>
</head>
<body class="md-typeset">
<main>
<h1 class="embed-heading">{heading}</h1>
{cell}
</main>
<footer><a class="embed-home" href="{home}" target="_blank" rel="noopener">{page_title} – {site_name}</a></footer>
</body>
</html>
"""
"""Not for searches: they shall find the lesson and not the cell without its words."""


@dataclass(frozen=True)
class Site:
    """What its settings say of it."""

    name: str
    url: str


@dataclass(frozen=True)
class Embed:
    """A snippet, and the page that it stands on."""

    snippet: Snippet
    site: Site
    page: str
    """Its address within the site: `from-import/`, and the first page is `./`."""
    page_title: str

    @property
    def address(self) -> str:
        """Within the site."""
        return address_of(self.snippet.id)

    @property
    def heading(self) -> str:
        """What a snippet without a caption is called is its id, in words."""
        return self.snippet.title or self.snippet.id.replace("-", " ").capitalize()

    @property
    def title(self) -> str:
        """As a list of pages would have it."""
        return f"{self.heading} – {self.page_title} – {self.site.name}"

    @property
    def home(self) -> str:
        """The permalink, within the site."""
        return f"{self.page.removeprefix('./')}#{self.snippet.id}"


def address_of(id: str) -> str:
    """Where the embed page of an id is, within the site."""
    return f"{EMBED}/{id}/"


def embed_html(embed: Embed) -> str:
    """The whole page."""
    snippet, site = embed.snippet, embed.site
    names = ", ".join(file.name for file in snippet.files)
    texts = {
        "title": embed.title,
        "description": f"A Python example to edit and run, of the page “{embed.page_title}” of {site.name}: {names}.",
        "canonical": site.url + embed.page.removeprefix("./"),
        "oembed": f"{site.url}{embed.address}oembed.json",
        "heading": embed.heading,
        "home": f"../../{embed.home}",
        "page_title": embed.page_title,
        "site_name": site.name,
    }
    return HTML.format(cell=cell_html(snippet), **{name: escape(text) for name, text in texts.items()})
