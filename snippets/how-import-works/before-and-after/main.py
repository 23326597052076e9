import sys

print("kitchen" in sys.modules)

import kitchen

print("kitchen" in sys.modules)
print(sys.modules["kitchen"] is kitchen)
