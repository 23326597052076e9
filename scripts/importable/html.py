"""A snippet as the static HTML of a cell: all that a reader without JavaScript gets.

The DOM is a contract with course authors and tests; `docs/assets/cells/py-cell.js` only adds to it.
"""

from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from pygments import highlight
from pygments.filter import Filter
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import PythonLexer
from pygments.token import Name, Text, Whitespace

from importable.comparison import Segment, segments
from importable.pythons import next_build, page_build, runs_in_page
from importable.snippet import File, Run, Snippet

TAG = "py-cell"


class _Plain(Filter):
    """Words that look like all others are no elements of the page: there are as many of them as of all the rest.

    The editor does not tell built-in names, modules and exceptions from other names, so neither does the page.
    """

    names = (Name, Name.Builtin, Name.Builtin.Pseudo, Name.Exception, Name.Function.Magic, Name.Namespace)
    plain = frozenset((*names, Name.Variable.Magic, Whitespace))

    def filter(self, lexer: Lexer | None, stream: Iterable[tuple[Any, str]]) -> Iterator[tuple[Any, str]]:
        for type, text in stream:
            yield (Text if type in self.plain else type), text


# Pygments drops blank lines at both ends unless told not to; a page shows a file to the letter.
_LEXER = PythonLexer(stripnl=False, ensurenl=False)
_LEXER.add_filter(_Plain())
_FORMATTER: HtmlFormatter[str] = HtmlFormatter(nowrap=True)


def cell_html(snippet: Snippet) -> str:
    """The whole `<py-cell>` element: every file, then every command with its documented output."""
    attributes = {"id": snippet.id, "data-snippet": snippet.name}
    if snippet.title:
        attributes["data-title"] = snippet.title
    if snippet.stdin:
        attributes["data-stdin"] = snippet.stdin
    still = "" if runs_in_page(snippet) else still_html(snippet)
    if still:
        attributes["data-still"] = ""
    files = "".join(file_html(file, opened=file.name == snippet.opened) for file in snippet.files)
    runs = "".join(run_html(snippet, run) for run in snippet.runs)
    stdin = stdin_html(snippet.stdin) if snippet.stdin else ""
    aliases = "".join(f"<span{_attributes({'id': alias})}></span>" for alias in snippet.aliases)
    return (
        f'<{TAG}{_attributes(attributes)}>{aliases}{still}<div class="py-cell-files">{files}</div>{stdin}{runs}</{TAG}>'
    )


def still_html(snippet: Snippet) -> str:
    """Why a cell is shown and not run: the page's Python is too old for it."""
    needed = (snippet.python or "").removeprefix(">=")
    here = ".".join(page_build().python.split(".")[:2])
    text = f"This needs Python {needed}, and this page runs Python {here}: so it is shown here, and not run."
    return f'<p class="py-cell-note">{text} Its output comes from Python {next_build().python}.</p>'


def file_html(file: File, *, opened: bool) -> str:
    """One file under its name. `data-open` is the one that is seen first once there are tabs."""
    code = highlight_python(file.text) if file.is_python else escape(file.text, quote=False)
    name = escape(file.name)
    return (
        f'<div class="py-cell-file highlight"{" data-open" if opened else ""}><p class="py-cell-caption">{name}</p>'
        f'<pre data-file="{name}" tabindex="0" role="group" aria-label="{name}"><code>{code}</code></pre></div>'
    )


def stdin_html(text: str) -> str:
    """What the program is given to read; the script puts a box in its place."""
    return (
        '<div class="py-cell-stdin"><p class="py-cell-caption">Input</p>'
        f'<pre tabindex="0" role="group" aria-label="Input">{escape(text, quote=False)}</pre></div>'
    )


def python_tokens(text: str) -> list[tuple[Any, str]]:
    """Python in the pieces that the page tells apart."""
    return list(_LEXER.get_tokens(text))


def highlight_python(text: str) -> str:
    """Python as spans of the classes that the theme colours; the text stays the same to the letter."""
    html = highlight(text, _LEXER, _FORMATTER)
    # The formatter ends every line, also a last one that has no line feed.
    return html if text.endswith("\n") else html.removesuffix("\n")


def run_html(snippet: Snippet, run: Run) -> str:
    """One command as a terminal shows it, with its documented output and a note on what varies in it."""
    parts = segments(run.output, snippet.varies)
    varying = [part for part in parts if part.kind]
    notes = "".join(
        f'<p class="py-cell-note">{escape(part.text)} varies: {escape(part.kind.in_words)}.</p>'
        for part in varying
        if part.kind
    )
    attributes = {"data-command": run.command, "data-exit": str(run.exit)}
    silent = "" if run.output else '<p class="py-cell-note">It prints nothing.</p>'
    return (
        f'<div class="py-cell-run"{_attributes(attributes)}>'
        f'<p class="py-cell-command"><code><span class="py-cell-prompt">$ </span>{escape(run.command)}</code></p>'
        f'<pre data-output="{escape(run.output_name)}" tabindex="0" role="group" aria-label="Output of {escape(run.command)}">'
        f"<samp>{''.join(map(_segment_html, parts))}</samp></pre>{silent}{notes}</div>"
    )


def _segment_html(part: Segment) -> str:
    text = escape(part.text, quote=False)
    if part.kind is None:
        return text
    return f'<mark data-varies="{escape(part.kind.text)}" title="varies: {escape(part.kind.in_words)}">{text}</mark>'


def _attributes(values: dict[str, str]) -> str:
    """Attributes for a tag. A line feed is written as a reference: Markdown must not see lines in a tag."""
    return "".join(f' {name}="{escape(value).replace(chr(10), "&#10;")}"' for name, value in values.items())
