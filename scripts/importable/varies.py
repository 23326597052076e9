"""The closed vocabulary for values that differ from run to run.

`[[varies]] shown = "57", is = "int 1..100"` in `snippet.toml` says: the page prints 57, and any whole
number from 1 to 100 is as right. The words are few on purpose: a free pattern would let anything pass.
`docs/assets/cells/compare.js` reads the same words for the verdict in the page, and
`tests/comparison.json` holds the rows that both must answer alike.
"""

import re
from dataclasses import dataclass

NUMBER = r"-?[0-9]+(?:\.[0-9]+)?"
FORMS = "int A..B, float A..B, one of A | B | C, date, time"


@dataclass(frozen=True)
class Kind:
    """One word of the vocabulary with its bounds."""

    text: str
    """As written in `snippet.toml`."""
    word: str
    """int, float, one of, date or time."""
    low: float = 0
    high: float = 0
    choices: tuple[str, ...] = ()

    @property
    def pattern(self) -> str:
        """A regular expression for how such a value looks; `accepts` has the last word."""
        if self.word == "one of":
            return "|".join(re.escape(choice) for choice in sorted(self.choices, key=len, reverse=True))
        return {
            "int": r"-?[0-9]+",
            "float": r"-?[0-9]+(?:\.[0-9]+)?(?:e-?[0-9]+)?",
            "date": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
            "time": r"[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?",
        }[self.word]

    def accepts(self, value: str) -> bool:
        """Whether `value`, as printed, is one of this kind."""
        if not re.fullmatch(self.pattern, value):
            return False
        if self.word in ("int", "float"):
            return self.low <= float(value) <= self.high
        return True

    @property
    def in_words(self) -> str:
        """For the note on the page: `a whole number from 1 to 100`."""
        if self.word == "int":
            return f"a whole number from {self.low:g} to {self.high:g}"
        if self.word == "float":
            return f"a number from {self.low:g} to {self.high:g}"
        if self.word == "one of":
            return "one of " + ", ".join(self.choices)
        return {"date": "the date of the day", "time": "the time of the day"}[self.word]


def parse_kind(text: str) -> Kind:
    """Read one value of `is`. Raises ValueError, with the allowed forms, for anything else."""
    if text in ("date", "time"):
        return Kind(text, text)
    if match := re.fullmatch(rf"(int|float) ({NUMBER})\.\.({NUMBER})", text):
        low, high = float(match[2]), float(match[3])
        whole = match[1] == "float" or (low.is_integer() and high.is_integer())
        if low < high and whole:
            return Kind(text, match[1], low, high)
    if text.startswith("one of "):
        choices = tuple(choice.strip(" ") for choice in text.removeprefix("one of ").split("|"))
        if len(set(choices)) == len(choices) >= 2 and all(choices):
            return Kind(text, "one of", choices=choices)
    raise ValueError(f"{text!r} is none of: {FORMS}")
