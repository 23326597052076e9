"""The cards: pictures of pages and cells."""

import io
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from importable.build import build
from importable.canvas import MONO, SANS, folded, pieces, width
from importable.card import ICON, PAIRS, SIZE, Card, CellCard, PageCard, draw
from importable.cards import CACHE, FOLDER, put_cards
from PIL import Image, ImageChops

sys.path.insert(0, str(Path(__file__).parent))  # for the fixtures
pytest_plugins = ["small_project"]

CELL = CellCard("Importable", "Packages", ("main.py", "tea.py"), "main.py", "import tea\n", "python main.py", "hot\n")
PAGE = PageCard("Importable", "Packages", "What a package is.", "Python's modules and imports.")

LONG = "value = 1  # and so on\n"
CARDS: dict[str, Card] = {
    "page": PAGE,
    "page without words": PageCard("", "", "", ""),
    "page with a long title": replace(PAGE, title="import " * 40, description="It is long. " * 100),
    "page with a long word": replace(PAGE, title="x" * 200, foot="y" * 200),
    "cell": CELL,
    "cell that prints nothing": replace(CELL, output=""),
    "cell with an empty file": replace(CELL, text=""),
    "cell with a long file": replace(CELL, text=LONG * 90),
    "cell with long lines": replace(CELL, text=f"x = '{'long ' * 90}'\n", output="long " * 90),
    "cell with a long output": replace(CELL, output="Traceback\n" * 200),
    "cell with many files": replace(
        CELL, names=tuple(f"shop/part_{n}.py" for n in range(30)), opened="shop/part_29.py"
    ),
    "cell with a data file": replace(CELL, names=("tea.csv",), opened="tea.csv", text="tea\t3\ncoffee\t4\n"),
    "cell in other scripts": replace(CELL, text="print('Привет, 世界 😀 ñ ñ \u200d')\n", output="Привет, 世界 😀\n"),
}


@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
def test_each_card_is_a_small_picture_of_the_size_that_messengers_ask_for(card: Card) -> None:
    file = draw(card)
    picture = Image.open(io.BytesIO(file))
    assert (picture.format, picture.mode, picture.size) == ("PNG", "P", SIZE)
    assert len(file) < 40 * 1024
    assert file == draw(card)


@pytest.mark.parametrize(
    ("other", "box"),
    [
        (replace(CELL, page="Modules"), (600, 0, 1200, 84)),
        (replace(CELL, opened="tea.py"), (0, 84, 1200, 148)),
        (replace(CELL, text="import tee\n"), (0, 148, 1200, 300)),
        (replace(CELL, command="python tea.py"), (0, 440, 1200, 560)),
        (replace(CELL, output="hat\n"), (0, 540, 1200, 630)),
    ],
)
def test_what_stands_on_a_cells_card_is_seen_in_its_place_alone(
    other: CellCard, box: tuple[int, int, int, int]
) -> None:
    pictures = [Image.open(io.BytesIO(draw(card))).convert("RGB") for card in (CELL, other)]
    found = ImageChops.difference(*pictures).getbbox()
    assert found
    assert found[0] >= box[0]
    assert found[1] >= box[1]
    assert found[2] <= box[2]
    assert found[3] <= box[3]


def test_a_cut_file_and_a_cut_output_leave_room_for_each_other() -> None:
    """With ninety lines of each, the command stands where it stands with three lines of output."""
    whole = draw(replace(CELL, text=LONG * 90, output="a\nb\nc\n"))
    cut = draw(replace(CELL, text=LONG * 90, output="a\n" + "b\n" * 90 + "c\n"))
    upper = [Image.open(io.BytesIO(file)).convert("RGB").crop((0, 0, 1200, 500)).tobytes() for file in (whole, cut)]
    assert upper[0] == upper[1]


def test_words_are_folded_between_them() -> None:
    lines = folded("one two three four", SANS, 32, width("one two ", SANS, 32))
    assert lines == ["one two", "three", "four"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("plain", [(MONO, "plain")]),
        ("e\u0301", [(MONO, "\u00e9")]),
        ("a😀b", [(MONO, "a"), (SANS, "😀"), (MONO, "b")]),
        ("世界", [(MONO, "\ufffd\ufffd")]),
    ],
)
def test_another_font_steps_in_where_the_first_lacks_a_letter(text: str, parts: list[tuple[str, str]]) -> None:
    assert list(pieces(text, MONO)) == parts


def test_the_colours_are_those_of_the_theme(green: Path) -> None:
    [style] = (green / "site/assets/stylesheets").glob("main.*.css")
    [palette] = (green / "site/assets/stylesheets").glob("palette.*.css")
    text = style.read_text("utf-8")
    light = text[text.index(":root,[data-md-color-scheme=default]{") :]
    named = dict(re.findall(r"--md-code-(?:hl-)?(\w+)-color:(#\w+)", light[: light.index("}")]))
    inks = {name: PAIRS[name][0] for name in ("keyword", "string", "number", "function", "constant", "special")}
    assert inks == {name: named[name] for name in inks}
    assert PAIRS["plain"] == (named["fg"], named["bg"])
    assert f"--md-primary-fg-color:{PAIRS['name'][1]}" in palette.read_text("utf-8")
    assert f"--md-primary-fg-color--dark:{PAIRS['foot'][1]}" in palette.read_text("utf-8")


def test_the_icon_is_the_themes(green: Path) -> None:
    """Some corners of its path, which is relative: where it begins, and what it has absolutely."""
    path = re.search(
        r'class="md-header__button md-logo".*?<path d="([^"]*)"', (green / "site/index.html").read_text(), re.S
    )
    assert path
    assert path[1].startswith("M2 10.96")
    assert {(2, 10.96), (3.13, 7), (3, 16.5)} <= set(ICON)
    assert all(part in path[1] for part in ("L3.13 7", "3 16.5"))


def test_each_page_and_each_cell_has_its_card(green: Path) -> None:
    folder = green / "site" / FOLDER
    cards = {path.relative_to(folder).as_posix() for path in folder.rglob("*.png")}
    cells = {path.name for path in (green / "snippets").glob("*/*/")}
    assert cards == {"index.png", "import.png", "tools.png", *(f"cells/{id}.png" for id in cells)}


def test_a_later_build_draws_what_has_changed_and_forgets_what_is_gone(project: Path) -> None:
    before = {path.name: path.stat().st_mtime_ns for path in (project / CACHE).glob("*.png")}
    main = project / "snippets/tools/quiet/main.py"
    main.write_text("import this_is_new\n", "utf-8")
    card = project / "site" / FOLDER / "cells/quiet.png"
    old = card.read_bytes()
    assert build(project) == 0
    after = {path.name: path.stat().st_mtime_ns for path in (project / CACHE).glob("*.png")}
    assert len(after) == len(before)
    assert len(after.items() - before.items()) == 1
    assert card.read_bytes() != old


def test_cards_that_show_the_same_are_drawn_once(tmp_path: Path) -> None:
    cache, site = tmp_path / "cache", tmp_path / "site"
    put_cards({"a.png": CELL, "deep/b.png": replace(CELL), "c.png": PAGE}, cache, site)
    assert len(list(cache.iterdir())) == 2
    assert (site / "a.png").read_bytes() == (site / "deep/b.png").read_bytes() != (site / "c.png").read_bytes()
