"""A page as a Jupyter notebook: its text, and each example as files that the notebook writes, and commands that it runs.

Each example gets a folder of its own, since many have a `main.py`, and each command a Python of its own, as on the page. The
documented outputs stand in the notebook before it is run.

Source: nbformat 4.5, https://nbformat.readthedocs.io/en/latest/format_description.html
"""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from importable.snippet import Run, Snippet

FENCE = re.compile(r"^```pycell\n(?P<name>\S+)\n```$\n?", re.MULTILINE)
STDIN = "stdin.txt"
"""What a program reads."""

_ID = re.compile(r"[ \t]*\{:?\s*[#.][^}\n]*\}[ \t]*$", re.MULTILINE)
"""Ids and classes, which Markdown alone does not know."""
_ANCHOR = re.compile(r"\[\]\(\)\{[^}\n]*\}\n?")
_NOTE = re.compile(r'^!!! \w+(?: "(?P<title>[^"\n]*)")?\n+(?P<text>(?:(?: {4}.*)?\n)+)', re.MULTILINE)
_LINK = re.compile(r"(?<=\]\()(?P<to>[^)\s:]+\.md)?(?P<id>#[^)\s]*)?(?=\))")


def make_notebook(
    markdown: str, snippets: Mapping[str, Snippet], address: Callable[[str, str], str]
) -> nbformat.NotebookNode:
    """The notebook of a page.

    `snippets`: by name, those that the page shows. `address(to, id)`: the whole address for a link to a Markdown file of
    the site, or to this page where `to` is empty; `id` is empty or begins with `#`.
    """
    cells: list[nbformat.NotebookNode] = []
    shown = [snippets[match["name"]] for match in FENCE.finditer(markdown)]
    texts = FENCE.split(markdown)[::2]
    for number, text in enumerate(texts):
        if plain := _plain(text, address).strip():
            cells.append(new_markdown_cell(plain))
        if number == 0 and shown:
            cells.append(new_code_cell(_setup(shown)))
        if number < len(shown):
            cells += _example(shown[number])
    for number, cell in enumerate(cells, 1):
        cell["id"] = f"cell-{number}"  # the same each time: nbformat would draw one
    metadata = {
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
        "language_info": {"name": "python"},
    }
    notebook: nbformat.NotebookNode = new_notebook(cells=cells, metadata=metadata)
    return notebook


def _setup(shown: Sequence[Snippet]) -> str:
    """Code that makes what `%%writefile` cannot make: folders, and files with nothing in them."""
    folders = {PurePosixPath(snippet.id, file.name).parent for snippet in shown for file in snippet.files}
    empty = [f"{snippet.id}/{file.name}" for snippet in shown for file in snippet.files if not file.text]
    lines = ["# Run this first: it makes the folders of the examples.", "from pathlib import Path", ""]
    lines += [f"Path({str(folder)!r}).mkdir(parents=True, exist_ok=True)" for folder in sorted(folders)]
    lines += [f"Path({name!r}).touch()" for name in empty]
    return "\n".join(lines)


def _example(snippet: Snippet) -> list[nbformat.NotebookNode]:
    """The cells of one example: its files, then its commands."""
    files = [(file.name, file.text) for file in snippet.files if file.text]
    if snippet.stdin:
        files.append((STDIN, snippet.stdin))
    cells = [new_code_cell(f"%%writefile {snippet.id}/{name}\n{text.removesuffix(chr(10))}") for name, text in files]
    if snippet.python:
        cells.append(new_markdown_cell(f"The next output needs Python {snippet.python.removeprefix('>=')} or newer."))
    return [*cells, *(_command(snippet, run) for run in snippet.runs)]


def _command(snippet: Snippet, run: Run) -> nbformat.NotebookNode:
    reading = f" < {STDIN}" if snippet.stdin else ""
    outputs: list[Any] = [new_output("stream", name="stdout", text=run.output)] if run.output else []
    source = f"!cd {snippet.id} && {run.command}{reading}"
    cell: nbformat.NotebookNode = new_code_cell(source, outputs=outputs)
    return cell


def _plain(text: str, address: Callable[[str, str], str]) -> str:
    """Markdown as a notebook shows it: no ids, notes as quotations, links that lead to the site."""
    text = _NOTE.sub(lambda match: _quoted(match["title"] or "Note", match["text"]), _ANCHOR.sub("", text))
    text = _LINK.sub(lambda match: address(match["to"] or "", match["id"] or ""), text)
    return _ID.sub("", text)


def _quoted(title: str, text: str) -> str:
    lines = [f"**{title}**", "", *(line.removeprefix("    ") for line in text.strip("\n").split("\n"))]
    return "".join(f"> {line}".rstrip() + "\n" for line in lines) + "\n"
