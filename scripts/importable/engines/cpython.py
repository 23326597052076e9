"""The `cpython` engine: plain `python` in a folder of its own, as a reader's terminal would start it.

It is the second opinion: what the page's runner prints must be what this prints.
"""

import os
import platform
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import IO, Self

from importable.comparison import take_folder_off
from importable.engines import Order, Outcome

LIMIT = 4_000_000
"""Bytes that a run may print. More is an endless print, and would fill the memory."""

# `-u`: streams meet in the order in which they were written. `-B`: nothing stays for the next run.
# `-s`: what is installed for the user alone is not the reader's. Not `-I`, which drops the script's folder.
OPTIONS = ("-u", "-B", "-s")


class CPython:
    """Starts two processes for a run: one with both streams in one, one that keeps them apart."""

    name = "cpython"
    parallel = os.cpu_count() or 1
    seed_cost = 1
    can_move_clock = False

    @property
    def version(self) -> str:
        """Of the Python that this environment was made with."""
        return platform.python_version()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        pass

    def run(self, order: Order) -> Outcome:
        """Make one run. The second process has another hash seed, so that it costs nothing to see more than one."""
        merged = _execute(order, order.hash_seed, apart=False)
        if merged.trouble or not order.apart:
            return merged
        apart = _execute(order, order.hash_seed + 1, apart=True)
        return Outcome(output=merged.output, stderr=apart.stderr, exit=merged.exit, trouble=apart.trouble)


def _execute(order: Order, seed: int, *, apart: bool) -> Outcome:
    """One process, in a new folder that is gone afterwards. `stderr` is filled only when kept `apart`."""
    # The real path: on macOS /tmp is a link, and Python's messages name what it leads to.
    folder = Path(tempfile.mkdtemp(prefix="importable-")).resolve()
    try:
        home = folder / "run"
        _write(home, order.files)
        (folder / "stdin").write_text(order.stdin, "utf-8", newline="")
        with (folder / "stdin").open("rb") as stdin:
            process = subprocess.Popen(
                [sys.executable, *OPTIONS, *order.argv],
                cwd=home,
                env=_environment(seed),
                stdin=stdin,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE if apart else subprocess.STDOUT,
                start_new_session=True,
            )
        texts, trouble = _watch(process, order.timeout)
        output, stderr = (take_folder_off(text, str(home)) for text in texts)
        status = process.returncode
        if trouble is None and status < 0:
            trouble = f"it crashed the interpreter ({signal.Signals(-status).name})"
        return Outcome(output, stderr, None if trouble else status, trouble)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write(home: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="")


def _environment(seed: int) -> dict[str, str]:
    """Nothing of this process's own but what a system needs to start a program."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TEMP", "TMP") if name in os.environ}
    return kept | {
        "PYTHONHASHSEED": str(seed),
        "PYTHONUTF8": "1",
        "PYTHON_COLORS": "0",
        "NO_COLOR": "1",
        "TZ": "UTC",
        "SETUPTOOLS_USE_DISTUTILS": "stdlib",  # else a hook of setuptools stands first in sys.meta_path
    }


def _watch(process: subprocess.Popen[bytes], timeout: float) -> tuple[tuple[str, str], str | None]:
    """Read all pipes to their end, or until there is trouble; the process and its children are gone afterwards."""
    pipes = [pipe for pipe in (process.stdout, process.stderr) if pipe]
    parts: list[list[bytes]] = [[] for _ in range(2)]
    too_much = threading.Event()
    readers = [
        threading.Thread(target=_read, args=(pipe, into, too_much, process), daemon=True)
        for pipe, into in zip(pipes, parts, strict=False)
    ]
    for reader in readers:
        reader.start()
    trouble = _wait(process, monotonic() + timeout, timeout)
    _kill(process)  # also children that outlive it, and hold the pipes open
    for reader in readers:
        reader.join()
    if too_much.is_set():
        trouble = f"it printed more than {LIMIT:,} bytes"
    first, second = (b"".join(part).decode("utf-8", "replace") for part in parts)
    return (first, second), trouble


def _wait(process: subprocess.Popen[bytes], deadline: float, timeout: float) -> str | None:
    try:
        process.wait(deadline - monotonic())
    except subprocess.TimeoutExpired:
        return f"it did not end within {timeout:g} s"
    return None


def _read(pipe: IO[bytes], into: list[bytes], too_much: threading.Event, process: subprocess.Popen[bytes]) -> None:
    size = 0
    with pipe:
        while chunk := os.read(pipe.fileno(), 65536):
            size += len(chunk)
            if size > LIMIT:
                too_much.set()
                _kill(process)
                return
            into.append(chunk)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the process with all that it started."""
    with suppress(ProcessLookupError, PermissionError):
        if os.name == "nt":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
