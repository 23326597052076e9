"""Each cell as a page of its own, `/embed/<id>/`: a hook, which mkdocs.yml names. Zensical runs no hooks, and has none.

Before the policy's hook, which writes into these pages, too.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from importable.aliases import moved_html
from importable.embed import Embed, Site, address_of, embed_html
from importable.load import load_snippet
from importable.oembed import oembed
from importable.page_checks import Page, pages_in
from importable.snippet import Snippet


def on_post_build(*, config: MkDocsConfig) -> None:
    """All pages are written: make one for each snippet that is on one of them, and for each id that it once had."""
    root, site = Path(config.config_file_path).parent, Path(config.site_dir)
    embeds = list(made_of(root, site, Site(config.site_name, config.site_url or "")))
    one_each(embed.snippet for embed in embeds)
    for embed in embeds:
        write(site / embed.address / "index.html", embed_html(embed))
        write(site / embed.address / "oembed.json", json.dumps(oembed(embed), indent=1, ensure_ascii=False) + "\n")
        for alias in embed.snippet.aliases:
            canonical = embed.site.url + embed.address
            moved = moved_html(embed.title, f"../{embed.snippet.id}/", canonical, root="../../")
            write(site / address_of(alias) / "index.html", moved)


def made_of(root: Path, site: Path, about: Site) -> Iterator[Embed]:
    """What the pages show, in the order of the names."""
    shown: dict[str, list[Page]] = defaultdict(list)
    for page in pages_in(site):
        for cell in page.cells:
            shown[cell.attributes.get("data-snippet") or ""].append(page)
    for name, pages in sorted(shown.items()):
        snippet = load_snippet(root, name)
        # On several pages it is at home on that of its folder.
        home = next((page for page in pages if page.address(site) == f"{snippet.page}/"), pages[0])
        yield Embed(snippet, about, home.address(site), home.title)


def one_each(snippets: Iterable[Snippet]) -> None:
    """See that no two have one id. Raises to stop the build."""
    owners: dict[str, Snippet] = {}
    for snippet in snippets:
        for id in (snippet.id, *snippet.aliases):
            if id in owners:
                raise PluginError(
                    f"The snippets {owners[id].name} and {snippet.name} both have {id!r} as their id or alias,"
                    f" and {address_of(id)} can lead to one alone: give the newer one another."
                )
            owners[id] = snippet


def write(path: Path, text: str) -> None:
    """Write a file that is not there yet. Raises to stop the build where a page of docs/ has its place."""
    if path.exists():
        raise PluginError(f"{path.name} of {path.parent.name}: docs/ has a page where its embed page belongs: {path}")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="")
