"""A Node that lives as long as the tests and evaluates expressions with the cell's modules: see host.mjs."""

import json
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from importable.paths import NODE


class Node:
    """`node.call("names.whyNot", "a.py", [])`, `node.evaluate("names.whyNot('a.py', [])")`."""

    def __enter__(self) -> Self:
        command = [NODE, Path(__file__).with_name("host.mjs")]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate()

    def evaluate(self, expression: str) -> Any:
        """What it comes to. Raises RuntimeError for what it throws."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(expression).encode() + b"\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer.get("value")

    def call(self, function: str, *values: object) -> Any:
        """Call a function with values that are JSON's."""
        # Not as literals: there `__proto__` would be another thing.
        return self.evaluate(f"{function}(...JSON.parse({json.dumps(json.dumps(values))}))")
