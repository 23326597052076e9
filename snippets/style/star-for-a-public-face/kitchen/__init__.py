from kitchen import recipes, tools
from kitchen.recipes import *
from kitchen.tools import *

__all__ = recipes.__all__ + tools.__all__
