import sys
from importlib.resources import as_file, files
from pathlib import Path
from zipfile import ZipFile

with ZipFile("tea.zip", "w") as archive:
    archive.write("shelf/tea/__init__.py", "tea/__init__.py")
    archive.write("shelf/tea/prices.txt", "tea/prices.txt")

sys.path.append("tea.zip")

import tea

beside = Path(tea.__file__).with_name("prices.txt")
print("A file beside the module:", beside.exists())

data = files("tea") / "prices.txt"
print("A resource:", data.read_text(encoding="utf-8").strip())

with as_file(data) as path:
    print("A file for a while:", path.exists())
