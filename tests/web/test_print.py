"""On paper: every file and every output in full, no buttons, dark on white, and where to find the cell."""

from collections.abc import Callable
from typing import Any

import pytest
from cells import AWAKE, Cell
from conftest import OpenPage
from playwright.sync_api import Locator, expect

Lab = Callable[[str], Cell]
LONG_WORD = "x" * 300

LOOK = """cell => {
    const seen = (node) => node.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true });
    const inside = [...cell.querySelectorAll("*")].filter(seen);
    const box = cell.getBoundingClientRect();
    const shown = (selector) => inside.filter((node) => node.matches(selector));
    const grey = (colour) => {
        const canvas = document.createElement("canvas").getContext("2d");
        canvas.fillStyle = "white";
        canvas.fillRect(0, 0, 1, 1);
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
        return 0.299 * red + 0.587 * green + 0.114 * blue;
    };
    const after = getComputedStyle(cell, "::after");
    return {
        files: Object.fromEntries(shown("pre[data-file]").map((pre) =>
            [pre.dataset.file, pre.querySelector(":scope > code").textContent])),
        names: shown(".py-cell-caption").map((caption) => caption.textContent),
        outputs: shown("[data-output] > samp").map((samp) => samp.textContent),
        controls: shown("button, input, [role=tab], [role=status], [contenteditable], progress").map((one) => one.outerHTML),
        cut: inside.filter((node) => {
            const own = node.getBoundingClientRect();
            const hides = getComputedStyle(node).overflow !== "visible";
            return own.left < box.left - 1 || own.right > box.right + 1 ||
                (hides && (node.scrollHeight > node.clientHeight + 1 || node.scrollWidth > node.clientWidth + 1));
        }).map((node) => node.outerHTML.slice(0, 200)),
        pale: inside.filter((node) => node.matches("pre *, p, code") && grey(getComputedStyle(node).color) > 160)
            .map((node) => node.outerHTML.slice(0, 200)),
        address: after.display === "none" ? "none" : after.content,
    };
}"""


Looked = dict[str, Any]


def on_paper(cells: Locator) -> list[Looked]:
    """What of these cells is printed."""
    cells.page.emulate_media(media="print")
    try:
        found: list[Looked] = cells.evaluate_all(f"cells => cells.map({LOOK})")
    finally:
        cells.page.emulate_media(media="screen")
    assert found
    for looked in found:
        assert looked["controls"] == []
        assert looked["cut"] == []
        assert looked["pale"] == []
        assert looked["names"][: len(looked["files"])] == list(looked["files"])
    return found


@pytest.mark.parametrize(("path", "scripted"), [("", True), ("packages/", True), ("packages/", False)])
def test_every_cell_of_a_page_is_printed_whole(site: str, open_page: OpenPage, path: str, scripted: bool) -> None:
    # As wide as a sheet of A4 between its edges.
    page = open_page(site + path, java_script_enabled=scripted, viewport={"width": 605, "height": 900})
    if scripted:
        page.wait_for_function(AWAKE)
    cells = page.locator("py-cell")
    for cell, looked in zip(cells.all(), on_paper(cells), strict=True):
        assert list(looked["files"].values()) == cell.locator("pre[data-file] > code").all_text_contents()
        assert looked["outputs"] == cell.locator("[data-output] > samp").all_text_contents()
        assert looked["address"] == f'"{site.removeprefix("http://")}{path}#{cell.get_attribute("id")}"'


def test_in_the_dark_a_page_is_printed_dark_on_white(site: str, open_page: OpenPage) -> None:
    page = open_page(site + "modules/", color_scheme="dark")
    page.wait_for_function(AWAKE)
    on_paper(page.locator("py-cell"))
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    light = open_page(site + "modules/", color_scheme="light")
    light.wait_for_function(AWAKE)
    light.emulate_media(media="print")
    colours = """() => [...document.querySelectorAll("article *")].map((node) => getComputedStyle(node).color)"""
    assert set(page.evaluate(colours)) <= set(light.evaluate(colours))


def test_of_the_theme_only_the_text_is_printed(site: str, open_page: OpenPage) -> None:
    page = open_page(site + "import/", viewport={"width": 1400, "height": 900})
    page.emulate_media(media="print")
    for part in (".md-header", ".md-sidebar", ".md-footer", ".md-search", ".headerlink"):
        expect(page.locator(f"{part}:visible")).to_have_count(0)
    expect(page.locator("article h1")).to_be_visible()


def test_an_edited_cell_is_printed_as_it_is_now(lab: Lab) -> None:
    cell = lab("modules")
    cell.type_over(f"print('edited')\n{LONG_WORD} = 1\n")
    cell.type_over("# 90 lines\n" * 90, "my_module.py")
    cell.files = {**cell.files, "added.py": "ADDED = 1\n"}
    cell.tab("added.py").click()
    [looked] = on_paper(cell.element)
    assert looked["files"] == cell.files
    assert "ADDED = 1\n" in looked["files"].values()


def test_a_cell_that_was_run_is_printed_with_its_whole_output(lab: Lab) -> None:
    cell = lab("plain")
    cell.type_over("for n in range(400): print(n, 'x' * n)")
    cell.click_run()
    [looked] = on_paper(cell.element)
    assert looked["outputs"] == ["".join(f"{n} {'x' * n}\n" for n in range(400))]


def test_a_difference_and_a_long_input_are_printed_whole(lab: Lab) -> None:
    cell = lab("wrong")
    cell.click_run()
    expect(cell[".py-cell-difference"]).to_be_visible()
    on_paper(cell.element)
    cell = lab("given-input")
    cell["textarea"].fill("a line\n" * 60)
    on_paper(cell.element)
