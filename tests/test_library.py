"""The two parts of the standard library are one zip file, and the first alone is one, too."""

import io
import json
import struct
import zipfile

from importable.paths import ROOT

FOLDER = ROOT / "docs/assets/vendor/library"
MADE = json.loads((FOLDER / "library.json").read_text("utf-8"))
START = (FOLDER / MADE["start"]["name"]).read_bytes()
WHOLE = START[: MADE["cut"]] + (FOLDER / MADE["rest"]["name"]).read_bytes()
ORIGINAL = ROOT / "node_modules/pyodide/python_stdlib.zip"


def entries(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_first_part_is_bytecode_that_nobody_compares_with_its_source() -> None:
    for name, content in entries(START).items():
        assert name.endswith(".pyc")
        assert struct.unpack("<I", content[4:8]) == (1,), name  # PEP 552: by hash, unchecked


def test_what_is_stored_first_is_not_compressed_so_that_servers_can_do_it_better() -> None:
    with zipfile.ZipFile(io.BytesIO(START)) as archive:
        assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_STORED}


def test_the_whole_has_every_file_of_the_original_and_the_same_bytecode() -> None:
    whole = entries(WHOLE)
    with zipfile.ZipFile(ORIGINAL) as archive:
        for name in archive.namelist():
            assert whole.pop(name) == archive.read(name), name
    assert whole == entries(START)


def test_entries_stay_where_they_are_when_the_rest_comes() -> None:
    """An interpreter that knows the directory of the first part goes on reading."""
    places = []
    for content in (START, WHOLE):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            places.append({entry.filename: entry.header_offset for entry in archive.infolist()})
    start, whole = places
    assert start.items() <= whole.items()
