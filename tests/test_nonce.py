"""A print put into a program: before all that does something, wherever that begins."""

import pytest
from importable.nonce import with_print

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
