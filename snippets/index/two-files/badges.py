def make(name):
    return f"[ {name} ]"
