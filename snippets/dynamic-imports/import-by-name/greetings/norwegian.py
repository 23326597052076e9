def hello(name):
    return f"Hei, {name}!"
