import sys

sys.path[:0] = sys.argv[1:]

import menu

print(menu.DISH)
