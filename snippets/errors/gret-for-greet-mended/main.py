from tools import greet

print(greet("Ada"))
