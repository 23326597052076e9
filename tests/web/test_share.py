"""The panel that Share opens: addresses, texts to embed a cell, and its files as a download."""

import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from axe import barriers
from cells import Cell
from conftest import OpenPage, Watch
from playwright.sync_api import Locator, Page, expect

Lab = Callable[[str], Cell]


def opened(cell: Cell) -> Locator:
    """The panel; Share is pressed."""
    cell.button("share").click()
    panel = cell[".py-cell-share"]
    expect(panel).to_be_visible()
    return panel


def text_of(panel: Locator) -> Locator:
    return panel.get_by_label("Text to copy")


def clipboard(page: Page) -> str:
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


@pytest.fixture
def panel_of(lab: Lab) -> Callable[[str], Locator]:
    return lambda id: opened(lab(id))


def test_the_address_of_a_cell_is_copied(lab: Lab, lab_site: str) -> None:
    cell = lab("plain")
    panel = opened(cell)
    expect(text_of(panel)).to_have_value(f"{lab_site}#plain")
    cell.button("link").click()
    expect(panel.get_by_role("status")).to_have_text("Copied.")
    assert clipboard(cell.page) == f"{lab_site}#plain"


def test_a_cell_that_is_not_edited_offers_no_changes(panel_of: Callable[[str], Locator]) -> None:
    expect(panel_of("plain").get_by_role("checkbox")).to_be_hidden()


def test_the_address_of_an_edited_cell_holds_its_files_and_follows_the_typing(lab: Lab, lab_site: str) -> None:
    cell = lab("modules")
    panel = opened(cell)
    texts: set[str] = set()
    for number in range(3):
        cell.type_over(f"print({number})")
        expect(text_of(panel)).to_have_value(re.compile(rf"^{re.escape(lab_site)}#modules=1~[\w-]+$"))
        cell.page.wait_for_function(
            "known => !known.includes(document.querySelector('.py-cell-share textarea').value)", arg=list(texts)
        )
        texts.add(text_of(panel).input_value())
    panel.get_by_role("checkbox").uncheck()
    expect(text_of(panel)).to_have_value(f"{lab_site}#modules")
    panel.get_by_role("checkbox").check()
    cell.element.evaluate("cell => cell.reset()")
    expect(text_of(panel)).to_have_value(f"{lab_site}#modules")


@pytest.mark.parametrize("name", ["embed-html", "embed-rst", "embed-myst"])
def test_an_edited_cell_is_embedded_with_its_changes(lab: Lab, lab_site: str, name: str) -> None:
    cell = lab("modules")
    cell.files = {**cell.files, "more.py": "x = 1\n"}
    panel = opened(cell)
    panel.get_by_role("combobox").select_option(name)
    found = re.compile(rf'<iframe src="{re.escape(lab_site)}embed/modules/#modules=1~[\w-]+" title="[^"]+" .*</iframe>')
    expect(text_of(panel)).to_have_value(re.compile(rf"^(.*\n)*.*{found.pattern}"))


def test_what_is_too_long_for_a_link_is_said_with_the_way_out(lab: Lab, lab_site: str) -> None:
    cell = lab("plain")
    noise = subprocess.check_output(
        [sys.executable, "-c", "import random; print(random.Random(1).randbytes(30000).hex())"]
    )
    cell.files = {"main.py": f"# {noise.decode()}"}
    panel = opened(cell)
    expect(panel.get_by_role("status")).to_contain_text("too long for a link: ")
    expect(panel.get_by_role("status")).to_contain_text("Download them instead.")
    expect(text_of(panel)).to_have_value(f"{lab_site}#plain")


def test_one_file_is_downloaded_as_it_is(lab: Lab, tmp_path: Path) -> None:
    cell = lab("plain")
    cell.files = {"main.py": "print('é')\r\n"}
    opened(cell)
    expect(cell.button("download")).to_have_text("Download main.py")
    with cell.page.expect_download() as download:
        cell.button("download").click()
    assert download.value.suggested_filename == "main.py"
    download.value.save_as(tmp_path / "main.py")
    assert (tmp_path / "main.py").read_bytes() == "print('é')\r\n".encode()


def test_several_files_are_a_zip_whose_folder_the_command_runs_in(lab: Lab, tmp_path: Path) -> None:
    cell = lab("package")
    cell.files = {**cell.files, "naïve/日本.txt": "tea"}
    opened(cell)
    with cell.page.expect_download() as download:
        cell.button("download").click()
    assert download.value.suggested_filename == "package.zip"
    with zipfile.ZipFile(download.value.path()) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(f"package/{name}").decode() for name in cell.files} == cell.files
        archive.extractall(tmp_path)
    output = subprocess.run(
        [sys.executable, "main.py"], cwd=tmp_path / "package", capture_output=True, text=True, check=True
    )
    assert output.stdout == "3\n"


def test_the_panel_is_used_with_the_keyboard(lab: Lab) -> None:
    cell = lab("plain")
    share = cell.button("share")
    share.focus()
    cell.page.keyboard.press("Enter")
    expect(share).to_have_attribute("aria-expanded", "true")
    expect(cell[".py-cell-share"].get_by_role("combobox")).to_be_focused()
    cell.page.keyboard.press("Escape")
    expect(cell[".py-cell-share"]).to_have_count(0)
    expect(share).to_be_focused()
    expect(share).to_have_attribute("aria-expanded", "false")


def test_pressed_twice_it_is_closed(lab: Lab) -> None:
    cell = lab("plain")
    opened(cell)
    cell.button("share").click()
    expect(cell[".py-cell-share"]).to_have_count(0)


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_panel_has_no_barriers(lab_site: str, open_page: OpenPage, colours: str) -> None:
    page = open_page(lab_site, color_scheme=colours)
    cell = Cell(page, "plain")
    cell.files = {"main.py": "print(1)"}
    opened(cell)
    assert barriers(page, "py-cell#plain") == []


def test_a_part_that_does_not_arrive_is_said_and_tried_again(
    lab_site: str, open_page: OpenPage, watches: list[Watch]
) -> None:
    page = open_page(lab_site)
    watches[0].expected.append("share.js")
    page.route("**/share.js", lambda route: route.abort())
    cell = Cell(page, "plain")
    cell.button("share").click()
    expect(cell.status).to_contain_text("A part of this page did not arrive.")
    page.unroute("**/share.js")
    opened(cell)


def test_without_the_clipboard_the_text_is_marked(lab_site: str, open_page: OpenPage) -> None:
    page = open_page(lab_site)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')) }")
    cell = Cell(page, "plain")
    panel = opened(cell)
    cell.button("link").click()
    expect(panel.get_by_role("status")).to_contain_text("copy it with the keyboard")
    expect(text_of(panel)).to_be_focused()
    assert page.evaluate("getSelection().toString()") == f"{lab_site}#plain"
