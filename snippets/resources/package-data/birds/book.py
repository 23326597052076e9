from importlib.resources import files


def names():
    data = files("birds") / "names.txt"
    return data.read_text(encoding="utf-8").split()
