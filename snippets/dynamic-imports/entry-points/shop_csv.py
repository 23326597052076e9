def export(items):
    return ",".join(items)
