from tools import *

print(greet("Ada"))
