"""`# Output: 5.0` in shown code: where such comments stand, and which statement each speaks of."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

EXACT = re.compile(r"# Output: (.*)")
LIKE = re.compile(r"#[#!]*\s*([A-Za-z]+)\s*(?:[:=]|[-=]>|→|$|(?=[\d'\"\[({]))")
ELSEWHERE = re.compile(r"#\s*(?:the\s+)?expected\s+outputs?\s*[:=]|#\s*(?:[-=]+>|→|>>>)\s*\S", re.IGNORECASE)
"""Other ways to write what a line prints: `# Expected output: 9`, `# => 9`."""
ALIKE = 0.8
"""How much a word must be like "output" to be taken for it: `Ouput` and `outputs` are."""


@dataclass(frozen=True)
class Promise:
    """One comment that promises what a statement prints."""

    line: int
    text: str | None
    """What it promises; None for a near miss of the form, which a reader takes for a promise all the same."""
    comment: str
    """The whole comment, as written."""
    first: int = 0
    last: int = 0
    """The lines of the statement that it speaks of; 0 where it stands behind none."""


def promises(code: str) -> list[Promise]:
    """All such comments of a file, with their statements. A file that does not parse has no statements."""
    spans = list(simple_statements(code))
    found = []
    for line, comment in comments(code):
        exact = EXACT.fullmatch(comment)
        if exact or is_near_miss(comment):
            here = [(first, last) for first, last in spans if first <= line <= last]
            first, last = (min(f for f, _ in here), max(n for _, n in here)) if here else (0, 0)
            found.append(Promise(line, exact[1] if exact else None, comment, first, last))
    return found


def is_near_miss(comment: str) -> bool:
    """Whether a comment looks like a promise and is not one: `#Output:5`, `# output: 5`."""
    if ELSEWHERE.match(comment):
        return True
    like = LIKE.match(comment)
    return bool(like) and SequenceMatcher(None, like[1].lower(), "output").ratio() >= ALIKE if like else False


def comments(code: str) -> Iterator[tuple[int, str]]:
    """Line and text of each comment, up to where the file can be read as Python."""
    try:
        for token in tokenize.generate_tokens(io.StringIO(code).readline):
            if token.type == tokenize.COMMENT:
                yield token.start[0], token.string
    except (tokenize.TokenError, SyntaxError):
        return


def simple_statements(code: str) -> Iterator[tuple[int, int]]:
    """First and last line of each statement that holds no other."""
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt) and not hasattr(node, "body") and not isinstance(node, ast.Match):
            yield node.lineno, node.end_lineno or node.lineno
