"""All examples as one archive, `examples.zip`: a hook, which mkdocs.yml names. Zensical runs no hooks: it has none there.

Each example is a folder, `from-import/star-hides-pow/`, with its files as the page shows them. How to run it, and what that
prints, stands in `README.txt`.
"""

import zipfile
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from importable.load import load_snippets
from importable.snippet import Snippet

NAME = "examples.zip"
STDIN = "stdin.txt"
"""What a program reads."""
DATE = (1980, 1, 1, 0, 0, 0)
"""The first that a zip file can hold: the same files make the same archive."""


def on_post_build(*, config: MkDocsConfig) -> None:
    """Write it."""
    snippets = load_snippets(Path(config.config_file_path).parent)
    write_archive(Path(config.site_dir) / NAME, snippets, config.site_url or "")


def write_archive(path: Path, snippets: list[Snippet], site: str) -> None:
    """All files of all snippets, and how to run them. `site`: the whole address of the site."""
    with zipfile.ZipFile(path, "w") as archive:
        _add(archive, "README.txt", _readme(snippets, site))
        for snippet in snippets:
            for file in snippet.files:
                _add(archive, f"{snippet.name}/{file.name}", file.text)
            if snippet.stdin:
                _add(archive, f"{snippet.name}/{STDIN}", snippet.stdin)


def _add(archive: zipfile.ZipFile, name: str, text: str) -> None:
    entry = zipfile.ZipInfo(name, DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, text.encode("utf-8"))


def _readme(snippets: list[Snippet], site: str) -> str:
    parts = [f"The examples of Importable, {site}\nMIT licence. To run one, go into its folder and type its command.\n"]
    for snippet in snippets:
        reading = f" < {STDIN}" if snippet.stdin else ""
        needs = f"  (Python {snippet.python.removeprefix('>=')} or newer)" if snippet.python else ""
        lines = [f"{snippet.name}/{needs}", *(f"    {run.command}{reading}" for run in snippet.runs)]
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)
