import math
import statistics as st
from json import dumps
from time import sleep as wait
import xml.dom

print([name for name in dir() if name[0] != "_"])
