"""Files compressed beforehand, as a CDN keeps them: nothing is compressed while something is measured."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from importable.paths import NODE

SCRIPT = Path(__file__).with_name("brotli.mjs")


def compress(files: Iterable[Path], cache: Path) -> dict[Path, Path]:
    """Where the brotli form of each file is. `cache` keeps them by content, since the core's takes half a minute."""
    cache.mkdir(parents=True, exist_ok=True)
    places = {file: cache / f"{hashlib.sha256(file.read_bytes()).hexdigest()}.br" for file in files}
    missing = {place: file for file, place in places.items() if not place.exists()}
    if missing:
        print(f"Compressing {len(missing)} files, once …", file=sys.stderr, flush=True)
        pairs = json.dumps([[str(file), str(place)] for place, file in missing.items()])
        subprocess.run([NODE, SCRIPT], input=pairs, text=True, check=True)
    return places
