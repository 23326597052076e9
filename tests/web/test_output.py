"""Output is text, in the order of a terminal, and never too much for the page."""

from collections.abc import Callable

from cells import Cell
from playwright.sync_api import expect

Lab = Callable[[str], Cell]


def test_output_is_never_html(lab: Lab) -> None:
    cell = lab("markup")
    cell.click_run()
    assert cell.verdict == "same"
    expect(cell.output).to_have_text('<img src=x onerror="window.hacked = 1">')
    expect(cell["img, script, b"]).to_have_count(0)
    assert cell.page.evaluate("window.hacked") is None


def test_names_and_files_are_never_html(lab: Lab) -> None:
    cell = lab("markup")
    name = "notes & <more>.txt"
    expect(cell.element.get_by_role("tab")).to_have_text(["main.py", name])
    assert cell.files[name] == "<script>window.hacked = 2</script>\n"
    assert cell.page.evaluate("window.hacked") is None


def test_markup_in_errors_and_prompts_is_text(lab: Lab) -> None:
    cell = lab("plain")
    cell.run_code("import sys\nprint('<b>err</b>', file=sys.stderr)\nraise ValueError('<i>x</i>')\n")
    expect(cell.output).to_contain_text("<b>err</b>")
    expect(cell.output).to_contain_text("ValueError: <i>x</i>")
    expect(cell["b, i"]).to_have_count(0)


def test_both_streams_come_in_the_order_of_printing(lab: Lab) -> None:
    code = "import sys\nfor n in range(3):\n    print(n)\n    print('e', n, file=sys.stderr)\n"
    assert lab("plain").run_code(code)["output"] == "0\ne 0\n1\ne 1\n2\ne 2\n"


def test_every_letter_arrives(lab: Lab) -> None:
    text = "grüße 中文 🐍 \u200b \x1b[1m \\ \t."
    cell = lab("plain")
    assert cell.run_code(f"print({text!r})\n")["output"] == text + "\n"


def test_a_last_line_without_line_feed_is_kept(lab: Lab) -> None:
    assert lab("plain").run_code("print('no end', end='')\n")["output"] == "no end"


def test_a_hundred_thousand_lines_leave_the_page_usable_and_say_what_was_cut(lab: Lab) -> None:
    cell = lab("plain")
    cell.page.evaluate(
        """() => {
            globalThis.longest = 0;
            globalThis.observer = new PerformanceObserver((list) => {
                for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
            });
            observer.observe({ entryTypes: ["longtask"] });
        }"""
    )
    result = cell.run_code("for n in range(100_000):\n    print('line', n)\n")
    cell.page.evaluate("observer.disconnect()")
    assert result["state"] == "done"
    assert cell.page.evaluate("longest") < 1500
    expect(cell.output).to_contain_text("line 999\n")
    expect(cell.output).not_to_contain_text("line 1000\n")
    expect(cell[".py-cell-after"]).to_contain_text("Cut here: 99,000 more lines")
    cell.button("show-all").click()
    expect(cell.output).to_contain_text("line 60000\n")
    expect(cell[".py-cell-after"]).to_contain_text("were printed.")
    expect(cell["[data-action=show-all]"]).to_have_count(0)
    cell.page.wait_for_function("() => document.querySelector('#plain [data-output]').textContent.length === 1_000_000")
    lab("modules").tab("my_module.py").click(timeout=2000)


def test_what_is_cut_but_kept_can_all_be_shown(lab: Lab) -> None:
    cell = lab("plain")
    result = cell.run_code(
        "import sys\nfor n in range(3000):\n    print(n, file=sys.stdout if n % 2 else sys.stderr)\n"
    )
    expect(cell[".py-cell-after"]).to_contain_text("Cut here: 2,000 more lines")
    cell.button("show-all").click()
    expect(cell.output).to_have_text(result["output"])
    expect(cell[".py-cell-after"]).to_have_text("")


def test_a_stopped_run_says_what_was_cut_too(lab: Lab) -> None:
    cell = lab("plain")
    cell.files = {"main.py": "while True:\n    print('x')\n"}
    cell.button("run").click()
    expect(cell.output).to_contain_text("x\n" * 1000)
    cell.button("stop").click()
    expect(cell[".py-cell-after"]).to_contain_text("Cut here: at least ")


def test_marks_that_pile_up_on_a_letter_do_not_freeze_the_page(lab: Lab) -> None:
    cell = lab("plain")
    result = cell.run_code("print('a' + chr(0x301) * 50_000 + '|')\n")
    assert len(result["output"]) == 50_003
    expect(cell.output).to_have_text("a" + "\u0301" * 30 + "…|")


def test_one_very_long_line_is_cut_too(lab: Lab) -> None:
    cell = lab("plain")
    cell.run_code("print('x' * 3_000_000)\n")
    assert len(cell.output.text_content() or "") <= 100_000
    expect(cell[".py-cell-after"]).to_contain_text("2,900,00")
    lab("modules").tab("my_module.py").click(timeout=2000)
