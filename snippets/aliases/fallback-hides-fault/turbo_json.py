import turbo_core


def dumps(value):
    return turbo_core.pack(value)
