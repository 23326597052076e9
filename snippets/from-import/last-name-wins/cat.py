def sound():
    return "Meow"
