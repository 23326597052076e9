print("Loading tools")


def greet(name):
    return f"Hello, {name}!"
