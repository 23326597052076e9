import os
import sys

print("First entry:", os.path.relpath(sys.path[0]))
