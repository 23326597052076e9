"""What a system is told that asks how to show an embed page (oEmbed): a file beside it, which the page names.

Such systems ask when an author pastes the address of the page: WordPress, Moodle, Ghost, Discourse.

Source: oembed.com, sections 2.3.4 (answers) and 4 (discovery).
"""

from html import escape
from math import ceil

from importable.embed import Embed
from importable.pythons import runs_in_page
from importable.snippet import Run, Snippet

WIDTH = 700
"""In pixels, as all sizes here: what most pages for reading have room for."""
CACHE_AGE = 24 * 3600

SANDBOX = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-downloads"
"""Scripts run the cell. Its own origin, which is not that of the page around it, keeps a reader's edits. The link to the
full page opens a tab, and files can be saved. What is not among them: taking the reader away from the page around it,
dialogs, and forms."""

LINE = 20.4
"""Sizes as py-cell.css and embed.css make them: a line of code."""
MOST_OUTPUT = 480
AROUND, TITLE, NAMES, CODE, NOTE, COMMAND, OUTPUT, STATUS, STDIN = 30, 36, 41, 24, 22, 45, 16, 33, 58
"""What stands around the lines: around the whole, a caption, the names of files, each file, and so on."""


def oembed(embed: Embed) -> dict[str, str | int]:
    """The answer."""
    return {
        "version": "1.0",
        "type": "rich",
        "title": embed.title,
        "provider_name": embed.site.name,
        "provider_url": embed.site.url,
        "cache_age": CACHE_AGE,
        "width": WIDTH,
        "height": height_of(embed.snippet),
        "html": frame_html(embed),
    }


def frame_html(embed: Embed) -> str:
    """An `<iframe>` for another page."""
    return (
        f'<iframe src="{escape(embed.site.url + embed.address)}" title="{escape(embed.title)}"'
        f' width="{WIDTH}" height="{height_of(embed.snippet)}" loading="lazy" sandbox="{SANDBOX}"'
        f' allow="clipboard-write" style="border: 0; width: 100%"></iframe>'
    )


def height_of(snippet: Snippet) -> int:
    """About how high it is, where nothing listens to what the page says of its height."""
    height: float = AROUND + (TITLE if snippet.title else 0) + len(snippet.varies) * NOTE
    if runs_in_page(snippet):  # its files are tabs, and one is seen
        height += NAMES + _height_of_code(snippet.contents[snippet.opened]) + STATUS
    else:
        height += sum(NAMES + _height_of_code(file.text) for file in snippet.files) + 2 * NOTE
    height += STDIN + _lines(snippet.stdin) if snippet.stdin else 0
    return ceil(height + sum(map(_height_of_run, snippet.runs)))


def _height_of_code(text: str) -> float:
    return CODE + _lines(text)


def _height_of_run(run: Run) -> float:
    return COMMAND + min(MOST_OUTPUT, _lines(run.output) + OUTPUT) + (0 if run.output else NOTE)


def _lines(text: str) -> float:
    return max(1, len(text.splitlines())) * LINE
