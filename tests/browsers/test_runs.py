"""A run means what a terminal means, and ends when it is told to. How else it may end: the table of test_hostile.py."""

from collections.abc import Callable

from .cell import Cell

Lab = Callable[[str], Cell]

LOOP = "print('before', flush=True)\nwhile True: pass\n"


def test_a_first_and_a_second_run_print_what_the_page_says(cell: Lab) -> None:
    plain = cell("plain")
    for _ in range(2):
        plain.click_run()
        assert (plain.state, plain.output, plain.verdict) == ("done", "hello\n", "same")


def test_another_output_than_the_pages_is_told(cell: Lab) -> None:
    wrong = cell("wrong")
    assert wrong.output == "one\nthree\n"
    result = wrong.run()
    assert (result["verdict"], wrong.verdict, wrong.output) == ("different", "different", "one\ntwo\n")


def test_edited_code_is_run_and_called_edited(cell: Lab) -> None:
    modules = cell("modules")
    assert modules.run()["verdict"] == "same"
    files = {**modules.files, "my_module.py": "def greet(name):\n    return f'Bye, {name}.'\n"}
    result = modules.run(files)
    assert (result["verdict"], result["output"]) == ("edited", "Bye, Alice.\n")


def test_a_traceback_and_an_exit_status_are_the_terminals(cell: Lab) -> None:
    plain = cell("plain")
    result = plain.run_code("import math\n\nprint(math.sqroot(2))\n")
    assert result["exit"] == 1
    assert result["output"] == (
        'Traceback (most recent call last):\n  File "main.py", line 3, in <module>\n    print(math.sqroot(2))\n'
        "          ^^^^^^^^^^^\nAttributeError: module 'math' has no attribute 'sqroot'. Did you mean: 'sqrt'?\n"
    )
    assert plain.run_code("import sys\nsys.exit(3)\n")["exit"] == 3


def test_stop_ends_an_endless_loop_and_the_next_run_works(cell: Lab) -> None:
    plain = cell("plain")
    plain.start(LOOP)
    plain.wait_until(lambda: plain.output == "before\n", "the output")
    plain.press_button("stop")
    plain.wait_for("stopped", timeout=2)
    assert (plain.status, plain.output, plain.files) == ("Stopped.", "before\n", {"main.py": LOOP})
    assert plain.result()["state"] == "stopped"
    assert plain.run_code("print('after')\n")["output"] == "after\n"
