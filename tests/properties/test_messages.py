"""What the sealed frame sends: whatever it is, it is let in just when it has the documented shape and size."""

import json
from collections.abc import Callable
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from .hunt import tried
from .node import Node

# A message is written as JavaScript, and cloned as it is on its way from a frame.

Fields = dict[str, str]


def written(fields: Fields) -> str:
    # With brackets, __proto__ is a key like any other.
    return "({" + ", ".join(f"[{json.dumps(key)}]: {value}" for key, value in fields.items()) + "})"


SIZES = [0, 1, 40, 41, 200, 201, 2000, 2001, 100_000, 100_001, 1_100_000, 1_100_001]
TEXTS = st.text(st.characters(exclude_categories=[]), max_size=5).map(json.dumps) | st.sampled_from(
    ['"stdout"', '"stderr"', '"done"', '"output"', '"__proto__"', *(f'"x".repeat({size})' for size in SIZES)]
)
NUMBERS = st.integers(-3, 300).map(str) | st.sampled_from(["-0", "0.5", "1e21", "1e400", "NaN", "2**53", "2**53 - 1"])
ODD = st.sampled_from(
    [
        *("null", "undefined", "true", "1n", "[,]", "Array(3)", "Object('a')", "Object(1)", "new Date(0)", "/x/"),
        *("new Error('x')", "new Map([['a', 'b']])", "new Set(['a'])", "new Uint8Array(3)", "({length: 1, 0: 'a'})"),
    ]
)
KEYS = st.sampled_from(
    [
        *("type", "id", "message", "python", "restored", "chunks", "names", "prompt", "exit", "cut"),
        *("characters", "lines"),
        *("__proto__", "constructor", "toString", "toJSON", "length", "0", ""),
    ]
)


def listed(items: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(items, max_size=3).map(lambda items: f"[{', '.join(items)}]")


ANYTHING = st.recursive(
    TEXTS | NUMBERS | ODD,
    lambda inner: listed(inner) | st.dictionaries(KEYS, inner, max_size=3).map(written),
    max_leaves=5,
)
CHUNKS = st.builds("[{}, {}]".format, st.sampled_from(['"stdout"', '"stderr"']), TEXTS)
CUTS = st.fixed_dictionaries({"characters": NUMBERS, "lines": NUMBERS})

RIGHT: dict[str, st.SearchStrategy[str]] = {
    "id": st.integers(0, 9).map(str),
    "message": TEXTS,
    "python": st.just('"3.14.2"') | TEXTS,
    "restored": st.sampled_from(["true", "false"]),
    "chunks": listed(CHUNKS) | st.just("Array(10_000).fill(['stdout', '.'])"),
    "names": listed(TEXTS) | st.just("Array(200).fill('a')"),
    "prompt": TEXTS,
    "exit": st.integers(-9, 255).map(str),
    "cut": CUTS.map(written),
}
"""What a field holds; a text may be too long."""
ALMOST: dict[str, st.SearchStrategy[str]] = {
    "id": NUMBERS,
    "exit": NUMBERS,
    "chunks": listed(st.sampled_from(["['html', 'a']", "['stdout']", "['stdout', 'a', 'b']", "null", ""]) | CHUNKS)
    | st.just("Array(10_001).fill(['stdout', '.'])"),
    "names": listed(TEXTS | NUMBERS | ODD) | st.just("Array(201).fill('a')"),
    "cut": st.dictionaries(st.sampled_from(["characters", "lines"]), NUMBERS | ODD).map(written),
}
TYPES = {
    "listening": (),
    "booted": (),
    "compiled": (),
    "unusable": ("message",),
    "started": ("id", "python", "restored"),
    "unstarted": ("id", "message"),
    "output": ("id", "chunks"),
    "wants": ("id", "names"),
    "library": ("id",),
    "input": ("id", "prompt"),
    "done": ("id", "exit", "cut"),
    "broken": ("id", "message"),
}


@st.composite
def messages(draw: st.DrawFn) -> str:
    """A right message, or one with something gone, changed or added."""
    type = draw(st.sampled_from(list(TYPES)))
    fields = {"type": json.dumps(type), **{key: draw(RIGHT[key]) for key in TYPES[type]}}
    key = draw(st.sampled_from(list(fields)[-2:]))
    change = draw(st.sampled_from(["none", "gone", "almost", "almost", "changed", "added"]))
    if change == "gone":
        del fields[key]
    if change == "almost":
        fields[key] = draw(ALMOST.get(key, TEXTS))
    if change in ("changed", "added"):
        fields[key if change == "changed" else draw(KEYS)] = draw(ANYTHING)
    return written(fields)


# ── what is documented ────────────────────────────────────────────────────────────────────────────────────


def is_text(value: object, longest: int) -> bool:
    # JavaScript counts the halves of a pair.
    return isinstance(value, str) and len(value.encode("utf-16-le", "surrogatepass")) <= 2 * longest


def is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**53


def is_count(value: object) -> bool:
    return is_whole(value) and value >= 0  # type: ignore[operator]


def is_list(value: object, most: int, of: Callable[[Any], bool]) -> bool:
    return isinstance(value, list) and len(value) <= most and all(map(of, value))


def is_chunk(value: object) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 2
        and value[0] in ("stdout", "stderr")
        and is_text(value[1], 1_100_000)
    )


def are_chunks(value: object) -> bool:
    return is_list(value, 10_000, is_chunk) and is_text("".join(text for _, text in value), 1_100_000)  # type: ignore[attr-defined]


def is_cut(value: object) -> bool:
    return isinstance(value, dict) and is_count(value.get("characters")) and is_count(value.get("lines"))


FIELDS: dict[str, Callable[[object], bool]] = {
    "id": is_count,
    "message": lambda value: is_text(value, 2000),
    "python": lambda value: is_text(value, 40),
    "restored": lambda value: isinstance(value, bool),
    "chunks": are_chunks,
    "names": lambda value: is_list(value, 200, lambda name: is_text(name, 200)),
    "prompt": lambda value: is_text(value, 100_000),
    "exit": is_whole,
    "cut": is_cut,
}


def is_message(value: object) -> bool:
    """Whether it is one, extra keys or not."""
    if not isinstance(value, dict) or not isinstance(value.get("type"), str) or value["type"] not in TYPES:
        return False
    return all(FIELDS[key](value.get(key)) for key in TYPES[value["type"]])


@tried(600)
@given(message=messages() | ANYTHING)
@example(message="({type: 'output', id: 1, chunks: [,]})")
@example(message="({type: 'output', id: 1, chunks: [['stdout', 'x'.repeat(1_100_000)], ['stderr', 'x']]})")
@example(message="({type: 'output', id: 1, chunks: [['stdout', 'a', 'b']]})")
@example(message="({type: 'wants', id: 1, names: Array(3)})")
@example(message="({type: 'wants', id: 1, names: Array(201).fill('a')})")
@example(message="({type: 'done', id: 1, exit: 0})")
@example(message="({type: 'done', id: 1, exit: 0, cut: {characters: -1, lines: 0}})")
@example(message="({['__proto__']: {type: 'booted'}})")
def test_a_message_is_let_in_just_when_it_is_one(node: Node, message: str) -> None:
    sent, read = node.evaluate(f"((sent) => [sent, messages.readMessage(sent)])(structuredClone({message}))")
    assert (read is not None) is is_message(sent)
    if read is not None:
        assert {key: read[key] for key in TYPES[read["type"]]} == {key: sent[key] for key in TYPES[sent["type"]]}
