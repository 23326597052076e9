"""An address that holds code: shown, told apart from the page's, never run by itself, and refused where it is broken."""

import base64
import json
import re
import zlib
from collections.abc import Callable, Iterator

import pytest
from axe import barriers
from cells import Cell
from conftest import OpenPage, Watch, new_context
from playwright.sync_api import Browser, Locator, Page, expect
from test_kept import edit, entries

PRINT = "print('from a link')\n"


def packed(content: object) -> str:
    """As version 1 of fragment.js has it."""
    text = content if isinstance(content, str) else json.dumps(content)
    return "1~" + base64.urlsafe_b64encode(zlib.compress(text.encode())).decode().rstrip("=")


def shared(id: str, files: dict[str, str]) -> str:
    return f"#{id}={packed(list(files.items()))}"


def go(page: Page, hash: str) -> None:
    """As a reader who puts another address into the bar."""
    page.evaluate("hash => { location.hash = hash }", hash)


def open_here(page: Page, hash: str) -> None:
    """The same, but that the theme does not notice: it makes the page anew when that part changes for the first time."""
    page.evaluate(
        "hash => { history.replaceState(null, '', hash); dispatchEvent(new HashChangeEvent('hashchange')); }", hash
    )


def notice(page: Page, id: str = "plain") -> Locator:
    return page.locator(f"py-cell#{id} .py-cell-shared")


def test_the_code_of_the_address_is_in_the_cell_and_nothing_runs(lab_site: str, open_page: OpenPage) -> None:
    page = open_page("about:blank")
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(lab_site + shared("plain", {"main.py": PRINT, "tools.py": "x = 1\n"}))
    expect(notice(page)).to_contain_text("This code came with the link that you opened")
    cell = Cell(page, "plain")
    assert cell.files == {"main.py": PRINT, "tools.py": "x = 1\n"}
    expect(cell.element).to_be_in_viewport()
    expect(cell.output).to_have_text("hello")
    cell.expect_state("idle")
    page.wait_for_timeout(500)
    assert [url for url in requests if "/vendor/pyodide/" in url or "runtime.js" in url] == []
    assert entries(page) == {}
    assert cell.run()["verdict"] == "edited"
    expect(cell.output).to_have_text("from a link")


def test_what_the_link_changes_is_shown_line_by_line(lab_site: str, open_page: OpenPage) -> None:
    page = open_page(lab_site + shared("modules", {"main.py": "import my_module\n\nprint(2)\n", "new.py": "<b>\n"}))
    said = notice(page, "modules")
    said.get_by_text("What it changes").click()
    assert said.locator("pre").all_inner_texts() == [
        "  import my_module\n  \n- print(my_module.greet('Alice'))\n+ print(2)",
        "- def greet(name):\n-     return f'Hello, {name}!'",
        "+ <b>",
    ]
    assert said.locator("details p").all_inner_texts() == [
        "main.py",
        "my_module.py is not there any more.",
        "new.py is new.",
    ]
    for colours in ("light", "dark"):
        page.emulate_media(color_scheme=colours)
        assert barriers(page, "py-cell#modules") == []


def test_the_pages_code_is_a_click_away_and_so_is_the_way_back(lab_site: str, open_page: OpenPage) -> None:
    page = open_page(lab_site + shared("plain", {"main.py": PRINT}))
    cell = Cell(page, "plain")
    cell.button("original").click()
    expect(notice(page)).to_have_count(0)
    assert cell.files == {"main.py": "print('hello')\n"}
    cell.button("undo").click()
    assert cell.files == {"main.py": PRINT}
    expect(notice(page)).to_contain_text("This code came with the link")


def test_the_readers_own_edits_are_not_lost(lab_site: str, open_page: OpenPage) -> None:
    page = open_page(lab_site)
    edit(page)
    kept = entries(page)
    page.goto("about:blank")
    page.goto(lab_site + shared("plain", {"main.py": PRINT}))
    cell = Cell(page, "plain")
    expect(cell[".py-cell-kept"]).to_contain_text("You have other edits of this code from ")
    assert cell.files == {"main.py": PRINT}
    assert entries(page) == kept
    cell.button("show").click()
    assert cell.files == {"main.py": "print('edited')\n"}
    expect(notice(page)).to_have_count(0)
    cell.button("undo").click()
    assert cell.files == {"main.py": PRINT}
    expect(cell[".py-cell-kept"]).to_contain_text("You have other edits")
    page.goto("about:blank")
    page.goto(lab_site)
    expect(cell.status).to_contain_text("Your edits from ")
    assert cell.files == {"main.py": "print('edited')\n"}


def test_what_is_typed_over_shared_code_is_kept_beside_the_readers_own_edits(
    lab_site: str, open_page: OpenPage
) -> None:
    page = open_page(lab_site)
    edit(page)
    page.goto("about:blank")
    page.goto(lab_site + shared("plain", {"main.py": PRINT}))
    expect(notice(page)).to_be_visible()
    edit(page, text="print('mine now')")
    texts = [json.loads(entry)["files"]["main.py"] for entry in entries(page).values()]
    assert sorted(texts) == ["print('edited')\n", "print('mine now')\n"]
    cell = Cell(page, "plain")
    expect(cell[".py-cell-kept"]).to_contain_text("You have other edits of this code")
    # To and fro: neither is lost.
    for text in "print('edited')\n", "print('mine now')\n":
        cell.button("show").click()
        assert cell.files == {"main.py": text}
        kept = [json.loads(entry)["files"]["main.py"] for entry in entries(page).values()]
        assert sorted(kept) == ["print('edited')\n", "print('mine now')\n"]


def test_edits_that_no_browser_keeps_are_a_click_away(lab_site: str, open_page: OpenPage) -> None:
    page = open_page(lab_site)
    cell = Cell(page, "plain")
    cell.files = {"main.py": "print('by a script')\n"}
    open_here(page, shared("plain", {"main.py": PRINT}))
    expect(notice(page)).to_be_visible()
    cell.button("before").click()
    assert cell.files == {"main.py": "print('by a script')\n"}
    expect(notice(page)).to_have_count(0)


def test_a_run_of_other_code_is_ended(lab_site: str, open_page: OpenPage) -> None:
    page = open_page(lab_site)
    cell = Cell(page, "plain")
    cell.files = {"main.py": "while True: pass\n"}
    cell.element.evaluate("cell => void cell.run()")
    cell.expect_state("running")
    open_here(page, shared("plain", {"main.py": PRINT}))
    cell.expect_state("stopped")


def test_an_address_shared_opened_edited_and_shared_again(lab_site: str, open_page: OpenPage) -> None:
    address = lab_site + shared("modules", {"main.py": PRINT, "a.py": ""})
    for number in range(3):
        page = open_page(address)
        cell = Cell(page, "modules")
        expect(notice(page, "modules")).to_be_visible()
        before = cell.files
        cell.type_over(f"print({number})")
        cell.button("share").click()
        text = cell[".py-cell-share textarea"]
        expect(text).not_to_have_value("")
        page.wait_for_function(
            "old => ![old, ''].includes(document.querySelector('.py-cell-share textarea').value)", arg=address
        )
        address = text.input_value()
        assert list(before) == ["main.py", "a.py"]
    last = Cell(open_page(address), "modules")
    expect(notice(last.page, "modules")).to_be_visible()
    assert last.files == {"main.py": "print(2)\n", "a.py": ""}


def test_another_address_in_the_bar_opens_without_loading_the_page(lab_site: str, open_page: OpenPage) -> None:
    page = open_page(lab_site)
    page.wait_for_selector("py-cell#second[data-tools]")
    go(page, shared("second", {"main.py": PRINT}))
    expect(notice(page, "second")).to_be_visible()
    go(page, shared("second", {"main.py": "print(2)\n"}))
    page.wait_for_function("() => document.querySelector('py-cell#second').files['main.py'] === 'print(2)\\n'")
    expect(notice(page, "second")).to_have_count(1)


def test_the_pages_own_code_in_an_address_is_said_to_be_that(lab_site: str, open_page: OpenPage) -> None:
    page = open_page(lab_site + shared("plain", {"main.py": "print('hello')\n"}))
    expect(notice(page)).to_have_text("The link that you opened has the page's own code.")


def test_an_address_with_code_for_no_cell_changes_nothing(lab_site: str, open_page: OpenPage) -> None:
    page = open_page(lab_site + shared("nowhere", {"main.py": PRINT}))
    page.wait_for_selector("py-cell#plain[data-tools]")
    expect(page.locator(".py-cell-shared")).to_have_count(0)


def broken_names(*names: str) -> list[tuple[str, str]]:
    return [(name, packed([["main.py", ""], [name, ""]])) for name in names]


GOOD = packed([["main.py", PRINT]])
BROKEN: list[tuple[str, str]] = [
    ("no data", "1~"),
    ("cut", GOOD[:-4]),
    ("cut to one letter", GOOD[:3]),
    ("a letter changed", GOOD[:20] + ("A" if GOOD[20] != "A" else "B") + GOOD[21:]),
    ("letters in small", GOOD.lower()),
    ("a space", f"{GOOD[:9]} {GOOD[9:]}"),
    ("markup", "1~<img src=x onerror=hacked=1>"),
    ("markup in quotes", '1~"><script>hacked=1</script>'),
    ("another alphabet", "1~日本語"),
    ("not JSON", packed("main.py")),
    ("deep JSON", packed("[" * 100_000)),
    ("an object", packed({"main.py": PRINT})),
    ("null", packed(None)),
    ("a number in the place of a text", packed([["main.py", 1]])),
    ("a name twice", packed([["main.py", "a"], ["main.py", "b"]])),
    ("no files", packed([])),
    ("no file that the command starts", packed([["other.py", ""]])),
    ("another version", "2" + GOOD[1:]),
    ("a version of many digits", "999999" + GOOD[1:]),
    ("a bomb", packed([["main.py", "a" * 8_000_000]])),
    ("a bomb of zeros", packed("\0" * 12_000_000)),
    ("too many characters", packed([["main.py", "a" * 1_000_001]])),
    ("too many lines", packed([["main.py", "\n" * 30_000]])),
    ("too many files", packed([["main.py", ""], *([f"m{number}.py", ""] for number in range(60))])),
    ("longer than a link may be", "1~" + "A" * 30_000),
    *broken_names("", "/etc/passwd", "../main.py", "a/../b.py", "a//b.py", "a\\b.py", "a\n.py", "a\0.py", "con.py"),
    *broken_names("a\u202egpj.py", "MAIN.PY", "main.py/x.py", "class.py", "<img src=x onerror=hacked=1>", "a" * 200),
    *broken_names("__pycache__/x.py", "noending", "a\u200b.py", "\ud800.py"),
]


def test_there_are_forty_broken_addresses() -> None:
    assert len(BROKEN) >= 40


@pytest.fixture(scope="module")
def told(browser: Browser, lab_site: str) -> Iterator[Callable[[str], str]]:
    """What the notice says to an address, while the cell still has the page's own code. One page for all of them."""
    context = new_context(browser)
    watch = Watch(context)
    page = context.new_page()
    page.goto(lab_site)
    page.wait_for_selector("py-cell#plain[data-tools]")

    def told(data: str) -> str:
        go(page, f"#plain={data}")
        expect(notice(page)).to_have_count(1)
        assert Cell(page, "plain").files == {"main.py": "print('hello')\n"}
        assert page.evaluate("typeof hacked") == "undefined"
        said: str = notice(page).inner_text()
        page.evaluate("document.querySelector('.py-cell-shared').remove()")
        return said

    yield told
    watch.check()
    context.close()


@pytest.mark.parametrize("data", [pytest.param(data, id=ascii(name)) for name, data in BROKEN])
def test_a_broken_or_hostile_address_shows_the_pages_own_code_and_a_sentence(
    told: Callable[[str], str], data: str
) -> None:
    said = told(data)
    assert "\n" not in said.strip()
    assert re.match(r"(The code in this link|This link was made by a newer version) ", said)
    assert len(said) < 400
