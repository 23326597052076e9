__all__ = ["greet"]


def greet(name):
    return f"Hello, {name}!"
