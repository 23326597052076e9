"""Chromium and Firefox, each by its own protocol: puppeteer in a Node process (host.mjs) that speaks JSON lines."""

import json
import os
import queue
import subprocess
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from importable.paths import NODE

from .driver import PATIENCE, BrowserError, Driver, NoAnswerError, expression

HOST = Path(__file__).with_name("host.mjs")


class Puppeteer(Driver):
    """A browser that puppeteer knows."""

    def __init__(self, id: str, browser: str, executable: Path, *options: str) -> None:
        self.id = id
        command = [str(NODE), str(HOST), browser, str(executable), *options]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        self._answers: queue.Queue[dict[str, Any]] = queue.Queue()
        self._heard: list[dict[str, str]] = []
        self._orders = 0
        threading.Thread(target=self._listen, daemon=True).start()
        self.version = self._answer(0, PATIENCE)

    def _listen(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            message = json.loads(line)
            if "heard" in message:
                self._heard.append(message)
            else:
                self._answers.put(message)
        self._answers.put({"error": "Node ended"})

    def _act(self, act: str, *args: Any, timeout: float = PATIENCE) -> Any:
        self._orders += 1
        assert self._process.stdin
        self._process.stdin.write(json.dumps({"id": self._orders, "act": act, "args": args}) + "\n")
        self._process.stdin.flush()
        return self._answer(self._orders, timeout)

    def _answer(self, id: int, timeout: float) -> Any:
        while True:
            try:
                answer = self._answers.get(timeout=timeout)
            except queue.Empty:
                raise NoAnswerError(f"{self.id} gave no answer within {timeout:g} s") from None
            if "error" in answer and answer.get("id", id) == id:
                raise BrowserError(answer["error"])
            if answer["id"] == id:
                return answer["value"]

    def open(self, address: str) -> None:
        self._act("open", address)
        self.address = address

    def evaluate(self, function: str, *args: Any, timeout: float = PATIENCE) -> Any:
        return json.loads(self._act("evaluate", expression(function, json.dumps(args)), timeout=timeout))

    def evaluate_inside(self, function: str, *args: Any) -> Any:
        return json.loads(self._act("evaluateInside", expression(function, json.dumps(args)), timeout=PATIENCE))

    def click_at(self, x: float, y: float) -> None:
        self._act("click", x, y)

    def type(self, text: str) -> None:
        self._act("type", text)

    def press(self, key: str) -> None:
        self._act("press", key.split("+"))

    def errors(self) -> Sequence[str]:
        heard, self._heard = self._heard, []
        return [f"{message['heard']} ({message['from']})" for message in heard]

    def screenshot(self, path: Path) -> None:
        self._act("screenshot", str(path))

    def close(self) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def open_chromium(executable: Path) -> Driver:
    """Chromium, over its own protocol."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return Puppeteer("chromium", "chrome", executable, *(["--no-sandbox"] if root else []))


def open_firefox(executable: Path) -> Driver:
    """Firefox, over WebDriver BiDi."""
    return Puppeteer("firefox", "firefox", executable)
