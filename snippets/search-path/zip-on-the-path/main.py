import sys
from zipfile import ZipFile

with ZipFile("library.zip", "w") as archive:
    archive.write("lib/texts.py", "texts.py")

sys.path.append("library.zip")

import texts

print(texts.banner("weather"))
print(texts.__file__)
