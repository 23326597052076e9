"""Python as it is when it has just started is kept for the next visit, and left alone where anything is wrong with it."""

from collections.abc import Iterator

import pytest
from cells import Cell
from conftest import new_context
from importable.paths import ROOT
from playwright.sync_api import Browser, BrowserContext, Page

LISTEN = """addEventListener("message", ({ data }) => {
    if (data?.type === "started") (globalThis.restored ??= []).push(data.restored);
})"""
KEPT = """async () => (await Promise.all((await caches.keys()).map(async (name) => {
    const cache = await caches.open(name);
    return Promise.all((await cache.keys()).map(async (key) => (await (await cache.match(key)).blob()).size));
}))).flat()"""
REPLACE = """async (change) => {
    const cache = await caches.open("importable-snapshot");
    const [key] = await cache.keys();
    const old = await cache.match(key);
    const bytes = new Uint8Array(await old.arrayBuffer());
    const headers = Object.fromEntries(old.headers);
    if (change === "a wrong byte") bytes[bytes.length >> 1] ^= 1;
    else {
        bytes.fill(1);
        const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
        headers["x-digest"] = Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
    }
    await cache.put(key, new Response(bytes, { headers }));
}"""
STATE = """\
import random
import sys

print(sorted(sys.modules), sys.argv, sys.path, random.__file__, len(vars(sys.modules["builtins"])))
"""


@pytest.fixture
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    """Somebody who will come again."""
    context = new_context(browser)
    yield context
    context.close()


def visit(visitor: BrowserContext, site: str, script: str = "") -> Page:
    """A page whose reader reads quickly."""
    page = visitor.new_page()
    runtime = (ROOT / "docs/assets/cells/runtime.js").read_text("utf-8")
    assert runtime.count("const READING = 4;") == 1
    quick = runtime.replace("const READING = 4;", "const READING = 0.2;")
    page.route("**/runtime.js", lambda route: route.fulfill(body=quick, content_type="text/javascript"))
    page.add_init_script(LISTEN)
    page.add_init_script(script)
    page.goto(site)
    return page


def run(page: Page) -> str:
    """What a program sees of its interpreter."""
    result = Cell(page, "plain").run_code(STATE)
    assert (result["state"], result["exit"]) == ("done", 0), result
    return result["output"]


def wait_until_kept(page: Page) -> None:
    for _ in range(80):
        if page.evaluate(KEPT):
            return
        page.wait_for_timeout(250)
    raise AssertionError("nothing was kept")


def test_the_next_visit_starts_from_it_and_no_program_can_tell(visitor: BrowserContext, lab_site: str) -> None:
    first = visit(visitor, lab_site)
    seen = run(first)
    assert first.evaluate("restored") == [False]
    wait_until_kept(first)
    first.close()
    second = visit(visitor, lab_site)
    assert run(second) == seen
    assert second.evaluate("restored") == [True]
    (size,) = second.evaluate(KEPT)
    assert 10e6 < size < 14e6  # as the page for teachers says: 12 MB


@pytest.mark.parametrize("change", ["a wrong byte", "no snapshot at all"])
def test_what_is_wrong_with_it_costs_time_alone(change: str, visitor: BrowserContext, lab_site: str) -> None:
    first = visit(visitor, lab_site)
    seen = run(first)
    wait_until_kept(first)
    first.evaluate(REPLACE, change)
    first.close()
    second = visit(visitor, lab_site)
    assert run(second) == seen
    assert second.evaluate("restored") == [False]
    second.wait_for_timeout(1000)  # until what was wrong is gone
    wait_until_kept(second)
    second.close()
    third = visit(visitor, lab_site)
    assert run(third) == seen
    assert third.evaluate("restored") == [True]


NEVER_READ = """(({ arrayBuffer }) => {
    Response.prototype.arrayBuffer = function () {
        return this.headers.has("x-digest") ? new Promise(() => {}) : arrayBuffer.call(this);
    };
})(Response.prototype)"""


def test_what_is_there_and_does_not_come_is_not_waited_for(visitor: BrowserContext, lab_site: str) -> None:
    first = visit(visitor, lab_site)
    seen = run(first)
    wait_until_kept(first)
    first.close()
    second = visit(visitor, lab_site, NEVER_READ)
    assert run(second) == seen
    assert second.evaluate("restored") == [False]
    wait_until_kept(second)  # a new one
    second.close()
    third = visit(visitor, lab_site)
    assert run(third) == seen
    assert third.evaluate("restored") == [True]


MAKE_OLDER = """async () => {
    const cache = await caches.open("importable-snapshot");
    const [key] = await cache.keys();
    await cache.put(`${key.url}-older`, await cache.match(key));
    await cache.delete(key);
}"""
NEW_ALONE = """async () => {
    const keys = await (await caches.open("importable-snapshot")).keys();
    return keys.length === 1 && !keys[0].url.endsWith("-older");
}"""


def test_what_an_older_build_has_kept_gives_way(visitor: BrowserContext, lab_site: str) -> None:
    first = visit(visitor, lab_site)
    seen = run(first)
    wait_until_kept(first)
    first.evaluate(MAKE_OLDER)
    first.close()
    second = visit(visitor, lab_site)
    assert run(second) == seen
    assert second.evaluate("restored") == [False]
    second.wait_for_function(NEW_ALONE)


@pytest.mark.parametrize(
    "script",
    [
        "Object.defineProperty(navigator, 'deviceMemory', { value: 2 })",
        "delete globalThis.caches; Object.defineProperty(globalThis, 'caches', { value: undefined })",
        "Object.defineProperty(globalThis, 'caches', { get() { throw new DOMException('no', 'SecurityError'); } })",
        "CacheStorage.prototype.open = () => new Promise(() => {})",
        "CacheStorage.prototype.open = () => Promise.reject(new DOMException('no', 'SecurityError'))",
    ],
)
def test_where_it_cannot_be_kept_nothing_is_said(script: str, visitor: BrowserContext, lab_site: str) -> None:
    page = visit(visitor, lab_site, script)
    run(page)
    page.wait_for_timeout(2000)
    assert Cell(page, "plain").run_code(STATE)["state"] == "done"
    assert visit(visitor, lab_site).evaluate(KEPT) == []
