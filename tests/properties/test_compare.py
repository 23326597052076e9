"""The verdict of the page and the verifier's comparison: two programs that always answer alike."""

import json
from dataclasses import dataclass

from hypothesis import assume, example, given
from hypothesis import strategies as st
from importable.comparison import holds, segments
from importable.snippet import Varies
from importable.varies import parse_kind

from .hunt import tried
from .node import Node

Values = list[tuple[str, str]]

SIGNS = st.text(st.sampled_from("ab0 1.-:|\n\t$^()[]{}*+?\\/é🐍\u2028\x85\ufeff\x1c٣"), max_size=6)
CHOICES = st.text(st.sampled_from("ab.+🐍é \u00a0\ufeff\x1c\x85"), max_size=3)
NUMBERS = (
    st.integers(-20, 20).map(str) | st.decimals(-9, 9, places=2).map(str) | st.sampled_from(["-0", "007", "1e-05"])
)
LOW, MORE = st.integers(-20, 20), st.integers(1, 20)
KINDS = (
    st.builds(lambda low, more: f"int {low}..{low + more}", LOW, MORE)
    | st.builds(lambda low, more: f"float {low / 8}..{(low + more) / 8}", LOW, MORE)
    | st.lists(CHOICES, min_size=2, max_size=4, unique_by=str.strip).map(lambda choices: "one of " + "|".join(choices))
    | st.sampled_from(["date", "time", "int 0..1" + "0" * 400])
)
PRINTED = (
    NUMBERS
    | CHOICES
    | st.dates().map(str)
    | st.times().map(str)
    | st.sampled_from(["٣", "１", "nan", "inf", "1_000", "+5", "1e5", "1E-5", "", "2026-1-1", "9" * 400, "7\n", "-"])
)


@dataclass(frozen=True)
class Pair:
    """A documented output with values that vary, and what was printed."""

    documented: str
    varies: Values
    printed: str


@st.composite
def pairs(draw: st.DrawFn) -> Pair:
    """Texts between values; what was printed is the same or almost, and often has other values."""
    documented, printed, varies = "", "", []
    for _ in range(draw(st.integers(0, 3))):
        text, shown, kind = draw(SIGNS), draw(PRINTED), draw(KINDS)
        varies.append((shown, kind))
        documented += text + shown
        printed += draw(st.just(text) | SIGNS) + draw(PRINTED)
    end = draw(SIGNS)
    return Pair(documented + end, varies, printed + draw(st.just(end) | SIGNS))


@tried(600)
@given(pair=pairs())
@example(pair=Pair("a", [("a", "one of \ufeffa | b")], "a"))
@example(pair=Pair("a", [("a", "one of \x1ca | b")], "a"))
def test_both_comparisons_answer_alike(node: Node, pair: Pair) -> None:
    try:
        varies = [Varies(shown, parse_kind(kind)) for shown, kind in pair.varies if shown]
    except ValueError:
        assume(False)
    parts = segments(pair.documented, varies)
    given = [{"text": part.text, **({"is": part.kind.text} if part.kind else {})} for part in parts]
    for printed in (pair.documented, pair.printed):
        assert node.call("compare.holds", printed, given) is holds(printed, parts)


@tried(300)
@given(kind=KINDS, value=PRINTED)
def test_both_take_the_same_values(node: Node, kind: str, value: str) -> None:
    try:
        ours = parse_kind(kind)
    except ValueError:
        assume(False)
    both = "(({ pattern, accepts }, value) => new RegExp(`^(?:${pattern})$`).test(value) && accepts(value))"
    theirs = node.evaluate(f"{both}(compare.readKind({json.dumps(kind)}), {json.dumps(value)})")
    assert theirs is ours.accepts(value)
