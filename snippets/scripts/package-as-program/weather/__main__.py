from .log import average

print("Average:", average())
