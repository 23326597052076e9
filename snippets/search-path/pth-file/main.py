import os
import site
import sys

before = list(sys.path)
site.addsitedir("shelf")
for entry in sys.path:
    if entry not in before:
        print(os.path.relpath(entry))

import pepper

print(pepper.TASTE)
