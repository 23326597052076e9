def bake(thing):
    return f"Warm {thing}"
