def sound():
    return "Woof"
