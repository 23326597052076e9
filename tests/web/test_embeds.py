"""Embed pages in a real browser: light, in the colours asked for, whole without JavaScript, and as high as they say."""

import gzip
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from axe import barriers
from cells import AWAKE, Cell
from conftest import OpenPage, Watch, new_context
from courses import blocking, course
from importable.aliases import moved_html
from playwright.sync_api import Browser, Frame, Page, Playwright, Response, expect
from sites import ROOT

HEIGHT = "() => document.documentElement.getBoundingClientRect().height"
COLOURS = """names => {
    const element = document.querySelector("py-cell").appendChild(document.createElement("span"));
    return names.map(name => {
        element.style.color = `var(${name})`;
        return `${name} ${getComputedStyle(element).color}`;
    });
}"""

MOST = 60_000
"""Bytes, compressed, before Run."""

Scheme = Literal["light", "dark"]
SCHEMES: list[Scheme] = ["light", "dark"]
THEMES = {"light": ("default", "rgb(255, 255, 255)"), "dark": ("slate", "rgb(30, 33, 41)")}
"""The name that other styles ask for, and the ground."""


def expect_theme(page: Page, theme: str) -> None:
    name, ground = THEMES[theme]
    expect(page.locator("html")).to_have_css("background-color", ground)
    expect(page.locator("html")).to_have_attribute("data-md-color-scheme", name)


@pytest.fixture(scope="module")
def alone(browser: Browser) -> Iterator[Page]:
    """A tab that tests share."""
    context = new_context(browser)
    watch = Watch(context)
    yield context.new_page()
    watch.check()
    context.close()


def test_it_is_light(lab_site: str, open_page: OpenPage) -> None:
    page, loaded = open_page("about:blank"), list[Response]()
    page.on("response", lambda response: loaded.append(response))
    page.goto(f"{lab_site}embed/modules/")
    page.wait_for_function(AWAKE)
    page.wait_for_load_state("networkidle")
    sizes = {response.url.removeprefix(lab_site): len(gzip.compress(response.body())) for response in loaded}
    assert {"embed/modules/", "assets/embed.css", "assets/embed.js", "assets/cells/files.js"} <= sizes.keys()
    assert not any(address.startswith("http") for address in sizes)
    assert sum(sizes.values()) < MOST, sizes


# ── colours ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("asked", "system", "shown"),
    [
        ("", "light", "light"),
        ("", "dark", "dark"),
        ("?theme=auto", "dark", "dark"),
        ("?theme=dark", "light", "dark"),
        ("?theme=light", "dark", "light"),
        ("?theme=Dark", "light", "light"),
        ("?theme=%22%3E%3Cscript%3E", "dark", "dark"),
    ],
)
def test_the_address_asks_for_a_theme(asked: str, system: Scheme, shown: str, lab_site: str, alone: Page) -> None:
    alone.emulate_media(color_scheme=system)
    alone.goto(f"{lab_site}embed/plain/{asked}")
    expect_theme(alone, shown)


def test_it_follows_the_system(lab_site: str, alone: Page) -> None:
    alone.goto(f"{lab_site}embed/plain/")
    for system in SCHEMES:
        alone.emulate_media(color_scheme=system)
        expect_theme(alone, system)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_has_the_colours_of_the_full_page(scheme: str, lab_site: str, open_page: OpenPage) -> None:
    sources = [(ROOT / "docs/assets/cells" / name).read_text("utf-8") for name in ("py-cell.css", "editor.js")]
    names = sorted({name for text in sources for name in re.findall(r"var\((--md-[a-z-]+[a-z])\)", text)})
    names += [f"--md-code-hl-{name}-color" for name in re.findall(r'colour\("(\w+)"\)', sources[1])]
    assert len(names) > 15
    full, alone = (open_page(lab_site + path, color_scheme=scheme) for path in ("", "embed/plain/"))
    full.wait_for_function("() => document.body.dataset.mdColorScheme")
    assert alone.evaluate(COLOURS, names) == full.evaluate(COLOURS, names)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_barrier(scheme: str, lab_site: str, open_page: OpenPage) -> None:
    page = open_page(f"{lab_site}embed/layout/?theme={scheme}", viewport={"width": 320, "height": 600})
    page.wait_for_function(AWAKE)
    assert barriers(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    page.locator(".embed-home").evaluate("link => { link.style.color = 'gray' }")
    assert [barrier.split(":")[0] for barrier in barriers(page)] == ["color-contrast"]


def test_all_is_shown_without_javascript(lab_site: str, open_page: OpenPage) -> None:
    page = open_page(f"{lab_site}embed/modules/", java_script_enabled=False, color_scheme="dark")
    for text in ("import my_module", "return f'Hello, {name}!'", "$ python main.py", "Hello, Alice!"):
        expect(page.get_by_text(text)).to_be_visible()
    expect(page.locator("html")).to_have_css("background-color", THEMES["dark"][1])
    with page.context.expect_page() as opened:
        page.locator(".embed-home").click()
    opened.value.wait_for_url(f"{lab_site}#modules")


# ── the page around it ──────────────────────────────────────────────────────────────────────────────────

Embed = Callable[[str], Page]


@pytest.fixture
def embed(open_page: OpenPage, lab_site: str, tmp_path: Path, watches: list[Watch]) -> Iterator[Embed]:
    """Open a course page that has the cell of this address in it; it changes the frame's height as it is told."""
    courses = []

    def embed(address: str) -> Page:
        courses.append(course(tmp_path, f"{lab_site}embed/{address}"))
        page = open_page(courses[-1].__enter__())
        page.frames[1].wait_for_function(AWAKE)
        return page

    yield embed
    for one in courses:
        one.__exit__(None, None, None)


def settled(page: Page) -> list[Any]:
    """What the course page has heard, once nothing more comes."""
    heard: list[Any] = []
    while len(heard) < len(heard := page.evaluate("() => heard")):
        page.wait_for_timeout(500)
    return heard


def test_it_tells_its_height_and_nothing_else(embed: Embed) -> None:
    page = embed("wrong/")
    frame = page.frames[1]
    before = settled(page)
    cell = Cell(frame, "wrong")  # type: ignore[arg-type]
    cell.click_run()
    heard = settled(page)
    heights = [message["height"] for message in heard[1::2]]
    assert heard[1::2] == [{"type": "importable:height", "id": "wrong", "height": height} for height in heights]
    assert heard[::2] == [{"subject": "lti.frameResize", "height": height} for height in heights]
    assert len(before) < len(heard) <= 20  # it comes to rest, in a frame whose border takes from that height
    assert heights[-1] - 1 < frame.evaluate(HEIGHT) <= heights[-1]


def test_it_listens_to_nobody(embed: Embed) -> None:
    page = embed("plain/")
    before = settled(page)
    html = page.frames[1].content()
    page.evaluate(
        """() => {
            const { contentWindow } = document.querySelector("iframe");
            for (const type of ["importable:height", "importable:run", "importable:files"])
                contentWindow.postMessage({ type, id: "plain", height: 5, files: { "main.py": "1" } }, "*");
            contentWindow.postMessage({ subject: "lti.frameResize.response", height: 5 }, "*");
        }"""
    )
    assert settled(page) == before
    assert page.frames[1].content() == html


def test_on_its_own_it_tells_nothing(open_page: OpenPage, lab_site: str) -> None:
    page = open_page("about:blank")
    page.add_init_script("globalThis.heard = []; addEventListener('message', ({ data }) => heard.push(data))")
    page.goto(f"{lab_site}embed/plain/")
    page.wait_for_function(AWAKE)
    page.evaluate("() => postMessage('a message is heard', '*')")
    assert settled(page) == ["a message is heard"]


def test_a_cell_runs_where_storage_is_denied(playwright: Playwright, lab_site: str, tmp_path: Path) -> None:
    (tmp_path / "profile").mkdir()
    context = blocking(playwright, tmp_path / "profile")
    watch, page = Watch(context), context.new_page()
    with course(tmp_path, f"{lab_site}embed/plain/", attributes="") as address:
        page.goto(address)
        frame: Frame = page.frames[1]
        frame.wait_for_function(AWAKE)
        denied = frame.evaluate("() => { try { return localStorage.length } catch ({ name }) { return name } }")
        cell = Cell(frame, "plain")  # type: ignore[arg-type]
        cell.click_run()
        assert (denied, cell.verdict) == ("SecurityError", "same")
        context.close()
    watch.check()


# ── addresses ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("fragment", "leads"),
    [
        ("", "#plain"),
        ("#plain=1~eJyLVg", "#plain=1~eJyLVg"),
        ("#second=1~eJyLVg", "#plain"),
        ("#main", "#plain"),
    ],
)
def test_an_edited_cell_is_taken_along_to_the_full_page(fragment: str, leads: str, lab_site: str, alone: Page) -> None:
    alone.goto(f"{lab_site}embed/plain/{fragment}")
    alone.wait_for_function(AWAKE)
    expect(alone.locator(".embed-home")).to_have_js_property("href", lab_site + leads)


def test_an_old_address_keeps_its_theme_and_its_edited_cell(lab_site: str, alone: Page) -> None:
    old = moved_html("Plain", "../plain/", f"{lab_site}embed/plain/", root="../../")
    alone.route("**/embed/old/**", lambda route: route.fulfill(body=old, content_type="text/html"))
    alone.goto(f"{lab_site}embed/old/?theme=dark#plain=1~eJyLVg")
    alone.wait_for_url(f"{lab_site}embed/plain/?theme=dark#plain=1~eJyLVg")


@pytest.mark.parametrize("id", ["plain", "modules", "commands", "given-input", "varies", "silent", "still"])
def test_a_system_that_asks_is_told_about_the_right_height(id: str, lab_site: str, alone: Page) -> None:
    alone.set_viewport_size({"width": 700, "height": 300})
    alone.goto(f"{lab_site}embed/{id}/")
    alone.wait_for_function(AWAKE)
    told = json.loads(alone.request.get(f"{lab_site}embed/{id}/oembed.json").text())["height"]
    assert told == pytest.approx(alone.evaluate(HEIGHT), abs=40)
