seats = 2

from cinema import *
from theatre import *

print(seats)
print(film)
print(play)
