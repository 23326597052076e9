def hammer():
    return "a hammer"
