"""Nobody but the frame speaks for it. What a program may reach: tests/browsers/."""

from collections.abc import Callable

from cells import Cell

Lab = Callable[[str], Cell]


def test_a_message_to_the_page_from_elsewhere_is_not_heard(lab: Lab) -> None:
    cell = lab("plain")
    cell.run()
    cell.page.evaluate(
        "for (let id = 0; id < 50; id++) postMessage({ type: 'output', id, chunks: [['stdout', 'forged']] }, '*')"
    )
    assert lab("second").run()["output"] == "second\n"
    assert cell.output.text_content() == "hello\n"
