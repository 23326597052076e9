"""The table of hostile inputs: whatever a program does, the reader sees what happened, and the next run is a new page's.

The rows are data, in tests/hostile/*.toml:

    name            of the row
    code            main.py; `times` repeats it; or `files`, all of them; or `escaped`, main.py as JSON writes it;
                    or `refused`, names of files, each with words of the reason why it can be none
    do              "stop": the reader presses Stop while it runs
    lines           what the reader types, one by one; `lines_times` repeats them
    seconds         after which the run is taken to hang
    probe           afterwards an interpreter is compared with a new page's, in all that new_page.txt prints
    without_jspi    what is seen instead where Python cannot wait, with the reason
    browsers        the only ones in which it is tried, with the reason
    unguarded       on a site where a run keeps its own `postMessage`, so that what it forges gets as far as the frame
    complains       what a browser may write on the console, as Firefox does of what a worker is refused

and what must be seen: `state` and `exit`; `output`, what a script gets of it, `says`, the line of status, `note`, what
stands under the output, `told`, any of these; each a text or several, or with `_like` regular expressions; `prints`,
the whole output; `unsaid`, what is nowhere; the most that is `shown_lines`, `shown_characters` and `kept`.
"""

import re
import tomllib
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from .cell import open_cells
from .driver import CrashedError, Driver
from .lacks import NOISE, lacks
from .trap import Trap, open_trap

TABLE = Path(__file__).parents[1] / "hostile"
PLAY = (TABLE / "play.js").read_text("utf-8").partition("export ")[2]
NEW_PAGE = (TABLE / "new_page.txt").read_text("utf-8")

Table = Mapping[str, Any]

PROGRAM = {"code", "files", "escaped", "refused"}
TEXTS = {"output", "says", "note", "told"}
SEEN = TEXTS | {f"{text}_like" for text in TEXTS}
SEEN |= {"state", "exit", "prints", "unsaid", "shown_lines", "shown_characters", "kept"}
READER = {"do", "lines", "lines_times", "times"}
KEYS = (
    PROGRAM
    | SEEN
    | READER
    | {"name", "seconds", "probe", "without_jspi", "browsers", "unguarded", "complains", "reason"}
)
STATES = {"done", "failed", "stopped", "refused"}

ROWS = {
    f"{file.stem}: {row['name']}": row
    for file in sorted(TABLE.glob("*.toml"))
    for row in tomllib.loads(file.read_text("utf-8"))["row"]
}

LONGEST_RUN = 60
LONGEST_STOP_MS = 1500
LONGEST_NEXT_MS = 20_000
LONGEST_BLOCK_MS = 2500
"""Wide, as all bounds in time: on a machine that is idle it is 200, 1000 and 100 ms."""


def texts(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


# ── the table ───────────────────────────────────────────────────────────────────────────────────────────────


def test_the_table_has_at_least_sixty_rows_each_with_a_name_of_its_own() -> None:
    names = [row["name"] for row in ROWS.values()]
    assert len(set(names)) == len(names) >= 60


def test_each_row_says_what_must_be_seen() -> None:
    for row in ROWS.values():
        other = row.get("without_jspi", {"state": []})
        assert set(row) <= KEYS, row["name"]
        assert set(other) <= SEEN | READER, row["name"]
        assert len(PROGRAM & set(row)) == 1, row["name"]
        assert set(texts(row["state"])) | set(texts(other["state"])) <= STATES, row["name"]
        assert row.get("reason") or not {"without_jspi", "browsers"} & set(row), row["name"]


# ── playing it ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="session")
def trap() -> Iterator[Trap]:
    with open_trap() as trap:
        yield trap


class Player:
    """Plays rows in one browser, all on one page."""

    def __init__(self, browser: Driver, address: str, trap: Trap) -> None:
        self.browser = browser
        self.address = address
        self.trap = trap
        self.new_page = ""
        """What new_page.txt prints when nothing hostile has run yet."""

    def play(self, cell: str, seconds: float = LONGEST_RUN, **row: Any) -> Table:
        order = {"cell": cell, "seconds": seconds, **row}
        seen: Table = self.browser.evaluate(PLAY, order, timeout=seconds + 150)
        return seen

    def open(self) -> None:
        """A new page, if there is none, or it is another test's, or a row has spoilt it."""
        if self.new_page and self.browser.address.startswith(self.address):
            return
        open_cells(self.browser, self.address)
        self.new_page = self.probe()
        self.browser.errors()

    def probe(self) -> str:
        """What an interpreter is like now."""
        seen = self.play("second", files={"main.py": NEW_PAGE})
        assert (seen["state"], seen["exit"]) == ("done", 0), seen["output"][-1000:]
        return re.sub(r"0x[0-9a-f]+", "0x…", seen["output"])

    def files(self, row: Table) -> dict[str, str]:
        files = row.get("files") or {"main.py": row.get("code", "") * row.get("times", 1)}
        places = {"{trap}": self.trap.address, "{site}": self.address}
        return {name: re.sub(r"\{(trap|site)\}", lambda it: places[it[0]], text) for name, text in files.items()}


@pytest.fixture(scope="package")
def players() -> dict[tuple[str, str], Player]:
    return {}


@pytest.fixture
def player(
    row: Table, browser: Driver, address: str, unguarded: str, trap: Trap, players: dict[tuple[str, str], Player]
) -> Player:
    site = unguarded if row.get("unguarded") else address
    return players.setdefault((browser.id, site), Player(browser, site, trap))


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_the_reader_sees_what_happened_and_the_next_run_is_as_on_a_new_page(player: Player, row: Table) -> None:
    browser = player.browser
    if browser.id not in row.get("browsers", [browser.id]):
        pytest.skip(row["reason"])
    row = row if "without_jspi" not in row or not lacks(browser.id, "stack switching") else without_jspi(row)
    wrong, slow, seen = look(player, row)
    if slow and not wrong:  # a busy machine is slow once; a slow cell is slow again
        wrong, slow, seen = look(player, row)
    assert not wrong + slow, f"{seen}"


def look(player: Player, row: Table) -> tuple[list[str], list[str], Table]:
    """What is wrong with a row, what was too slow, and what was seen.

    WebKitGTK 2.50 crashed once in some thousand runs, in a worker that had ended, whatever ran in it (libjavascriptcore
    had a segmentation fault): that is told, and the row played again.
    """
    try:
        return try_row(player, row)
    except CrashedError as crash:
        warnings.warn(f"{player.browser.id} crashed, and the row was played again: {crash}", stacklevel=1)
        return try_row(player, row)


def try_row(player: Player, row: Table) -> tuple[list[str], list[str], Table]:
    """Play a row, and then a cell that nobody has touched."""
    browser = player.browser
    player.open()
    try:
        seen = player.play(
            "plain",
            row.get("seconds", LONGEST_RUN),
            files=player.files(row),
            escaped=row.get("escaped"),
            names=[name for name, _ in row["refused"]] if "refused" in row else None,
            deed=row.get("do"),
            awaited=[*texts(row.get("output", [])), row.get("prints", "")][0],
            lines=row.get("lines", []) * row.get("lines_times", 1),
        )
        after = player.play("modules")
        wrong = [*what_is_wrong(row, seen), *what_is_wrong_next(after)]
        if row.get("probe"):
            wrong += differences(player.new_page, player.probe())
    except BaseException:
        browser.address = ""  # the next row gets a page of its own
        raise
    wrong += [f"the page complained: {error}" for error in browser.errors() if not noise(browser, row, error)]
    if player.trap.heard:
        wrong.append(f"it got out: {player.trap.heard}")
        player.trap.heard.clear()
    if wrong:
        browser.address = ""
    return wrong, list(too_slow(seen, after)), seen


def without_jspi(row: Table) -> Table:
    """The same program, seen where Python cannot wait."""
    kept = {key: value for key, value in row.items() if key not in SEEN | {"do"}}
    return {**kept, **row["without_jspi"]}


def noise(browser: Driver, row: Table, error: str) -> bool:
    return any(part in error for part in ("127.0.0.1:9/", *NOISE[browser.id], *texts(row.get("complains", []))))


def what_is_wrong(row: Table, seen: Table) -> Iterator[str]:
    """Where what was seen is not what the row says."""
    if seen["state"] not in texts(row["state"]):
        yield f"{seen['state']}, not {row['state']}"
    if "exit" in row and seen.get("exit") != row["exit"]:
        yield f"exit status {seen.get('exit')}, not {row['exit']}"
    told = {text: seen[text] for text in ("output", "says", "note")}
    told["told"] = "\n".join(told.values())
    for name, text in told.items():
        yield from (f"{name} has no {part!r}" for part in texts(row.get(name, [])) if part not in text)
        patterns = texts(row.get(f"{name}_like", []))
        yield from (f"{name} has nothing like {it!r}" for it in patterns if not re.search(it, text))
    yield from (f"{part!r} is told" for part in texts(row.get("unsaid", [])) if part in told["told"])
    if "prints" in row and seen["output"] != row["prints"]:
        yield f"the output is {seen['output']!r}"
    for (name, reason), said in zip(row.get("refused", []), seen.get("said", []), strict=True):
        if reason not in said:
            yield f"{name!r}: {said}"
    if "shown" in seen:
        yield from too_much(row, seen)


def too_much(row: Table, seen: Table) -> Iterator[str]:
    """Where there is more than a page can take."""
    sizes = {
        "shown_lines": seen["shown"]["lines"],
        "shown_characters": seen["shown"]["characters"],
        "kept": seen["kept"],
    }
    most = {"shown_lines": 1000, "shown_characters": 100_000, "kept": 1_100_000, **row}
    yield from (f"{name}: {size}" for name, size in sizes.items() if size > most[name])
    if seen["markup"]:
        yield "text became markup"
    if seen["verdict"] == "same":
        yield "the cell says that this is what the page says"


def what_is_wrong_next(seen: Table) -> Iterator[str]:
    """A cell that nobody has touched is run afterwards, and must be what the page says."""
    if (seen["state"], seen["verdict"]) != ("done", "same"):
        yield f"the next run: {seen['state']}, {seen['verdict']}, {seen['says']!r}, {seen['output']!r}"


def too_slow(seen: Table, after: Table) -> Iterator[str]:
    """What a reader would have had to wait for."""
    if (seen.get("stopped") or 0) > LONGEST_STOP_MS:
        yield f"Stop took {seen['stopped']:.0f} ms"
    if seen.get("blocked", 0) > LONGEST_BLOCK_MS:
        yield f"the page was blocked for {seen['blocked']:.0f} ms"
    if after["took"] > LONGEST_NEXT_MS:
        yield f"the next run took {after['took']:.0f} ms"


def differences(new: str, now: str) -> Iterator[str]:
    """Lines of new_page.txt's output that are not as on a new page; the random number must be another."""
    for one, other in zip(new.splitlines(), now.splitlines(), strict=True):
        if (one == other) == one.startswith("random "):
            yield f"a new page has {one!r}, and the next run {other!r}"
