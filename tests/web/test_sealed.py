"""The sealed frame: from inside a run nothing can be reached, not even through `js`."""

from collections.abc import Callable

import pytest
from cells import Cell

Lab = Callable[[str], Cell]


@pytest.mark.parametrize("address", ["{site}", "{site}search/search_index.json", "https://example.org/", "data:text/plain,x"])
def test_nothing_can_be_fetched(lab: Lab, lab_site: str, address: str) -> None:
    url = address.format(site=lab_site)
    code = (
        "import asyncio, js\n"
        "async def main():\n"
        "    try:\n"
        f"        response = await js.fetch('{url}')\n"
        "        print('fetched', response.status)\n"
        "    except Exception as error:\n"
        "        print('refused')\n"
        "asyncio.run(main())\n"
    )
    assert lab("plain").run_code(code)["output"] == "refused\n"


@pytest.mark.parametrize(
    "expression",
    [
        "js.XMLHttpRequest.new().open('GET', '{site}') or js.eval('1')",
        "js.WebSocket.new('{socket}')",
        "js.EventSource.new('{site}')",
        "js.importScripts('{site}assets/cells/py-cell.js')",
        "js.localStorage",
        "js.sessionStorage",
        "js.document",
        "js.window",
        "js.parent",
        "js.top",
        "js.eval('1 + 1')",
        "js.Function.new('return 1')",
        "js.caches.keys() and js.caches.missing",
        "js.navigator.serviceWorker.controller",
        "js.SharedWorker.new('{site}')",
    ],
)
def test_nothing_of_the_page_or_the_network_is_there(lab: Lab, lab_site: str, expression: str) -> None:
    made = expression.format(site=lab_site, socket=lab_site.replace("http", "ws"))
    code = f"import js\ntry:\n    value = {made}\n    print('reached', value)\nexcept BaseException as error:\n    print('refused')\n"
    cell = lab("plain")
    asked: list[str] = []
    cell.page.on("request", lambda request: asked.append(request.url) if request.url == lab_site else None)
    output = cell.run_code(code)["output"]
    if "WebSocket" in made or "EventSource" in made:  # made, and closed by the policy before anything is sent
        assert output.startswith(("refused", "reached"))
    else:
        assert output == "refused\n"
    assert asked == []


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
    cell.page.evaluate("for (let id = 0; id < 50; id++) postMessage({ type: 'output', id, chunks: [['stdout', 'forged']] }, '*')")
    assert lab("second").run()["output"] == "second\n"
    assert cell.output.text_content() == "hello\n"


def test_the_frame_is_sealed(lab: Lab) -> None:
    cell = lab("plain")
    cell.run()
    frame = cell.page.locator("iframe")
    assert frame.get_attribute("sandbox") == "allow-scripts"
    assert cell.page.frames[-1].evaluate("self.origin") == "null"
