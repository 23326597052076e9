print("The kitchen opens")


def bake(thing):
    return f"Warm {thing}"


def wash(thing):
    return f"Clean {thing}"


print("The kitchen is ready")
