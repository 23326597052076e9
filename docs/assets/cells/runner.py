"""Runs one command of a cell as a terminal would: the only Python that stands between Pyodide and a reader.

worker.js executes this file once, before the snapshot is taken, as the module `_importable_runner`. For a
run it then calls `packages_wanted`, `library_wanted`, `prepare`, and lets Python's own `main` run the command;
`run_command` is the public way for the day when `main` is not to be had.
"""

import _imp
import asyncio
import builtins
import logging
import os
import random
import runpy
import sys
import time
import traceback
import zipimport
from importlib.util import cache_from_source

from pyodide.code import find_imports
from pyodide.ffi import can_run_sync, run_sync
from pyodide.webloop import WebLoop

HOME = os.environ["HOME"]
LIBRARY = next(entry for entry in sys.path if entry.endswith(".zip"))

# What `python main.py` has loaded before the first line of main.py (CPython 3.14, seen with `-E -s`).
AT_START = frozenset(
    "__main__ _abc _codecs _collections_abc _frozen_importlib _frozen_importlib_external _imp _io _signal"
    " _sitebuiltins _stat _thread _warnings _weakref abc builtins codecs encodings encodings.aliases"
    " encodings.utf_8 genericpath io marshal os os.path posix posixpath site stat sys time zipimport".split()
)


class Library(zipimport.zipimporter):
    """What is put into the importer of zip files for the sake of the library's own file.

    At first only a part of that file is there: what a start needs, as bytecode (library_program.py). The other part,
    with every source, is asked for when something is looked for that only it has.
    """

    find_spec_here = zipimport.zipimporter.find_spec
    get_filename_here = zipimport.zipimporter.get_filename
    get_source_here = zipimport.zipimporter.get_source
    ask = None
    """A promise that the other part is there, each time; None where it always was."""
    was_read = False
    """Whether the directory of the whole file is the one that is known."""

    def find_spec(self, fullname, target=None):
        spec = Library.find_spec_here(self, fullname, target)
        if spec is None and fullname.partition(".")[0] in sys.stdlib_module_names and Library.complete(self):
            spec = Library.find_spec_here(self, fullname, target)
        return spec

    def get_filename(self, fullname):
        """The source, as in a terminal, although it was the bytecode that was read."""
        name = Library.get_filename_here(self, fullname)
        return source_of(name) if self.archive == LIBRARY else name

    def get_source(self, fullname):
        source = Library.get_source_here(self, fullname)
        if source is None and Library.complete(self):
            source = Library.get_source_here(self, fullname)
        return source

    def complete(self):
        """Have the whole file where it is about the library; whether there is more to be found now."""
        if self.archive != LIBRARY or Library.was_read:
            return False
        if Library.ask is not None:
            if not can_run_sync():
                return False
            run_sync(Library.ask())
        Library.was_read = True
        self.invalidate_caches()
        return True


def source_of(path):
    return path[:-1] if path.endswith(".pyc") else path


def complete_the_library():
    """Put `Library` to work; and give the modules that are loaded already the names of their sources."""
    for name in ("find_spec", "get_filename", "get_source"):
        setattr(zipimport.zipimporter, name, getattr(Library, name))
    for module in list(sys.modules.values()):
        spec = getattr(module, "__spec__", None)
        if spec and (spec.origin or "").startswith(LIBRARY):
            spec.origin = module.__file__ = source_of(spec.origin)
            spec.cached = module.__cached__ = cache_from_source(spec.origin)


complete_the_library()


def is_there(name):
    """Whether a module of the library can be had without the other part of its file."""
    if name in sys.modules or name in sys.builtin_module_names or _imp.is_frozen(name):
        return True
    package = name.rpartition(".")[0].replace(".", "/")
    importer = zipimport.zipimporter(f"{LIBRARY}/{package}" if package else LIBRARY)
    return Library.find_spec_here(importer, name) is not None


class Shelf:
    """Stands before the library's own importer and hands back modules that Pyodide has loaded already.

    Pyodide needs `json`, `asyncio` and many more at its start, and a terminal's Python has not loaded them. So
    they are taken out of `sys.modules` and put on the shelf. An import finds them again only when the search
    reaches the standard library: a cell's own `random.py` comes first, as in a terminal. It sits in
    `sys.path_importer_cache`, where no page about `sys.meta_path` will meet it.
    """

    def __init__(self, importer, shelved, aliases):
        self.importer = importer
        self.shelved = shelved
        self.aliases = aliases

    def __getattr__(self, name):
        return getattr(self.importer, name)

    def find_spec(self, name, target=None):
        spec = self.importer.find_spec(name, target)
        if spec and name in self.shelved:
            aliases = {alias: module for alias, module in self.aliases.items() if alias.rpartition(".")[0] == name}
            spec.loader = Restorer(self.shelved.pop(name), aliases)
        return spec


class Restorer:
    """A loader whose module is there already. Its spec and its loader stay those of the first import.

    A package may have put modules under names of its own when it ran (`collections.abc` is `_collections_abc`):
    these aliases come back with it.
    """

    def __init__(self, module, aliases):
        self.module = module
        self.aliases = aliases
        self.spec = module.__spec__

    def create_module(self, spec):
        return self.module

    def exec_module(self, module):
        module.__spec__ = self.spec
        sys.modules.update(self.aliases)
        # What was in the snapshot: every run would draw the same numbers, and count the time from that day.
        if module is random:
            random.seed()
        if module is logging:
            logging._startTime = time.time_ns()


def shelve_modules():
    """Leave in `sys.modules` what a terminal has there; put the library's other modules on the shelf."""
    shelved, aliases = {}, {}
    for name in set(sys.modules) - AT_START:
        module = sys.modules.pop(name)
        spec = getattr(module, "__spec__", None)
        if spec and spec.name != name:
            aliases[name] = module
        elif spec and (spec.origin or "").startswith(LIBRARY):
            shelved[name] = module
    for path, importer in list(sys.path_importer_cache.items()):
        if path.startswith(LIBRARY) and importer is not None:
            sys.path_importer_cache[path] = Shelf(importer, shelved, aliases)


def imported(paths):
    """Names that the files import and that are not their own."""
    own, names = set(), set()
    for path in paths:
        own.add(path.split("/")[0].removesuffix(".py"))
        if path.endswith(".py"):
            with open(os.path.join(HOME, path), encoding="utf-8-sig", errors="replace") as file:
                names.update(find_imports(file.read()))
    return {name for name in names if name.partition(".")[0] not in own}


def packages_wanted(paths):
    """Names that the files import and that are neither theirs nor the standard library's."""
    names = {name.partition(".")[0] for name in imported(paths)}
    return sorted(names - sys.stdlib_module_names - {"js", "pyodide", "pyodide_js", "_pyodide"})


def library_wanted(paths):
    """Whether the files import what only the other part of the library has."""
    return any(name.partition(".")[0] in sys.stdlib_module_names and not is_there(name) for name in imported(paths))


def prepare(argv, ask=None, ask_library=None):
    """Make the interpreter what `python ARGV…` is when it starts.

    `ask(prompt)` is a promise of a line of input, or None; `ask_library()` of the other part of the library, or None.
    """
    Library.ask = ask_library
    sys.argv[:] = ["-m", *argv[2:]] if argv[0] == "-m" else argv
    sys.orig_argv[:] = ["python", *argv]
    sys.path[:] = [entry for entry in sys.path if entry]
    sys.excepthook = sys.__excepthook__
    os.chdir(HOME)
    sys.path_importer_cache.pop(HOME, None)
    shelve_modules()
    vars(sys.modules["__main__"]).pop("_pyodide_core", None)  # Pyodide's, and a terminal has no such name
    if ask is not None:
        builtins.input = asking(ask)


def asking(ask):
    """`input` for a reader who is there to type: the prompt is printed, and the program waits for the page."""

    def input(prompt="", /):
        print(prompt, end="", flush=True)
        if not can_run_sync():
            raise EOFError("EOF when reading a line")
        return run_sync(ask(str(prompt)))

    return input


pythons_input = builtins.input


def give_input_back():
    """For what Python does at its end, when nothing can wait: its own `input` finds the end of the file."""
    builtins.input = pythons_input


pyodides_way = WebLoop.run_until_complete

# `asyncio.run` waits here. Compiled as the last lines of asyncio's own method, so that a traceback through it is a terminal's.
WAIT = """
class Waiting:
    def run_until_complete(self, future):
        future = wait_for(self, future)
        return future.result()
"""


def wait_for(loop, future):
    """The future, once it is done; a `sys.exit()` in a task or a callback ends the run, as in a terminal.

    Pyodide's own way lets SystemExit pass through JavaScript, and the interpreter breaks of it. The loop's
    `_system_exit_handler` is private: an upgrade that drops it brings that back, and tests/test_runner.py tells.
    """
    if not can_run_sync():
        return pyodides_way(loop, future)
    future = asyncio.ensure_future(future, loop=loop)
    ended, exits = loop.create_future(), []

    def end(code=None):
        if not ended.done():
            ended.set_result(None)

    loop._system_exit_handler = lambda code: (exits.append(code), end())
    future.add_done_callback(end)
    run_sync(ended)
    if exits:
        if future.done() and not future.cancelled():
            future.exception()  # read, so that nobody complains that it was not
        raise SystemExit(exits[0])
    return future


def waiting_method():
    """The method of `WAIT`, at the place of asyncio's own."""
    own = asyncio.BaseEventLoop.run_until_complete.__code__
    last = max(line for _, _, line in own.co_lines() if line)
    module = sys.modules[asyncio.BaseEventLoop.__module__]
    names = {"wait_for": wait_for, "__name__": module.__name__, "__loader__": module.__loader__}
    exec(compile("\n" * (last - WAIT.count("\n")) + WAIT, own.co_filename, "exec"), names)
    return names["Waiting"].run_until_complete


WebLoop.run_until_complete = waiting_method()


def run_command(argv):
    """Run `python ARGV…` without Python's own `main`, and give its exit status.

    The messages lack what `main` alone knows (the hints about a file that shadows a library's module).
    """
    sys.argv[:] = argv[1:] if argv[0] == "-m" else argv
    sys.path.insert(0, HOME)
    try:
        if argv[0] == "-m":
            runpy._run_module_as_main(argv[1])
        else:
            runpy.run_path(os.path.join(HOME, argv[0]), run_name="__main__")
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            return end.code or 0
        print(end.code, file=sys.stderr)
        return 1
    except BaseException as error:
        # The frames of this file and of runpy stand between the traceback's start and the reader's first line.
        frames = error.__traceback__
        while frames and not frames.tb_frame.f_code.co_filename.startswith(HOME):
            frames = frames.tb_next
        traceback.print_exception(type(error), error, frames)
        return 1
    return 0
