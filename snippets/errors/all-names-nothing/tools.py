__all__ = ["greet", "missing"]


def greet(name):
    return f"Hello, {name}!"
