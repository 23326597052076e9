"""Something unguessable in a program's code, so that an output can only come from running it."""

import ast
import re
import secrets
from dataclasses import dataclass

from importable.snippet import Run, Snippet

LARGEST = 10**12 - 1
"""The number that is planted is no larger: JavaScript reads it exactly."""
SIMPLE = ast.Import | ast.ImportFrom | ast.Assign | ast.Expr
"""What may stand behind another statement in one line."""
NAMES_LINES = re.compile(r"\bline [0-9]")
"""In an output: as a traceback does."""


@dataclass(frozen=True)
class Edited:
    """A cell's files with a print put in, and what it prints."""

    files: dict[str, str]
    line: str
    whole: bool
    """Whether the rest of the program is still there, in the same lines or not."""


@dataclass(frozen=True)
class Planted:
    """A built page with a line more in a cell's own code, and a line more in what it documents.

    The code prints a number first. The page says another one there, and that it varies: so the cell's verdict must be
    the same as ever, and yet what the page says is not what a run gives.
    """

    snippet: str
    file: str
    code: str
    changed: str
    printed: str
    shown: str
    kind: str = f"int 0..{LARGEST}"


def planted(snippet: Snippet) -> Planted | None:
    """None where it would change what else is printed, or may: a traceback's lines, another command's run."""
    run = snippet.runs[0]
    if len(snippet.runs) > 1 or run.argv[0] == "-m":
        return None
    printed, shown = (str(secrets.randbelow(LARGEST)) for _ in range(2))
    code = snippet.contents[run.argv[0]]
    changed = with_print_beside(code, f"print({printed})", run.output)
    return Planted(snippet.name, run.argv[0], code, changed, printed, shown) if changed else None


def with_print_beside(code: str, call: str, output: str) -> str | None:
    """The code with `call` before all that does something, and no other line changed that `output` shows or counts."""
    added, whole = with_print(code, f"{call}\n")
    if not whole:
        return None
    if not NAMES_LINES.search(output):
        return added
    start = next((node for node in ast.parse(code).body if not is_first(node)), None)
    lines = code.splitlines(keepends=True)
    if not isinstance(start, SIMPLE) or lines[start.lineno - 1].strip() in output:
        return None
    lines[start.lineno - 1] = f"{call}; {lines[start.lineno - 1]}"
    return "".join(lines)


def edited(snippet: Snippet, run: Run) -> Edited:
    """Put a print at the start of the file that a command starts."""
    nonce = f"nonce {secrets.token_hex(8)}"
    entry = entry_of(snippet, run)
    text, whole = with_print(snippet.contents[entry], f'print("{nonce}")\n')
    return Edited({**snippet.contents, entry: text}, nonce + "\n", whole)


def entry_of(snippet: Snippet, run: Run) -> str:
    """The file that a command starts."""
    if run.argv[0] != "-m":
        return run.argv[0]
    path = run.argv[1].replace(".", "/")
    return f"{path}.py" if f"{path}.py" in snippet.contents else f"{path}/__main__.py"


def with_print(code: str, line: str) -> tuple[str, bool]:
    """The code with `line` before all that does something; `line` alone, and False, if it does not compile.

    A docstring and `from __future__` imports must come first.
    """
    try:
        compile(code, "main.py", "exec", dont_inherit=True)
        tree = ast.parse(code)
    except (SyntaxError, ValueError):
        return line, False
    first = [node for node in tree.body if is_first(node)]
    after = max((node.end_lineno or 0 for node in first), default=0)
    lines = code.splitlines(keepends=True)
    if after and not lines[after - 1].endswith("\n"):
        lines[after - 1] += "\n"
    return "".join([*lines[:after], line, *lines[after:]]), True


def is_first(node: ast.stmt) -> bool:
    """Whether a statement must stand before all others to mean what it means."""
    if isinstance(node, ast.ImportFrom):
        return node.module == "__future__"
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and node.col_offset == 0
        and node.lineno == 1
    )
