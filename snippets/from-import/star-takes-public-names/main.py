from garden import *

for name in ["PLANTS", "_key", "date", "planted"]:
    print(name, name in dir())
