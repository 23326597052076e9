"""What a reader changed is kept on the device: brought back, asked about, taken away, and said where it cannot be."""

import json
import re
from pathlib import Path

import pytest
from axe import barriers
from cells import Cell
from conftest import CDN, OpenPage, Watch
from importable import chromium
from playwright.sync_api import Page, Playwright, Route, expect
from test_look import SCHEMES, Scheme

EDITED = "print('edited')\n"
ENTRIES = "() => Object.fromEntries(Object.entries(localStorage).filter(([key]) => key.startsWith('importable:')))"


def entries(page: Page) -> dict[str, str]:
    """What is kept, by key. The theme has entries of its own."""
    found: dict[str, str] = page.evaluate(ENTRIES)
    return found


def edit(page: Page, id: str = "plain", text: str = "print('edited')", name: str = "main.py") -> Cell:
    """Type over a file and wait until that is kept."""
    cell = Cell(page, id)
    cell.type_over(text, name)
    page.wait_for_function(
        "text => Object.values(localStorage).some((entry) => entry.includes(text))", arg=json.dumps(text)[1:-1]
    )
    leave_editor(page)
    return cell


def leave_editor(page: Page) -> None:
    page.evaluate("document.activeElement.blur()")


def reload(page: Page, id: str = "plain") -> Cell:
    page.reload()
    page.wait_for_selector(f"py-cell#{id}[state=idle]")
    return Cell(page, id)


def test_an_edit_survives_a_reload_and_nothing_runs_by_itself(lab_site: str, open_page: OpenPage) -> None:
    page = open_page(lab_site)
    edit(page)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    cell = reload(page)
    expect(cell.status).to_have_text(
        re.compile(r"^Your edits from \d\d:\d\d are back; the output is still the page's\.$")
    )
    assert cell.files == {"main.py": EDITED}
    expect(cell["pre[data-file] > code"]).to_have_text("print('edited')")
    expect(cell.output).to_have_text("hello")
    assert cell.verdict is None
    cell.expect_state("idle")
    assert [url for url in requests if "vendor" in url or "editor.js" in url or "runtime.js" in url] == []
    assert cell.run()["verdict"] == "edited"
    expect(cell.output).to_have_text("edited")


def test_files_that_came_and_went_survive_and_the_one_that_was_seen(lab_site: str, open_page: OpenPage) -> None:
    page = open_page(lab_site)
    cell = Cell(page, "package")
    cell.tab("shop/prices.py").click()
    cell.button("rename").click()
    cell[".py-cell-name input"].fill("shop/costs.py")
    cell.button("accept").click()
    cell.tab("shop/__init__.py").click()
    cell.button("remove").click()
    cell.button("add").click()
    cell[".py-cell-name input"].fill("notes.txt")
    cell.button("accept").click()
    page.keyboard.insert_text("grüße")
    before = cell.files
    cell = reload(page, "package")
    expect(cell.element.get_by_role("tab")).to_have_text(["main.py", "shop/costs.py", "notes.txt"])
    expect(cell.tab("notes.txt")).to_have_attribute("aria-selected", "true")
    assert cell.files == before
    assert list(before) == ["main.py", "shop/costs.py", "notes.txt"]


def test_an_edit_that_was_just_typed_survives_leaving_the_page(lab_site: str, open_page: OpenPage) -> None:
    page = open_page(lab_site)
    edit(page, text="print('first')")  # what keeps edits is there now
    Cell(page, "plain").type_over("print('last')")
    page.goto(lab_site + "next/")
    page.goto(lab_site)
    page.wait_for_selector("py-cell#plain[state=idle]")
    expect(Cell(page, "plain").status).to_contain_text("are back")
    assert Cell(page, "plain").files == {"main.py": "print('last')\n"}


def test_an_edit_that_was_just_typed_survives_instant_navigation(lab_site: str, open_page: OpenPage) -> None:
    page = open_page(lab_site)
    edit(page, text="print('first')")
    Cell(page, "plain").type_over("print('last')")
    page.evaluate("globalThis.same_visit = true")
    page.locator(".md-footer__link--next").click()
    page.wait_for_selector("py-cell#there[state=idle]")
    page.go_back()
    page.wait_for_selector("py-cell#plain[state=idle]")
    assert page.evaluate("globalThis.same_visit") is True
    expect(Cell(page, "plain").status).to_contain_text("are back")
    assert Cell(page, "plain").files == {"main.py": "print('last')\n"}


def test_a_cell_that_comes_in_the_place_of_another_one_has_what_was_just_typed(
    lab_site: str, open_page: OpenPage
) -> None:
    page = open_page(lab_site)
    cell = edit(page, text="x = 1")
    cell.open_editor()
    page.keyboard.press("Control+End")
    page.evaluate(
        """async () => {
            const cell = document.querySelector("py-cell#plain");
            const text = await (await fetch(location.pathname)).text();
            const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("py-cell#plain");
            document.execCommand("insertText", false, "23");
            await new Promise((resolve) => setTimeout(resolve, 50));
            cell.replaceWith(fresh);
        }"""
    )
    expect(cell.status).to_contain_text("are back")
    assert cell.files == {"main.py": "x = 123\n"}


def test_an_edit_is_kept_at_once_when_the_page_is_hidden(lab_site: str, open_page: OpenPage) -> None:
    page = open_page(lab_site)
    cell = edit(page, text="print('first')")
    cell.open_editor()
    texts = page.evaluate(
        """async () => {
            const before = JSON.stringify(localStorage);
            document.execCommand("insertText", false, "#");
            await new Promise((resolve) => setTimeout(resolve, 50));
            const typed = JSON.stringify(localStorage);
            document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
            return [typed === before, JSON.stringify(localStorage) !== before];
        }"""
    )
    assert texts == [True, True]


def test_what_is_taken_back_is_not_kept(lab_site: str, open_page: OpenPage) -> None:
    page = open_page(lab_site)
    cell = edit(page)
    cell.type_over("print('hello')")
    page.wait_for_function("() => !Object.keys(localStorage).some((key) => key.startsWith('importable:'))")
    leave_editor(page)
    expect(cell.button("delete-all")).to_have_count(0)
    expect(reload(page).status).to_have_text("Edit the code if you like, and run it.")


def test_a_cell_that_nobody_edits_stores_nothing_and_loads_nothing(lab_site: str, open_page: OpenPage) -> None:
    page = open_page("about:blank")
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(lab_site)
    page.wait_for_selector("py-cell#plain[state=idle]")
    Cell(page, "plain").open_editor()
    leave_editor(page)
    assert Cell(page, "plain").run()["verdict"] == "same"
    assert entries(page) == {}
    assert [url for url in requests if "keeper" in url] == []
    expect(page.locator(".py-cell-kept")).to_have_count(0)


def test_files_that_a_script_sets_are_not_kept(lab_site: str, open_page: OpenPage) -> None:
    page = open_page(lab_site)
    Cell(page, "plain").run_code("print('set')\n")
    page.wait_for_timeout(500)
    assert entries(page) == {}
    assert reload(page).files == {"main.py": "print('hello')\n"}


def test_an_edit_of_what_a_script_has_set_does_not_take_the_place_of_the_readers_work(
    lab_site: str, open_page: OpenPage
) -> None:
    page = open_page(lab_site)
    cell = edit(page, text="print('mine')")
    cell.files = {"main.py": "print('set')\n"}
    expect(cell.button("delete-all")).to_have_count(0)
    cell.type_over("print('set and edited')")
    leave_editor(page)
    expect(cell.button("show")).to_have_count(1)
    cell = reload(page)
    expect(cell.status).to_contain_text("are back")
    assert cell.files == {"main.py": "print('set and edited')\n"}
    expect(cell[".py-cell-kept"]).to_contain_text("You have other edits of this code from")
    cell.button("show").click()
    assert cell.files == {"main.py": "print('mine')\n"}


def test_reset_deletes_what_is_kept_and_undo_brings_both_back(lab_site: str, open_page: OpenPage) -> None:
    page = open_page(lab_site)
    cell = edit(page)
    before = entries(page)
    cell.button("reset").click()
    assert entries(page) == {}
    expect(cell.button("delete-all")).to_have_count(0)
    cell.button("undo").click()
    assert entries(page) == before
    expect(cell.button("delete-all")).to_be_visible()
    expect(cell.button("run")).to_be_focused()
    cell = reload(page)
    expect(cell.status).to_contain_text("are back")
    cell.button("reset").click()
    assert reload(page).files == {"main.py": "print('hello')\n"}
    expect(Cell(page, "plain").status).to_have_text("Edit the code if you like, and run it.")


# ── a newer page ──────────────────────────────────────────────────────────────────────────────────────────


def renew(page: Page, site: str) -> Cell:
    """The page as it is after its authors have changed the snippet."""

    def answer(route: Route) -> None:
        response = route.fetch()
        newer = response.text().replace("hello", "hello again")
        route.fulfill(response=response, body=newer)

    page.route(site, answer)
    cell = reload(page)
    expect(cell.button("show")).to_be_visible()
    return cell


NEWER = {"main.py": "print('hello again')\n"}


def test_an_edit_of_an_older_page_is_asked_about_and_can_be_shown(lab_site: str, open_page: OpenPage) -> None:
    page = open_page(lab_site)
    edit(page)
    cell = renew(page, lab_site)
    assert cell.files == NEWER
    expect(cell[".py-cell-kept"]).to_contain_text(
        re.compile(r"^The page's code is newer than your edits from \d\d:\d\d\. Show my edits Delete them $")
    )
    expect(cell.status).to_have_text("Edit the code if you like, and run it.")
    cell.button("show").click()
    assert cell.files == {"main.py": EDITED}
    expect(cell.button("undo")).to_be_focused()
    assert len(entries(page)) == 1
    cell = reload(page)
    expect(cell.status).to_contain_text("are back")
    assert cell.files == {"main.py": EDITED}
    expect(cell.button("show")).to_have_count(0)


def test_showing_an_older_edit_can_be_undone(lab_site: str, open_page: OpenPage) -> None:
    page = open_page(lab_site)
    edit(page)
    before = entries(page)
    cell = renew(page, lab_site)
    cell.type_over("print('newer')")
    leave_editor(page)
    expect(cell.button("delete-all")).to_have_count(1)
    both = entries(page)
    assert len(both) == 2
    cell.button("show").click()
    assert cell.files == {"main.py": EDITED}
    cell.button("undo").click()
    assert cell.files == {"main.py": "print('newer')\n"}
    assert entries(page) == both
    expect(cell.button("show")).to_be_visible()
    assert before.items() <= both.items()


def test_an_edit_of_an_older_page_can_be_deleted_and_that_undone(lab_site: str, open_page: OpenPage) -> None:
    page = open_page(lab_site)
    edit(page)
    before = entries(page)
    cell = renew(page, lab_site)
    cell.button("discard").click()
    assert entries(page) == {}
    expect(cell.button("undo")).to_be_focused()
    cell.button("undo").click()
    assert entries(page) == before
    cell.button("discard").click()
    cell = reload(page)
    page.wait_for_timeout(300)
    expect(cell.button("show")).to_have_count(0)
    assert cell.files == NEWER


def test_the_question_stays_until_it_is_answered(lab_site: str, open_page: OpenPage) -> None:
    page = open_page(lab_site)
    edit(page)
    cell = renew(page, lab_site)
    cell.click_run()
    expect(cell.button("show")).to_be_visible()
    cell = edit(page, text="print('newer')")
    expect(cell.button("show")).to_be_visible()
    cell = reload(page)
    expect(cell.status).to_contain_text("are back")
    assert cell.files == {"main.py": "print('newer')\n"}
    cell.button("show").click()
    assert cell.files == {"main.py": EDITED}


# ── deleting all ──────────────────────────────────────────────────────────────────────────────────────────


def test_one_button_deletes_all_edits_on_the_device(lab_site: str, open_page: OpenPage) -> None:
    page = open_page(lab_site + "next/")
    edit(page, "there")
    page.goto(lab_site)
    edit(page, "second")
    cell = edit(page)
    page.evaluate("localStorage.setItem('somebody', 'else')")
    cell.button("delete-all").click()
    question = cell.element.get_by_role("group", name="Delete your edits of 3 cells on this device, for good?")
    expect(question).to_be_visible()
    expect(cell.button("keep")).to_be_focused()
    page.keyboard.press("Escape")
    expect(cell.button("delete-all")).to_be_focused()
    cell.button("delete-all").click()
    cell.button("keep").click()
    expect(cell.button("delete-all")).to_be_focused()
    assert len(entries(page)) == 3
    cell.button("delete-all").click()
    cell.button("delete").click()
    assert entries(page) == {}
    assert page.evaluate("localStorage.getItem('somebody')") == "else"
    expect(cell.status).to_have_text("Your edits of 3 cells are deleted.")
    expect(cell.button("run")).to_be_focused()
    assert cell.files == {"main.py": "print('hello')\n"}
    assert Cell(page, "second").files == {"main.py": "print('second')\n"}
    expect(page.locator(".py-cell-kept:visible")).to_have_count(0)
    page.goto(lab_site + "next/")
    page.wait_for_selector("py-cell#there[state=idle]")
    assert Cell(page, "there").files == {"main.py": "print('on the next page')\n"}


def test_what_is_deleted_does_not_come_back_by_undo(lab_site: str, open_page: OpenPage) -> None:
    page = open_page(lab_site)
    second = edit(page, "second")
    second.button("reset").click()
    cell = edit(page)
    page.wait_for_timeout(700)  # the editor takes what comes within half a second for one change
    cell.button("delete-all").click()
    cell.button("delete").click()
    expect(cell.status).to_have_text("Your edits of 1 cell are deleted.")
    expect(page.locator("[data-action=undo]")).to_have_count(0)
    cell.open_editor()
    page.keyboard.press("Control+z")
    assert cell.files == {"main.py": "print('hello')\n"}
    assert entries(page) == {}


def test_other_tabs_hear_that_all_is_deleted(lab_site: str, open_page: OpenPage) -> None:
    page = open_page(lab_site)
    cell = edit(page)
    other = page.context.new_page()
    other.goto(lab_site)
    there = Cell(other, "plain")
    expect(there.status).to_contain_text("are back")
    there.open_editor()
    cell.button("delete-all").click()
    cell.button("delete").click()
    expect(there.status).to_have_text("The page's own code again.")
    assert there.files == {"main.py": "print('hello')\n"}
    assert there.tab("main.py").evaluate("tab => tab === document.activeElement")


def test_in_two_tabs_the_last_one_writes_and_neither_changes_the_other(lab_site: str, open_page: OpenPage) -> None:
    page = open_page(lab_site)
    other = page.context.new_page()
    other.goto(lab_site)
    edit(page, text="print('one')")
    there = edit(other, text="print('two')")
    expect(there[".py-cell-kept"]).to_contain_text("You have other edits of this code")
    edit(page, text="print('three')")
    assert there.files == {"main.py": "print('two')\n"}
    assert Cell(page, "plain").files == {"main.py": "print('three')\n"}
    keys = entries(page)
    page.wait_for_timeout(700)
    assert entries(page) == keys
    expect(reload(other).status).to_contain_text("are back")
    assert there.files == {"main.py": "print('three')\n"}


# ── where nothing can be kept ─────────────────────────────────────────────────────────────────────────────

FILL = """() => {
    for (let size = 1 << 22; size >= 1; size >>= 1) {
        for (;;) try { localStorage.setItem(`filler-${size}-${Math.random()}`, "x".repeat(size)); } catch { break; }
    }
}"""
DENIED = "This browser does not let the page keep your edits: copy what you want to keep."
NO_ROOM = "There is no room left to keep your edits in this browser: copy what you want to keep."


def test_a_full_storage_is_said_once_and_nothing_is_lost(lab_site: str, open_page: OpenPage) -> None:
    page = open_page(lab_site)
    page.evaluate(FILL)
    cell = Cell(page, "plain")
    cell.type_over("print('too much')")
    expect(cell.status).to_have_text(NO_ROOM)
    leave_editor(page)
    expect(cell[".py-cell-kept"]).to_have_text("Not kept: no room. ")
    assert cell.run()["output"] == "too much\n"
    cell.type_over("print('more')")
    page.wait_for_timeout(600)
    expect(cell.status).not_to_contain_text(NO_ROOM)
    second = Cell(page, "second")
    second.type_over("print('more')")
    expect(second[".py-cell-kept"]).to_have_text("Not kept: no room. ")
    expect(second.status).not_to_contain_text(NO_ROOM)
    assert cell.files == {"main.py": "print('more')\n"}
    page.evaluate("localStorage.clear()")
    cell.type_over("print('room')")
    leave_editor(page)
    expect(cell.button("delete-all")).to_have_count(1)
    reload(page)
    expect(cell.status).to_contain_text("are back")


def test_a_very_large_edit_is_not_kept_and_that_is_said(lab_site: str, open_page: OpenPage) -> None:
    page = open_page(lab_site)
    cell = edit(page, text="print('small')")
    cell.type_over("#" * 200_000)
    expect(cell.status).to_have_text("An edit of more than 200,000 characters is not kept: copy what you want to keep.")
    leave_editor(page)
    expect(cell[".py-cell-kept"]).to_have_text("Not kept: too large. ")
    assert len(cell.files["main.py"]) == 200_001
    assert cell.run()["exit"] == 0


def test_a_browser_that_stores_nothing_is_said_once_and_nothing_is_lost(
    lab_site: str, playwright: Playwright, tmp_path: Path
) -> None:
    """As a reader sets it who lets no site store anything: every access to the storage throws. A shell has no settings."""
    (tmp_path / "Default").mkdir()
    settings = {"profile": {"default_content_setting_values": {"cookies": 2}}}
    (tmp_path / "Default/Preferences").write_text(json.dumps(settings))
    context = playwright.chromium.launch_persistent_context(
        tmp_path, executable_path=chromium.find(), args=["--no-sandbox"]
    )
    context.route(CDN, lambda route: route.abort())
    watch = Watch(context)
    page = context.new_page()
    page.goto(lab_site)
    tried = page.evaluate("() => { try { return typeof localStorage } catch (error) { return error.name } }")
    assert tried == "SecurityError"
    cell = Cell(page, "plain")
    assert cell.run()["verdict"] == "same"
    cell.type_over("print('mine')")
    expect(cell.status).to_have_text(DENIED)
    leave_editor(page)
    expect(cell[".py-cell-kept"]).to_have_text("Not kept. ")
    cell.click_run()
    expect(cell.output).to_have_text("mine")
    second = Cell(page, "second")
    second.type_over("print('too')")
    expect(second[".py-cell-kept"]).to_have_text("Not kept. ")
    expect(second.status).not_to_contain_text(DENIED)
    assert cell.files == {"main.py": "print('mine')\n"}
    cell.button("reset").click()
    cell.button("undo").click()
    assert cell.files == {"main.py": "print('mine')\n"}
    context.close()
    watch.check()


def test_where_the_keeper_does_not_arrive_the_next_change_tries_again(
    lab_site: str, open_page: OpenPage, watches: list[Watch]
) -> None:
    page = open_page(lab_site)
    watches[0].expected.append("net::ERR")
    page.route("**/keeper.js", lambda route: route.abort())
    cell = Cell(page, "plain")
    with page.expect_event("requestfailed", lambda request: request.url.endswith("/keeper.js")):
        cell.type_over("print('one')")
    assert cell.run()["output"] == "one\n"
    page.unroute("**/keeper.js")
    edit(page, text="print('two')")
    cell = reload(page)
    expect(cell.status).to_contain_text("are back")
    assert cell.files == {"main.py": "print('two')\n"}


# ── what is read may be anybody's ─────────────────────────────────────────────────────────────────────────

STRANGE = [
    "",
    "null",
    "[]",
    "not json",
    "{}",
    '{"files": null}',
    '{"files": {}}',
    '{"files": []}',
    '{"files": "main.py"}',
    '{"files": {"main.py": 1}, "opened": "main.py", "when": 0}',
    '{"files": {"main.py": "", "../up.py": ""}, "opened": "main.py", "when": 0}',
    '{"files": {"main.py": "", "/etc/x": ""}, "opened": "main.py", "when": 0}',
    '{"files": {"a.py": "", "A.py": ""}, "opened": "a.py", "when": 0}',
    json.dumps({"files": {f"m{n}.py": "" for n in range(51)}, "opened": "m1.py", "when": 0}),
    json.dumps({"files": {"main.py": "x" * 1_000_001}, "opened": "main.py", "when": 0}),
]


@pytest.mark.parametrize("version", ["current", "older"])
def test_an_entry_of_somebody_else_is_let_be(lab_site: str, open_page: OpenPage, version: str) -> None:
    page = open_page(lab_site)
    edit(page)
    key = next(iter(entries(page))) if version == "current" else "importable:edit:/index/plain@older"
    for text in STRANGE:
        page.evaluate("([key, text]) => { localStorage.clear(); localStorage.setItem(key, text); }", [key, text])
        with page.expect_response("**/keeper.js"):
            cell = reload(page)
        page.wait_for_function("() => document.querySelector('py-cell#plain .py-cell-kept')")
        assert cell.files == {"main.py": "print('hello')\n"}, text
        expect(cell.status).to_have_text("Edit the code if you like, and run it.")
        expect(cell[".py-cell-kept"]).to_be_hidden()
    edit(page)
    assert len(entries(page)) == (1 if version == "current" else 2)


def test_an_entry_may_lack_what_is_not_needed(lab_site: str, open_page: OpenPage) -> None:
    page = open_page(lab_site)
    edit(page)
    key = next(iter(entries(page)))
    entry = {"files": {"main.py": "x = 1\n", "b.py": ""}, "opened": "gone.py", "when": "long ago"}
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, json.dumps(entry)])
    cell = reload(page)
    expect(cell.status).to_have_text("Your edits are back; the output is still the page's.")
    assert cell.files == entry["files"]
    expect(cell.tab("main.py")).to_have_attribute("aria-selected", "true")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_no_barrier_in_what_is_said_of_kept_edits(lab_site: str, open_page: OpenPage, scheme: Scheme) -> None:
    page = open_page(lab_site, color_scheme=scheme)
    edit(page)
    cell = renew(page, lab_site)
    found = {"older": barriers(page, "py-cell#plain")}
    edit(page, text="print('newer')")
    found["both"] = barriers(page, "py-cell#plain")
    cell.button("delete-all").click()
    found["question"] = barriers(page, "py-cell#plain")
    cell.button("keep").click()
    cell.button("show").click()
    found["undo"] = barriers(page, "py-cell#plain")
    assert {state: list_ for state, list_ in found.items() if list_} == {}
