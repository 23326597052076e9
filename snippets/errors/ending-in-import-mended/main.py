import tools

print(tools.greet("Ada"))
