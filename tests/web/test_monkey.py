"""A monkey at the lessons: clicks, types, runs, stops and turns pages at random, and no error may be heard of it.

40 seconds, the same choices in every run of the suite. `IMPORTABLE_MONKEY=3600` lets it play for an hour, with other
choices each time; `IMPORTABLE_MONKEY_SEED` makes those of an earlier one again, as far as time allows.
"""

import os
import random
import time
from collections import Counter, deque
from collections.abc import Callable
from contextlib import suppress

from conftest import Watch, new_context
from playwright.sync_api import Browser, Error, Page, TimeoutError

SECONDS = float(os.environ.get("IMPORTABLE_MONKEY", "40"))
SEED = int(os.environ.get("IMPORTABLE_MONKEY_SEED", "0" if SECONDS > 40 else "1")) or random.randrange(1, 10**6)

PROGRAMS = [
    "print('hello')\n",
    "import my_module\nprint(my_module)\n",
    "import shop, shop.cart, tools\nprint(dir(tools), __name__)\n",
    "from tools import *\nfrom math import sqrt as root\nprint(root(16))\n",
    "def greet(name):\n    return f'Hello, {name}!'\n",
    "for n in range(5):\n    print(n, end=' ')\n",
    "name = input('Name? ')\nprint('Hi', name)\n",
    "while True:\n    print(input())\n",
    "while True: pass\n",
    "while True: print('again ' * 20)\n",
    "while True:\n    try:\n        while True: pass\n    except BaseException: pass\n",
    "for n in range(100_000): print(n)\n",
    "import time\ntime.sleep(60)\n",
    "import numpy as np\nprint(np.arange(3))\n",
    "def f(:\n  print(\n",
    "\tprint('tab')\n    print('spaces')\n",
    "1 / 0\n",
    "import sys; sys.exit(3)\n",
    "import sys; print('to stderr', file=sys.stderr); sys.stdout = None\n",
    "import os; os._exit(1)\n",
    "def f(n): return f(n + 1)\nf(0)\n",
    "class A:\n    def __repr__(self): return repr(self)\nprint(A())\n",
    "x = 'x' * 10**9\n",
    "import os, shutil\nshutil.rmtree('.')\nopen('main.py', 'w').write('1')\n",
    "import sys; sys.modules.clear()\n",
    "import builtins; del builtins.print; builtins.__import__ = None\n",
    "import js; js.close()\n",
    "import js; js.onmessage = None; js.postMessage('x')\n",
    "import random; print(random.random())\n",
    "print('<img src=x onerror=alert(1)><script>alert(2)</script>')\n",
    "print('\\x1b[31mred\\x1b[0m \\x00 \\u202e \\ufeff e\\u0301 🐍', '日本' * 50)\n",
    "é = 1; print(é)  # \u202e \u2028 \x00 🐍\n",
    "",
    "\n" * 40,
    "x" * 5000,
    "# a long file\n" + "print('line')\n" * 500,
]
NAMES = [
    *("tools.py", "my_module.py", "shop/cart.py", "shop/__init__.py", "data.txt", "random.py", "main.py", "café.py"),
    *("../up.py", "/abs.py", "a b.py", "class.py", "tools", "", "x" * 300, "a\\b.py", "<b>.txt", "\u202e.py", ".py"),
]
LINES = ["Ada", "", "7", "exit()", "é日本🐍", "<b>" * 200]
WORDS = ["import", "random", "module", "zzz", "<b>", "  ", "from import as"]
KEYS = [
    *("Tab", "Shift+Tab", "Enter", "Escape", "Space", "Backspace", "Delete", "ArrowLeft", "ArrowRight", "ArrowUp"),
    *(
        "ArrowDown",
        "Home",
        "End",
        "PageUp",
        "PageDown",
        "Control+a",
        "Control+c",
        "Control+x",
        "Control+v",
        "Control+z",
    ),
    *(
        "Control+y",
        "Control+Enter",
        "Control+]",
        "Control+[",
        "Control+Home",
        "Alt+ArrowUp",
        "/",
        "s",
        "f",
        "n",
        "p",
        ".",
    ),
]

TARGET = """([selector, chance]) => {
    const seen = [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility() && one.offsetWidth);
    const element = seen[Math.floor(chance * seen.length)];
    if (!element) return null;
    element.scrollIntoView({ block: "nearest", behavior: "instant" });
    const { left, top, width, height } = element.getBoundingClientRect();
    const cell = element.closest("py-cell")?.id;
    const { action, file } = element.dataset;
    const what = action ?? file ?? (element.className || element.localName);
    return { what: `${cell ? `${cell}: ` : ""}${what}`, x: left + Math.min(width / 2, 60), y: top + Math.min(height / 2, 40) };
}"""

BY_SCRIPT = {
    "run": "cell => void cell.run()",
    "run, twice": "cell => { cell.run(); cell.run(); }",
    "stop": "cell => cell.stop()",
    "reset": "cell => cell.reset()",
    "stop, reset, run": "cell => { cell.stop(); cell.reset(); cell.run(); }",
    "set files": "cell => { cell.files = { ...cell.files, 'tools.py': 'print(1)\\\\n' }; }",
    "move": "cell => document.querySelector('article').append(cell)",
    "take away and put back": "cell => { const next = cell.nextSibling, home = cell.parentNode; cell.remove(); home.insertBefore(cell, next); }",
}


HEAR = """addEventListener("py-cell-result", ({ target, detail: { state, verdict, message, output, exit } }) =>
    monkeyHears(verdict === "different" ? `different: ${target.id}, exit ${exit}: ${output}`
        : [state, verdict, message].filter(Boolean).join(" ")))"""


class Monkey:
    """Plays on one page, and remembers what it did."""

    def __init__(self, page: Page, watch: Watch, address: str) -> None:
        self.page = page
        self.watch = watch
        self.address = address
        self.random = random.Random(SEED)
        self.recent: deque[str] = deque(maxlen=30)
        self.count: Counter[str] = Counter()
        self.ends: Counter[str] = Counter()
        self.errors: dict[str, list[str]] = {}
        """Each one, and what was done before it the first time."""
        page.expose_function("monkeyHears", self.hear_end)
        page.add_init_script(HEAR)
        page.goto(address)
        self.tricks: dict[Callable[[], None], int] = {
            self.click_button: 20,
            self.run: 15,
            self.stop: 8,
            self.switch_tab: 8,
            self.type_program: 15,
            self.type_keys: 15,
            self.name_file: 8,
            self.remove_file: 3,
            self.answer: 8,
            self.click_anywhere: 4,
            self.by_script: 6,
            self.follow_link: 8,
            self.go_back: 3,
            self.go_forward: 2,
            self.reload: 1,
            self.toggle_palette: 2,
            self.search: 3,
            self.resize: 2,
            self.scroll: 3,
            self.wait: 10,
            self.wait_for_ends: 3,
        }

    def play(self, seconds: float) -> None:
        """Do one thing after the other. An error is kept with what was done before it."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and len(self.errors) < 10:
            if not self.page.url.startswith(self.address):
                self.page.goto(self.address)
            [trick] = self.random.choices(list(self.tricks), list(self.tricks.values()))
            name = trick.__name__
            self.count[name] += 1
            self.recent.append(name)
            try:
                trick()
                self.page.locator("body").wait_for(state="attached", timeout=30_000)
            except Error as error:
                if not any(words in str(error) for words in GONE):
                    self.heard(str(error))
            for message in self.watch.errors:
                self.heard(message)
            self.watch.errors.clear()

    def hear_end(self, end: str) -> None:
        self.ends.update([end])
        if end.startswith("different: "):  # code that is the page's own prints what the page says
            self.heard(end)

    def heard(self, error: str) -> None:
        self.count["errors"] += 1
        self.errors.setdefault(error, list(self.recent))

    def did(self, what: str) -> None:
        self.recent[-1] += f" {what}"

    def click(self, selector: str, **options: int) -> bool:
        """Click on one of those that can be seen, with the mouse: on whatever lies there."""
        found = self.page.evaluate(TARGET, [selector, self.random.random()])
        if not found:
            return False
        self.did(found["what"])
        self.page.mouse.click(found["x"], found["y"], click_count=options.get("times", 1))
        return True

    # ── in a cell ─────────────────────────────────────────────────────────────────────────────────────────

    def click_button(self) -> None:
        self.click("py-cell button", times=self.random.choice([1, 1, 1, 2]))

    def run(self) -> None:
        self.click("py-cell [data-action=run]")

    def stop(self) -> None:
        self.click("py-cell [data-action=stop]")

    def switch_tab(self) -> None:
        self.click("py-cell [role=tab]")

    def type_program(self) -> None:
        if not self.click("py-cell pre[data-file], py-cell .py-cell-editor"):
            return
        text = self.random.choice(PROGRAMS)
        self.did(repr(text[:60]))
        if self.random.random() < 0.7:
            self.page.keyboard.press("Control+a")
        if len(text) < 60 and self.random.random() < 0.3:
            self.page.keyboard.type(text)
        else:
            self.page.keyboard.insert_text(text)
        if self.random.random() < 0.5:
            self.page.keyboard.press("Control+Enter")

    def type_keys(self) -> None:
        for key in self.random.choices(KEYS, k=self.random.randint(1, 5)):
            self.did(key)
            self.page.keyboard.press(key)

    def name_file(self) -> None:
        if self.click("py-cell [data-action=add], py-cell [data-action=rename]"):
            self.page.keyboard.press("Control+a")
            self.type_line(NAMES)

    def remove_file(self) -> None:
        self.click("py-cell [data-action=remove]")

    def answer(self) -> None:
        if self.click("py-cell input, py-cell textarea"):
            self.type_line(LINES)

    def type_line(self, texts: list[str]) -> None:
        text = self.random.choice(texts)
        self.did(repr(text[:60]))
        self.page.keyboard.insert_text(text)
        self.page.keyboard.press(self.random.choice(["Enter", "Enter", "Enter", "Escape", "Tab"]))

    def by_script(self) -> None:
        """As a course's own script may."""
        name = self.random.choice(list(BY_SCRIPT))
        self.did(name)
        self.page.evaluate(
            f"""(chance) => {{
                const cells = document.querySelectorAll("py-cell");
                const cell = cells[Math.floor(chance * cells.length)];
                if (cell?.files) ({BY_SCRIPT[name]})(cell);
            }}""",
            self.random.random(),
        )

    # ── on the site ───────────────────────────────────────────────────────────────────────────────────────

    def follow_link(self) -> None:
        self.click("a[href]:not([href^=http]), label[for=__drawer]")

    def go_back(self) -> None:
        self.page.evaluate("history.back()")

    def go_forward(self) -> None:
        self.page.evaluate("history.forward()")

    def reload(self) -> None:
        self.page.reload(wait_until="domcontentloaded")

    def toggle_palette(self) -> None:
        self.click("[data-md-component=palette] label")

    def search(self) -> None:
        if self.click(".md-search__input, label[for=__search]"):
            self.page.keyboard.insert_text(self.random.choice(WORDS))
            for key in self.random.choices(["ArrowDown", "Enter", "Escape", "Tab"], k=3):
                self.page.keyboard.press(key)

    def resize(self) -> None:
        self.page.set_viewport_size({"width": self.random.randint(320, 1400), "height": self.random.randint(300, 1000)})

    def scroll(self) -> None:
        self.page.mouse.wheel(0, self.random.randint(-1500, 1500))

    def click_anywhere(self) -> None:
        size = self.page.viewport_size or {"width": 320, "height": 300}
        x, y = self.random.randrange(size["width"]), self.random.randrange(size["height"])
        self.did(f"{x} {y}")
        self.page.mouse.click(x, y, button=self.random.choice(["left", "left", "right"]))

    def wait(self) -> None:
        self.page.wait_for_timeout(self.random.choice([50, 200, 1000]))

    def wait_for_ends(self) -> None:
        """As most readers do; a program may go on for ever."""
        with suppress(TimeoutError):
            self.page.wait_for_function(
                "() => !document.querySelector('py-cell:is([state=loading], [state=running])')", timeout=8000
            )


GONE = ["context was destroyed", "navigat", "frame was detached", "ERR_ABORTED", "Cannot find context"]
"""What Playwright says when a page was left while something was done on it."""

RUN_ALL = """async () => {
    const wrong = [];
    const cells = [...document.querySelectorAll("py-cell[state]")];
    for (const cell of cells) cell.reset(); // another cell's endless program would keep the first one waiting
    for (const cell of cells) {
        if (wrong.length > 1) break;
        for (const { dataset } of cell.querySelectorAll("[data-command]")) {
            cell.reset();
            cell.command = dataset.command;
            const late = new Promise((resolve) =>
                setTimeout(() => resolve({ state: `${cell.state} for a minute` }), 60_000));
            const end = await Promise.race([cell.run(), late]);
            if (end.verdict !== "same" && !end.missing?.length) wrong.push({ id: cell.id, ...end });
        }
    }
    return [cells.length, wrong];
}"""


def test_whatever_is_done_there_is_no_error_and_no_cell_is_dead(browser: Browser, site: str) -> None:
    context = new_context(browser)
    watch = Watch(context)
    page = context.new_page()
    page.set_default_timeout(30_000)
    context.on("page", lambda other: other.close())
    monkey = Monkey(page, watch, site)
    monkey.play(SECONDS)
    story = f"seed {SEED}, {monkey.count.total()} actions, at last {list(monkey.recent)}"
    print(story, dict(monkey.count), dict(monkey.ends), sep="\n")
    assert not monkey.errors, f"{story}\n\n" + "\n\n".join(
        f"{error}\nafter {actions}" for error, actions in monkey.errors.items()
    )
    if not page.locator("py-cell").count():
        page.goto(f"{site}import/")
    page.wait_for_function("() => document.querySelector('py-cell[state]')")
    cells, dead = page.evaluate(RUN_ALL)
    assert cells
    assert not dead, f"{story}\n{dead}"
    assert not watch.errors, f"{story}\n{watch.errors}"
    context.close()
