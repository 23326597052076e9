"""The `pyodide` engine: the page's own worker and runner under Node, driven by JSON lines.

A few Node processes, so that all cores are used; each makes one run at a time. A process that dies or
goes silent costs the run that it had, and no other.
"""

import json
import os
import queue
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

from importable.engines import Order, Outcome
from importable.paths import NODE
from importable.pythons import Build, page_build

HOST = Path(__file__).with_name("pyodide_host.mjs")
GRACE = 30
"""Seconds that a host may need on top of a run's own time: it loads the interpreter in them."""
FLAGS = (
    "--experimental-wasm-jspi",
    # All cores are taken already: threads that help a host only cost more.
    "--single-threaded",
    # A worker makes one run and ends. To collect its garbage before that took a sixth of the whole time.
    "--initial-heap-size=512",
    "--min-semi-space-size=32",
    "--external-memory-accounted-in-global-limit",
    # What is compiled at once is kept for the next worker (pyodide_worker.mjs), and what is compiled at its first call is not.
    "--no-lazy",
)
"""For Node, which knows them in the version that this project pins; another one would say "bad option" and end."""
HOSTS = max(1, min(4, os.cpu_count() or 1))


class HostGoneError(Exception):
    """The Node process ended, or said nothing for too long."""


class Host:
    """One Node process. Not safe to call from two threads at once."""

    def __init__(self, build: Build) -> None:
        self._folder = TemporaryDirectory(prefix="importable-")
        self._process = _start_node(build, self._folder.name)
        self._lines: queue.Queue[str] = queue.Queue()
        self._errors: list[str] = []
        threading.Thread(target=self._read_lines, daemon=True).start()
        threading.Thread(target=self._read_errors, daemon=True).start()
        self._orders = 0

    def _read_lines(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            self._lines.put(line)
        self._lines.put("")  # the end

    def _read_errors(self) -> None:
        assert self._process.stderr
        for line in self._process.stderr:
            self._errors = [*self._errors[-20:], line]

    def next_message(self, timeout: float) -> dict[str, Any]:
        """The next line, read. Raises HostGoneError after `timeout` seconds, at the end, and for what is no JSON."""
        try:
            line = self._lines.get(timeout=timeout)
            message: dict[str, Any] = json.loads(line)
            return message
        except queue.Empty:
            raise HostGoneError(f"Node said nothing for {timeout:g} s") from None
        except ValueError:
            said = "".join(self._errors).strip() or line.strip()
            raise HostGoneError(f"Node ended: {said[-600:] or 'it said nothing'}") from None

    def execute(self, order: Order) -> dict[str, Any]:
        """Send an order and wait for its answer. Raises HostGoneError."""
        self._orders += 1
        message = {
            "id": self._orders,
            "files": dict(order.files),
            "argv": list(order.argv),
            "stdin": order.stdin,
            "hashSeed": order.hash_seed,
            "clock": order.clock,
            "timeout": order.timeout,
        }
        assert self._process.stdin
        try:
            self._process.stdin.write(json.dumps(message) + "\n")
            self._process.stdin.flush()
        except OSError as error:
            raise HostGoneError(f"Node cannot be reached: {error}") from error
        while True:
            answer = self.next_message(order.timeout + GRACE)
            if answer.get("id") == self._orders:
                return answer

    def close(self) -> None:
        """End the process, and remove what it has put aside."""
        self._process.kill()
        self._process.wait()
        self._folder.cleanup()


def _start_node(build: Build, folder: str) -> subprocess.Popen[str]:
    """The Node process, which puts things aside in `folder`. Raises HostGoneError where there is no Node."""
    pipe = subprocess.PIPE
    try:
        command = [str(NODE), *FLAGS, str(HOST), folder, str(build.folder), str(build.library)]
        return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, encoding="utf-8")
    except OSError as error:
        raise HostGoneError(f"Node cannot be started: {error}") from error


class Pyodide:
    """Several hosts of one build, lent to whoever calls `run`."""

    name = "pyodide"
    parallel = HOSTS
    seed_cost = 2
    can_move_clock = True

    def __init__(self, hosts: int = HOSTS, build: Build | None = None) -> None:
        self._build = build or page_build()
        # The one that ran last comes first: a new hash seed is dear.
        self._idle: queue.Queue[Host | None] = queue.LifoQueue()
        self._made: list[Host] = []
        self._version = ""
        self.parallel = hosts
        for _ in range(hosts):
            self._idle.put(None)

    @property
    def version(self) -> str:
        """Of Pyodide and of its Python, once a host has said so."""
        return self._version

    def __enter__(self) -> Self:
        """Start one host. Raises HostGoneError where Pyodide cannot run here."""
        self._idle.get()
        self._idle.put(self._start())
        return self

    def __exit__(self, *exception: object) -> None:
        for host in self._made:
            host.close()

    def _start(self) -> Host:
        host = Host(self._build)
        self._made.append(host)
        ready = host.next_message(GRACE)
        self._version = f"{self._build.version} (Python {ready['python']})"
        return host

    @contextmanager
    def _lent(self) -> Iterator[Host]:
        host = self._idle.get()
        try:
            host = host or self._start()
            yield host
        except HostGoneError:
            if host:
                host.close()
            host = None
            raise
        finally:
            self._idle.put(host)

    def run(self, order: Order) -> Outcome:
        """Make one run. A host that is lost is the trouble of this run; the next one gets a new host."""
        try:
            with self._lent() as host:
                return _outcome(host.execute(order))
        except HostGoneError as error:
            return Outcome(trouble=str(error))


def _outcome(answer: dict[str, Any]) -> Outcome:
    chunks = answer["chunks"]
    missing = tuple(answer["missing"])
    return Outcome(
        output="".join(text for _, text in chunks),
        stderr="".join(text for stream, text in chunks if stream == "stderr"),
        exit=answer["exit"],
        trouble=None if missing else answer["trouble"],
        missing=missing,
    )
