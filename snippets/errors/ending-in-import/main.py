import tools.py

print(tools.greet("Ada"))
