__all__ = ["knife"]


def knife():
    return "a sharp knife"
