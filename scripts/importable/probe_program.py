"""Runs inside a snippet's folder, in place of its command, and watches it. `probe.py` reads what it prints.

    python __probe__.py watch python-arguments…         what one run opened, read and wrote
    python __probe__.py sample COUNT SECONDS arguments…  what many runs of it print

It must not be noticed: no module is loaded that the command would not find loaded in a terminal, and
this file is gone before the command starts. Only Python's own repr is printed, so `json` is not needed.
"""

# It runs beside a learner's program, on several Pythons: without types, and without pathlib, which it would load.
# mypy: ignore-errors
# ruff: noqa: ANN001, ANN201, ANN202, ANN204, PTH108, PTH109, PTH118, PTH120, PTH123

import os
import sys

MARK = "\x00importable\x00"
HOME = os.getcwd()
LOADED = set(sys.modules)


def own_tools():
    """The modules that this program needs and the command must not find loaded, nor its own files in their place."""
    path, sys.path[:] = sys.path[:], [entry for entry in sys.path if entry not in ("", HOME)]
    import atexit
    import io
    import runpy
    import time

    sys.path[:] = path
    for name in set(sys.modules) - LOADED:
        del sys.modules[name]
    return atexit, io, runpy, time


atexit, io, runpy, time = own_tools()


def inside(path):
    """The path of one of the snippet's files as the snippet names it; None for all others."""
    try:
        full = os.path.realpath(os.fsdecode(path))
    except (TypeError, ValueError):
        return None
    start = os.path.realpath(HOME) + os.sep
    return full[len(start) :].replace(os.sep, "/") if full.startswith(start) else None


KNOWN = {}


def known(path):
    """The same as `inside`, remembered: a program may print many lines, and has many modules."""
    if path not in KNOWN:
        KNOWN[path] = inside(path)
    return KNOWN[path]


def execute(argv):
    """Do what `python ARGV…` does, in this process. What the command raises is raised."""
    if argv[0] == "-m":
        sys.argv[:] = argv[1:]
        sys.path[0] = HOME
        runpy.run_module(argv[1], run_name="__main__", alter_sys=True)
        return
    sys.argv[:] = argv
    sys.path[0] = os.path.dirname(os.path.join(HOME, argv[0]))
    module = type(sys)("__main__")
    module.__file__ = os.path.join(HOME, argv[0])
    module.__builtins__ = __builtins__
    sys.modules["__main__"] = module
    with open(module.__file__, "rb") as file:
        code = compile(file.read(), module.__file__, "exec", dont_inherit=True)
    exec(code, module.__dict__)


def finish(argv, own=None):
    """Execute to the very end: the way out, threads, and what was left for the exit. Returns the exit status.

    `own` is the stream for what Python itself says at the end; without one it goes where the program's words go.
    """
    status = 0
    try:
        execute(argv)
    except SystemExit as end:
        status = 0 if end.code is None else end.code
        if not isinstance(status, int):
            print(status, file=own or sys.stderr)
            status = 1
    except BaseException as error:
        status = 1
        frames = error.__traceback__
        while frames and known(frames.tb_frame.f_code.co_filename) in (None, "__probe__.py"):
            frames = frames.tb_next
        # What comes now is Python's own word, not the program's.
        screen, sys.stderr = sys.stderr, own or sys.stderr
        sys.excepthook(type(error), error.with_traceback(frames), frames)
        sys.stderr = screen
    if "threading" in sys.modules:
        threads = sys.modules["threading"]
        for thread in threads.enumerate():
            if thread is not threads.current_thread() and not thread.daemon:
                thread.join()
    atexit._run_exitfuncs()
    return status & 0xFF  # as much as a terminal keeps of it


class Watched(io.TextIOWrapper):
    """Standard output that notes what is written to it, and which lines of the snippet were running then."""

    def __init__(self, writes, errors="strict"):
        super().__init__(io.BytesIO(), encoding="utf-8", errors=errors, newline="", write_through=True)
        self.writes = writes

    def write(self, text):
        """Write, which fails where it always does, then note the text (as plain text) and the lines."""
        count = super().write(text)
        self.writes.append((str.__str__(text), self.lines(sys._getframe(1))))
        return count

    def lines(self, frame):
        """The snippet's lines that led to a frame."""
        found = []
        while frame:
            if name := known(frame.f_code.co_filename):
                found.append((name, frame.f_lineno))
            frame = frame.f_back
        return found


class Beside(Watched):
    """A stream beside standard output: what is written to it stands in the same list, and belongs to no line."""

    def __init__(self, writes):
        super().__init__(writes, "backslashreplace")

    def lines(self, frame):
        """None: a promise is about standard output."""
        return []


def watch(argv):
    """One run: files opened, lines of input left unread, and each write with the lines that led to it."""
    opened = set()

    def hook(event, arguments):
        if event == "open" and (name := inside(arguments[0])):
            opened.add(name)
        elif event in ("os.listdir", "os.scandir") and not looks_for_modules(sys._getframe(1)):
            opened.update(listed(arguments[0]))

    sys.addaudithook(hook)
    writes = []
    real, sys.stdout = sys.stdout, Watched(writes)
    sys.stderr = errors = Beside(writes)
    status = finish(argv, Beside(writes))
    unread = "" if sys.__stdin__.closed else sys.__stdin__.read()
    stray = errors.buffer.getvalue().decode()
    report(real, {"opened": sorted(opened), "unread": unread, "writes": writes, "stray": stray, "exit": status})


def looks_for_modules(frame):
    """Whether it is Python's own search that lists a folder."""
    return frame.f_code.co_filename.startswith("<frozen importlib")


def listed(folder):
    """The snippet's files in a folder: a program that lists them shows them."""
    start = inside(os.path.join(os.fsdecode(folder or "."), "x")) if not isinstance(folder, int) else None
    return [name for name in FILES if start and os.path.dirname(name) == os.path.dirname(start)]


def sample(count, seconds, argv):
    """Many runs, each with the snippet's own modules new: what they print, and how often."""
    real, typed = sys.stdout, sys.stdin.read()
    outputs = {}
    start = time.monotonic()
    for _ in range(count):
        sys.stdin = io.StringIO(typed)
        sys.stdout = sys.stderr = screen = io.StringIO()
        finish(argv)
        text = screen.getvalue()
        outputs[text] = outputs.get(text, 0) + 1
        for name, module in list(sys.modules.items()):
            if known(getattr(module, "__file__", None)):
                del sys.modules[name]
        if time.monotonic() - start > seconds:
            break
    report(real, outputs)


def report(stream, what):
    """Say what was found, after a mark that no snippet prints."""
    stream.write(MARK + repr(what) + "\n")
    stream.flush()


FILES = [
    os.path.relpath(os.path.join(folder, name), HOME).replace(os.sep, "/")
    for folder, _, names in os.walk(HOME)
    for name in names
]
os.unlink("__probe__.py")
if sys.argv[1] == "watch":
    watch(sys.argv[2:])
else:
    sample(int(sys.argv[2]), float(sys.argv[3]), sys.argv[4:])
