"""The sealed frame: from inside a run nothing can be reached, not even through `js`."""

import socketserver
import threading
from collections.abc import Callable, Iterator

import pytest
from cells import Cell

Lab = Callable[[str], Cell]


@pytest.fixture
def trap() -> Iterator[tuple[str, list[bytes]]]:
    """An address that answers whoever comes, and writes down that they came."""
    heard: list[bytes] = []

    class Trap(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            heard.append(self.request.recv(1000))
            self.request.sendall(b"HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 2\r\n\r\nhi")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Trap) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_address[1]}", heard
        server.shutdown()


def test_nothing_can_be_fetched(lab: Lab, lab_site: str, trap: tuple[str, list[bytes]]) -> None:
    addresses = [
        f"http://{trap[0]}/",
        lab_site,
        f"{lab_site}search/search_index.json",
        "https://example.org/",
        "data:text/plain,x",
    ]
    code = (
        "import asyncio, js\n"
        "async def main():\n"
        f"    for address in {addresses!r}:\n"
        "        try:\n"
        "            response = await js.fetch(address)\n"
        "            print('fetched', address)\n"
        "        except Exception as error:\n"
        "            print('refused')\n"
        "asyncio.run(main())\n"
    )
    assert lab("plain").run_code(code)["output"] == "refused\n" * len(addresses)
    assert trap[1] == []


def test_nothing_is_sent_by_any_other_way(lab: Lab, trap: tuple[str, list[bytes]]) -> None:
    ways = [
        "js.WebSocket.new('ws://{trap}/')",
        "js.EventSource.new('http://{trap}/')",
        "js.Worker.new('http://{trap}/')",
        "js.importScripts('http://{trap}/')",
        "js.navigator.sendBeacon('http://{trap}/', 'x')",
        "(x := js.XMLHttpRequest.new(), x.open('GET', 'http://{trap}/'), x.send())",
        "js.WebTransport.new('https://{trap}/')",
        "js.RTCPeerConnection.new()",
        "__import__('urllib.request').request.urlopen('http://{trap}/')",
        "__import__('socket').create_connection(('127.0.0.1', int('{trap}'.split(':')[1])), 1)",
        "__import__('pyodide.http').http.open_url('http://{trap}/')",
        "__import__('pyodide.code').code.run_js('fetch(\"http://{trap}/\")')",
        "__import__('pyodide.code').code.run_js('import(\"http://{trap}/\")')",
    ]
    lines = [f"try: {way.format(trap=trap[0])}\nexcept BaseException: pass\n" for way in ways]
    code = "import asyncio, js\n" + "".join(lines) + "asyncio.run(asyncio.sleep(1))\nprint('tried')\n"
    assert lab("plain").run_code(code)["output"].endswith("tried\n")
    assert trap[1] == []


def test_nothing_of_the_page_is_there(lab: Lab) -> None:
    names = ["localStorage", "sessionStorage", "document", "window", "parent", "top", "opener", "frameElement"]
    code = f"import js\nfor name in {names!r}:\n    print(name, hasattr(js, name))\n"
    assert lab("plain").run_code(code)["output"] == "".join(f"{name} False\n" for name in names)


def test_no_text_becomes_script(lab: Lab) -> None:
    code = (
        "import js\n"
        "for make in (lambda: js.eval('1 + 1'), lambda: js.Function.new('return 1')):\n"
        "    try:\n        make()\n        print('made')\n"
        "    except BaseException:\n        print('refused')\n"
    )
    assert lab("plain").run_code(code)["output"] == "refused\nrefused\n"


def test_storage_is_refused(lab: Lab) -> None:
    code = (
        "import asyncio, js\n"
        "from pyodide.ffi import create_proxy\n"
        "async def main():\n"
        "    end = asyncio.get_running_loop().create_future()\n"
        "    try:\n"
        "        request = js.indexedDB.open('x')\n"
        "        request.onsuccess = create_proxy(lambda event: end.set_result('opened'))\n"
        "        request.onerror = create_proxy(lambda event: end.set_result('refused'))\n"
        "        print(await end)\n"
        "    except Exception as error:\n"
        "        print('refused')\n"
        "asyncio.run(main())\n"
    )
    assert lab("plain").run_code(code)["output"] == "refused\n"


def test_a_forged_message_changes_nothing_but_the_run_itself(lab: Lab) -> None:
    code = (
        "import js\n"
        "from pyodide.ffi import to_js\n"
        "def send(**message):\n"
        "    js.postMessage(to_js(message, dict_converter=js.Object.fromEntries))\n"
        "send(type='output', chunks='<b>x</b>')\n"
        "send(type='nonsense')\n"
        "send(type='output', chunks=[['stdout', '<b>forged</b>\\n']])\n"
        "print('after')\n"
    )
    cell = lab("plain")
    result = cell.run_code(code)
    assert result["output"].endswith("after\n")
    assert cell["[data-output] b"].count() == 0
    assert lab("second").run()["verdict"] == "same"


def test_a_message_to_the_page_from_elsewhere_is_not_heard(lab: Lab) -> None:
    cell = lab("plain")
    cell.run()
    cell.page.evaluate(
        "for (let id = 0; id < 50; id++) postMessage({ type: 'output', id, chunks: [['stdout', 'forged']] }, '*')"
    )
    assert lab("second").run()["output"] == "second\n"
    assert cell.output.text_content() == "hello\n"


def test_the_frame_is_sealed(lab: Lab) -> None:
    cell = lab("plain")
    cell.run()
    frame = cell.page.locator("iframe")
    assert frame.get_attribute("sandbox") == "allow-scripts"
    assert cell.page.frames[-1].evaluate("self.origin") == "null"
