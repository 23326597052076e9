__all__ = ["soup"]


def stir(what):
    return f"{what}, stirred"


def soup():
    return stir("pea soup")
