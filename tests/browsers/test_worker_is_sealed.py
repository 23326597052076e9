"""From where readers' code runs no way leads out: not to the network, not to storage, not to the page.

attack.js stands in worker.js's place and tries. The same file in a worker without the seal gets through, so that
a way that only looks refused is seen.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import sites

from .cell import Cell, open_cells
from .conftest import project_without_cdn
from .driver import PATIENCE, Driver, NoAnswerError
from .lacks import lacks
from .trap import Trap, open_trap

ATTACK = Path(__file__).with_name("attack.js")

WITHOUT_SEAL = """(files, type) => {
    globalThis.unsealed?.terminate();
    const worker = globalThis.unsealed = new Worker("assets/cells/worker.js", { type });
    const found = new Promise((resolve) => {
        worker.onmessage = ({ data }) => data.type === "output" && resolve(JSON.parse(data.chunks[0][1]));
    });
    worker.postMessage({ type: "run", files });
    return found;
}"""

NETWORK = {
    "fetch of another host": "/fetch",
    "fetch of another host without CORS": "/no-cors",
    "fetch that outlives the page": "/keepalive",
    "fetch from the prototype": "/prototype",
    "XMLHttpRequest": "/xhr",
    "XMLHttpRequest that blocks": "/xhr-sync",
    "WebSocket": "/socket",
    "EventSource": "/events",
    "import() of another host": "/module.js",
    "importScripts": "/script.js",
    "worker of another host": "/worker.js",
    "font": "/font.woff",
}
"""Ways out, and what the trap then hears."""

OWN_SITE = ("fetch of the same origin", "import() of the same origin", "worker of the same origin")
STORAGE = ("IndexedDB", "Cache Storage", "Cache Storage of an earlier run", "OPFS", "localStorage")
TEXT_AS_CODE = ("eval", "Function constructor", "async Function constructor", "a timer with text")
WAYS = (*NETWORK, *OWN_SITE, *STORAGE, *TEXT_AS_CODE, "the page's DOM")

NO_WORKER_HAS = {"localStorage", "the page's DOM", "worker of another host"}
"""Ways that lead out of no worker at all."""


class Recording(sites.Handler):
    """Remembers which addresses were asked for by an attack."""

    tried: list[str] = []  # noqa: RUF012 - one server has it

    def do_GET(self) -> None:  # noqa: N802 - the library's name
        if "tried=" in self.path:
            self.tried.append(self.path)
        super().do_GET()


@pytest.fixture(scope="session")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site in which the attack stands in worker.js's place."""
    folder = tmp_path_factory.mktemp("attacked")
    project = project_without_cdn(
        folder / "project", {"index": {"attack": {"main.py": "x = 1\n", "output.txt": "x\n"}}}
    )
    (project / "docs/assets/cells/worker.js").write_text(ATTACK.read_text("utf-8"), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sites, "Handler", Recording)
        with sites.served(project, folder / "site") as address:
            yield address


@pytest.fixture
def trap() -> Iterator[Trap]:
    Recording.tried.clear()
    with open_trap() as trap:
        yield trap


def orders(attacked: str, trap: Trap) -> dict[str, str]:
    """The files that tell attack.js what to do."""
    return {
        "main.py": json.dumps({"ways": WAYS, "site": attacked, "trap": trap.address}),
        "attack.js": ATTACK.read_text("utf-8"),
    }


def test_no_way_leads_out(browser: Driver, attacked: str, trap: Trap) -> None:
    open_cells(browser, attacked)
    cell = Cell(browser, "attack")
    opens = {"Cache Storage"} if lacks(browser.id, "refusal of Cache Storage") else set()
    for _ in range(2):  # the second finds what the first has left
        result = again(partial(cell.run, orders(attacked, trap)), lambda: cell.evaluate("cell => cell.stop()"))
        found = json.loads(result["output"])
        assert set(found["here"]) == set(WAYS)
        assert led_out(found["here"]) == opens
        for inside in found["inside"].values():
            # A worker inside is refused itself, or gets no further; one that only says nothing would hide what it does.
            assert "silence" not in inside
            assert inside.startswith("refused") if isinstance(inside, str) else led_out(inside) == opens
    assert (trap.heard, Recording.tried) == ([], [])


def unsealed(browser: Driver, files: dict[str, str], type: str, timeout: float) -> Any:
    return browser.evaluate(WITHOUT_SEAL, files, type, timeout=timeout)


def again(attack: Callable[[float], Any], stop: Callable[[], object] = lambda: None) -> Any:
    """What an attack found. Now and then Firefox 153 never returns from `new Worker` in a worker: then once more."""
    for _ in range(4):
        try:
            return attack(30)
        except NoAnswerError:
            stop()
    return attack(PATIENCE)


def led_out(found: Mapping[str, str]) -> set[str]:
    return {way for way, how in found.items() if not how.startswith("refused")}


def test_without_the_seal_the_same_ways_lead_out(browser: Driver, attacked: str, trap: Trap) -> None:
    open_cells(browser, attacked)
    through = set[str]()
    for type in ("module", "classic"):  # importScripts is in one, `import` statements are in the other
        files = {"main.py": orders(attacked, trap)["main.py"]}
        found = again(partial(unsealed, browser, files, type))
        through |= led_out(found["here"])
    through |= {way for way, path in NETWORK.items() if any(path in line for line in trap.heard)}
    missing = {way for way in WAYS if lacks(browser.id, way)}
    assert set(WAYS) - through == NO_WORKER_HAS | missing
