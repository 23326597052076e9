"""A print put into a program: before all that does something, wherever that begins."""

import pytest
from importable.nonce import with_print, with_print_beside

LINE = 'print("n")\n'


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("x = 1\n", LINE + "x = 1\n"),
        ("", LINE),
        ('"""Doc."""\nx = 1\n', '"""Doc."""\n' + LINE + "x = 1\n"),
        ('"""Doc."""', '"""Doc."""\n' + LINE),
        ("from __future__ import annotations\nx = 1\n", "from __future__ import annotations\n" + LINE + "x = 1\n"),
        ("# Comment\nx = 1\n", LINE + "# Comment\nx = 1\n"),
    ],
)
def test_with_print(code: str, changed: str) -> None:
    assert with_print(code, LINE) == (changed, True)
    compile(changed, "main.py", "exec")


def test_what_does_not_compile_is_replaced() -> None:
    assert with_print("def f(:\n", LINE) == (LINE, False)


CALL = "print(7)"
TRACEBACK = 'Traceback (most recent call last):\n  File "main.py", line 2, in <module>\n    import shop\n'


@pytest.mark.parametrize(
    ("code", "output", "changed"),
    [
        ("x = 1\n", "", f"{CALL}\nx = 1\n"),
        ('"""Doc."""\nx = 1\n', "", f'"""Doc."""\n{CALL}\nx = 1\n'),
        ("x = 1\nimport shop\n", TRACEBACK, f"{CALL}; x = 1\nimport shop\n"),
        ("# Comment\nx = (\n    1)\nimport shop\n", TRACEBACK, f"# Comment\n{CALL}; x = (\n    1)\nimport shop\n"),
        pytest.param("import shop\n", TRACEBACK, None, id="the line that a traceback shows"),
        pytest.param("def f():\n    import shop\nf()\n", TRACEBACK, None, id="a def stands behind nothing"),
        pytest.param("def f(:\n", TRACEBACK, None, id="no Python"),
        pytest.param("# Nothing\n", TRACEBACK, None, id="nothing to stand beside"),
    ],
)
def test_with_print_beside(code: str, output: str, changed: str | None) -> None:
    assert with_print_beside(code, CALL, output) == changed
    compile(changed or "", "main.py", "exec")
