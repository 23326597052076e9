"""Files as a host of files sends them, ready in memory."""

import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from importable.bench.compress import compress

TYPES = {".mjs": "text/javascript", ".js": "text/javascript", ".wasm": "application/wasm"}
PACKED = ("image/png", "font/", "application/zip", "application/gzip", "application/octet-stream")
"""Types that hosts send as they are: what is packed already, or may be. A host goes by the type and not by the file."""


@dataclass(frozen=True)
class Stored:
    """A file as it is sent."""

    type: str
    plain: bytes
    brotli: bytes | None
    etag: str


def store(folder: Path, cache: Path) -> dict[str, Stored]:
    """All files of a folder by their addresses, ready to be sent."""
    files = {f"/{path.relative_to(folder).as_posix()}": path for path in folder.rglob("*") if path.is_file()}
    types = {address: _type_of(path) for address, path in files.items()}
    places = compress((files[address] for address, type in types.items() if not type.startswith(PACKED)), cache)
    stored = {}
    for address, path in files.items():
        plain = path.read_bytes()
        brotli = places[path].read_bytes() if path in places else None
        etag = f'"{hashlib.sha256(plain).hexdigest()[:16]}"'
        stored[address.removesuffix("index.html")] = Stored(types[address], plain, brotli, etag)
    return stored


def _type_of(path: Path) -> str:
    type = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    packed = mimetypes.guess_type(path.name)[1] is not None  # sitemap.xml.gz
    return "application/gzip" if packed else type
