"""Runs in Pyodide, where `library.mjs` starts it: the standard library as two parts of one zip file.

The first part alone is a zip file, too: what a start and common programs import, as bytecode. With the second part in
the place of its directory it is the whole: the same bytecode, and every source.
"""

import importlib
import importlib.util
import io
import marshal
import sys
import zipfile

LIBRARY = next(entry for entry in sys.path if entry.endswith(".zip"))
UNCHECKED = 0b01
"""The flags of bytecode that is not compared with its source (PEP 552)."""


def loaded() -> list[str]:
    """The paths in the library's zip file of all modules that came from it."""
    origins = (getattr(module.__spec__, "origin", None) or "" for module in list(sys.modules.values()))
    return sorted({origin.removeprefix(f"{LIBRARY}/") for origin in origins if origin.startswith(LIBRARY)})


def bytecode(path: str, source: bytes) -> bytes:
    """What a `.pyc` file holds. Its code names the source, as a traceback does."""
    code = compile(source, f"{LIBRARY}/{path}", "exec", dont_inherit=True)
    header = importlib.util.MAGIC_NUMBER + UNCHECKED.to_bytes(4, "little") + importlib.util.source_hash(source)
    return header + marshal.dumps(code)


def zipped(entries: list[tuple[str, bytes, int]]) -> tuple[bytes, list[int]]:
    """A zip file of entries: name, content, how compressed. And where each of them begins."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compresslevel=9) as archive:
        for name, content, compression in entries:
            archive.writestr(zipfile.ZipInfo(name), content, compression)  # all of one day: the same each time
        places = [entry.header_offset for entry in archive.infolist()]
    return file.getvalue(), places


def make(runner: str, common: list[str]) -> tuple[bytes, bytes, int]:
    """The first part, the second, and where in the first the second goes, in bytes."""
    exec(compile(runner, "<runner>", "exec"), {"__name__": "_importable_runner"})
    for name in common:
        importlib.import_module(name)
    with zipfile.ZipFile(LIBRARY) as archive:
        sources = {name: archive.read(name) for name in archive.namelist()}
    # Stored: a server compresses the whole file better than each entry could be.
    first = [(f"{path}c", bytecode(path, sources[path]), zipfile.ZIP_STORED) for path in loaded()]
    start, _ = zipped(first)
    whole, places = zipped([*first, *((path, source, zipfile.ZIP_DEFLATED) for path, source in sources.items())])
    cut = places[len(first)]
    assert start[:cut] == whole[:cut]
    return start, whole[cut:], cut
