OPENS = 6


def bread(count):
    return f"{count} x bread"


def cake(count):
    return f"{count} x cake"
