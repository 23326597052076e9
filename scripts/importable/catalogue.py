"""`snippets.json`: every snippet of the site, for people who build indexes. A hook, which mkdocs.yml names.

What stands in it is what `docs/snippets.schema.json` says; addresses are to be read from the place of the file. Version 1
only gets more keys: what takes one away, or gives one another meaning, is version 2, beside it.

Zensical runs no hooks, and its site has no catalogue.
"""

import json
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from importable.embed import address_of
from importable.load import load_snippet
from importable.page_checks import pages_in
from importable.pythons import build_for, runs_in_page
from importable.snippet import Run, Snippet

VERSION = 1
NAME = "snippets.json"


def on_post_build(*, config: MkDocsConfig) -> None:
    """All pages are written: list the cells in them, page by page, in their order."""
    root, site = Path(config.config_file_path).parent, Path(config.site_dir)
    rows = [
        row(load_snippet(root, name), page.address(site), page.title)
        for page in pages_in(site)
        for cell in page.cells
        if (name := cell.attributes.get("data-snippet"))
    ]
    content = {"$schema": "snippets.schema.json", "version": VERSION, "snippets": rows}
    (site / NAME).write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", "utf-8", newline="")


def row(snippet: Snippet, address: str, page_title: str) -> dict[str, Any]:
    """One snippet, as version 1 has it."""
    return {
        "name": snippet.name,
        "id": snippet.id,
        "title": snippet.title,
        "page": address,
        "page_title": page_title,
        "address": f"{address}#{snippet.id}",
        "aliases": list(snippet.aliases),
        "embed": address_of(snippet.id),
        "python": build_for(snippet).python,
        "runs_in_page": runs_in_page(snippet),
        "files": [{"name": file.name, "text": file.text} for file in snippet.files],
        "stdin": snippet.stdin,
        "runs": [_run(run) for run in snippet.runs],
        "varies": [{"shown": one.shown, "is": one.kind.text} for one in snippet.varies],
    }


def _run(run: Run) -> dict[str, Any]:
    return {"command": run.command, "exit": run.exit, "output": run.output}
