"""What somebody sees who gets the address of a page or a cell in a message: a picture of 1200 by 630.

A page's has its title and its description, a cell's has its code with the first lines of its output.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pygments.token import Comment, Keyword, Name, Number, Operator, Punctuation, String

from importable.canvas import BOLD, MONO, SANS, Canvas, folded, width
from importable.html import python_tokens

SIZE = (1200, 630)
EDGE = 56
BAND = 84
"""The height of the strip with the site's name."""

PRIMARY, DARK, CODE, PAPER = "#4051b5", "#303fa1", "#f5f5f5", "#ffffff"
GREY = "#5c5c5c"
"""Black of 62 %: as py-cell.css has it for what is too pale in the theme."""
PAIRS = {
    "name": ("#ffffff", PRIMARY),
    "quiet": ("#d9dcf0", PRIMARY),
    "foot": ("#d9dcf0", DARK),
    "plain": ("#36464e", CODE),
    "keyword": ("#3f6ec6", CODE),
    "string": ("#1c7d4d", CODE),
    "number": ("#d52a2a", CODE),
    "function": ("#a846b9", CODE),
    "constant": ("#6e59d9", CODE),
    "special": ("#db1457", CODE),
    "comment": (GREY, CODE),
    "line": ("#dddddd", CODE),
    "output": ("#222222", PAPER),
    "prompt": (GREY, PAPER),
}
"""Ink and ground: the theme's colours in their light form."""
NUMBERS = {name: number for number, name in enumerate(PAIRS)}
TOKENS = (
    (Keyword.Constant, "plain"),
    (Keyword, "keyword"),
    (Name.Decorator, "keyword"),
    (Name.Class, "function"),
    (Name.Function, "function"),
    (Name.Exception, "function"),
    (Number, "number"),
    (String.Doc, "comment"),
    (String.Escape, "special"),
    (String, "string"),
    (Operator, "comment"),
    (Punctuation, "comment"),
    (Comment, "comment"),
)
"""The first kind that a token belongs to gives its ink; all others are plain."""

ICON = (
    *((2, 10.96), (1.63, 9.59), (3.13, 7), (3.6, 6.58), (11.43, 2.18), (12, 2), (12.57, 2.18), (20.47, 6.62)),
    *((20.91, 7.08), (22.36, 9.6), (22, 10.96), (21, 11.54), (21, 16.5), (20.47, 17.38), (12.57, 21.82), (12, 22)),
    *((11.43, 21.82), (3.53, 17.38), (3, 16.5), (3, 10.96)),
)
HOLES = (
    ((12, 4.15), (12, 10.85), (17.96, 7.5)),
    ((5, 15.91), (11, 19.29), (11, 12.58), (5, 9.21)),
    ((19, 15.91), (19, 12.69), (14, 15.59), (13, 15.6), (13, 19.29)),
    ((13.85, 13.36), (20.13, 9.73), (19.55, 8.72), (13.27, 12.35)),
)
"""The theme's icon `material/package-variant`, by the corners of its path."""


@dataclass(frozen=True)
class PageCard:
    """What stands on the card of a page."""

    site: str
    title: str
    description: str
    foot: str
    """What the site is, in a sentence."""


@dataclass(frozen=True)
class CellCard:
    """What stands on the card of a cell."""

    site: str
    page: str
    """The title of the page that it is on."""
    names: tuple[str, ...]
    """Its files, the one that is shown first of them in `opened`."""
    opened: str
    text: str
    command: str
    output: str


Card = PageCard | CellCard


def draw(card: Card) -> bytes:
    """The picture of a card, as a PNG."""
    canvas = Canvas(SIZE, list(PAIRS.values()))
    if isinstance(card, PageCard):
        _draw_page(canvas, card)
    else:
        _draw_cell(canvas, card)
    return canvas.png()


def _draw_page(canvas: Canvas, card: PageCard) -> None:
    right, bottom = SIZE
    canvas.fill((0, 0, right, bottom), NUMBERS["name"])
    _draw_name(canvas, card.site, 56, 44)
    room = right - 2 * EDGE
    size, lines = _largest(card.title, BOLD, (76, 64, 54), room, 3)
    y = 164
    for line in lines:
        canvas.text((EDGE, y), line, BOLD, size, NUMBERS["name"])
        y += size * 5 // 4
    y += 16
    for line in _cut_to(folded(card.description, SANS, 32, room), (bottom - BAND - 20 - y) // 46):
        canvas.text((EDGE, y), line, SANS, 32, NUMBERS["quiet"])
        y += 46
    canvas.fill((0, bottom - BAND, right, bottom), NUMBERS["foot"])
    size, lines = _largest(card.foot, SANS, (24, 22, 20), room, 1)
    canvas.text((EDGE, bottom - BAND + (BAND - size) // 2 - 3), lines[0] if lines else "", SANS, size, NUMBERS["foot"])


def _draw_cell(canvas: Canvas, card: CellCard) -> None:
    right, bottom = SIZE
    canvas.fill((0, 0, right, bottom), NUMBERS["plain"])
    canvas.fill((0, 0, right, BAND), NUMBERS["name"])
    left = _draw_name(canvas, card.site, 20, 44)
    page = _shortened(card.page, SANS, 26, right - EDGE - left - 40)
    canvas.text((right - EDGE - width(page, SANS, 26), 27), page, SANS, 26, NUMBERS["quiet"])
    _draw_tabs(canvas, card)
    size, code, output = _fitted(card)
    step = _step(size)
    canvas.fill((0, top := bottom - 40 - step * (1 + len(output)), right, bottom), NUMBERS["output"])
    canvas.fill((0, top, right, top + 2), NUMBERS["line"], ink=True)
    _draw_code(canvas, code, size, BAND + 78)
    x = canvas.text((EDGE, top + 18), "$ ", MONO, size, NUMBERS["prompt"])
    canvas.text((x, top + 18), _clipped(card.command, size, taken=2), MONO, size, NUMBERS["output"])
    for number, line in enumerate(output, 1):
        canvas.text((EDGE, top + 18 + number * step), _clipped(line, size), MONO, size, NUMBERS["output"])


def _draw_name(canvas: Canvas, site: str, y: int, size: int) -> int:
    canvas.shape((EDGE, y), size, ICON, HOLES)
    return canvas.text((EDGE + size + 14, y + 4), site, BOLD, 30, NUMBERS["name"])


def _draw_tabs(canvas: Canvas, card: CellCard) -> None:
    """The names of the files, as many as there is room for, with a line below the one that is open."""
    x, y, height = EDGE, BAND, 60
    canvas.fill((0, y + height, SIZE[0], y + height + 2), NUMBERS["line"], ink=True)
    names = sorted(card.names, key=lambda name: name != card.opened) if _too_wide(card.names) else card.names
    for name in names:
        if x + width(name, MONO, 22) > SIZE[0] - EDGE - (0 if name == names[-1] else 60):
            canvas.text((x, y + 16), "…", MONO, 22, NUMBERS["comment"])
            break
        end = canvas.text((x, y + 16), name, MONO, 22, NUMBERS["plain"])
        if name == card.opened and len(names) > 1:
            canvas.fill((x - 10, y + height - 3, end + 10, y + height + 2), NUMBERS["keyword"], ink=True)
        x = end + 44


def _too_wide(names: tuple[str, ...]) -> bool:
    return sum(width(name, MONO, 22) + 44 for name in names) > SIZE[0] - 2 * EDGE


def _draw_code(canvas: Canvas, lines: list[list[tuple[str, str]]], size: int, top: int) -> None:
    for number, line in enumerate(lines):
        x, rest = EDGE, _columns(size)
        whole = sum(len(text) for _, text in line) <= rest
        for ink, text in line:
            shown = text if whole else text[: max(0, rest - 1)]
            x = canvas.text((x, top + number * _step(size)), shown, MONO, size, NUMBERS[ink])
            rest -= len(text)
        if not whole:
            canvas.text((x, top + number * _step(size)), "…", MONO, size, NUMBERS["comment"])


def _fitted(card: CellCard) -> tuple[int, list[list[tuple[str, str]]], list[str]]:
    """The size of the letters, and the lines of code and of output: the largest letters with which all is seen."""
    code = list(_inked(card.text, python=card.opened.endswith(".py")))
    output = card.output.expandtabs().splitlines() or ["It prints nothing."]
    longest = max([*(sum(len(text) for _, text in line) for line in code), *map(len, output), 1])
    for size in (36, 32, 28, 24):
        lines = _lines(size)
        if len(code) + len(output) <= lines and longest <= _columns(size):
            return size, code, output
    few = max(3, lines - len(code))
    shown = [*output[: few - 2], "…", output[-1]] if len(output) > few else output
    room = lines - len(shown)
    return size, [*code[: room - 1], [("comment", "…")]] if len(code) > room else code, shown


def _inked(text: str, *, python: bool) -> Iterator[list[tuple[str, str]]]:
    """The lines of a file, each as pieces with their inks."""
    tokens = python_tokens(text.expandtabs()) if python else [(None, text.expandtabs())]
    line: list[tuple[str, str]] = []
    for kind, part in tokens:
        first, *others = part.split("\n")
        line.append((_ink(kind), first))
        for other in others:
            yield line
            line = [(_ink(kind), other)]
    if any(part for _, part in line):
        yield line


@cache
def _ink(kind: Any) -> str:
    return next((ink for one, ink in TOKENS if kind is not None and kind in one), "plain")


def _step(size: int) -> int:
    return size * 7 // 5


def _lines(size: int) -> int:
    """Of code and of output together."""
    return (SIZE[1] - BAND - 78 - 18 - 40) // _step(size) - 1


def _columns(size: int) -> int:
    return (SIZE[0] - 2 * EDGE) // width("m", MONO, size)


def _clipped(line: str, size: int, taken: int = 0) -> str:
    columns = _columns(size) - taken
    return line if len(line) <= columns else line[: columns - 1] + "…"


def _largest(text: str, font: str, sizes: tuple[int, ...], room: int, most: int) -> tuple[int, list[str]]:
    """The largest of the sizes with which a text has at most so many lines; with the smallest it is cut."""
    for size in sizes:
        lines = folded(text, font, size, room)
        if len(lines) <= most:
            break
    return size, [_shortened(line, font, size, room) for line in _cut_to(lines, most)]


def _cut_to(lines: list[str], most: int) -> list[str]:
    return lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1].rstrip('.,;:')} …"]


def _shortened(text: str, font: str, size: int, room: int) -> str:
    if width(text, font, size) <= room:
        return text
    while text and width(f"{text}…", font, size) > room:
        text = text[:-1]
    return f"{text}…"
