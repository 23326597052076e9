import tools

print(tools.hammer())
