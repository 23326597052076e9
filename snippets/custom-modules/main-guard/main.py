import my_tools

print(my_tools.double(21))
