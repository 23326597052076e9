lazy from math import *
