import os
import sys

os.environ["PYTHONPATH"] = "lib"
try:
    import texts
except ModuleNotFoundError as error:
    print(error)

sys.path.insert(1, "lib")
import texts

print(texts.banner("weather"))
