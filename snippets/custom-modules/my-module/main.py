import my_module

print(my_module.greet("Alice"))
print(my_module.add(3, 5))
