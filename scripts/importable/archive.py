"""All examples as one archive, `examples.zip`: a hook, which mkdocs.yml names. Zensical runs no hooks: it has none there.

Each example is a folder, `from-import/star-hides-pow/`, with its files as the page shows them. How to run it, and what that
prints, stands in `README.txt`.
"""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from importable.load import load_snippets
from importable.packing import write_zip
from importable.snippet import Snippet

NAME = "examples.zip"
STDIN = "stdin.txt"
"""What a program reads."""


def on_post_build(*, config: MkDocsConfig) -> None:
    """Write it."""
    snippets = load_snippets(Path(config.config_file_path).parent)
    write_archive(Path(config.site_dir) / NAME, snippets, config.site_name, config.site_url or "")


def write_archive(path: Path, snippets: list[Snippet], name: str, site: str) -> None:
    """All files of all snippets, and how to run them. `name` and `site`: the name and the whole address of the site."""
    texts = {"README.txt": _readme(snippets, name, site)}
    for snippet in snippets:
        texts |= {f"{snippet.name}/{file.name}": file.text for file in snippet.files}
        if snippet.stdin:
            texts[f"{snippet.name}/{STDIN}"] = snippet.stdin
    write_zip(path, texts)


def _readme(snippets: list[Snippet], name: str, site: str) -> str:
    parts = [f"The examples of {name}, {site}\nMIT licence. To run one, go into its folder and type its command.\n"]
    for snippet in snippets:
        reading = f" < {STDIN}" if snippet.stdin else ""
        needs = f"  (Python {snippet.python.removeprefix('>=')} or newer)" if snippet.python else ""
        lines = [f"{snippet.name}/{needs}", *(f"    {run.command}{reading}" for run in snippet.runs)]
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)
