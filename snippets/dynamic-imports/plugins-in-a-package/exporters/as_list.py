def export(items):
    return " * ".join(["", *items]).strip()
