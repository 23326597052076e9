import importlib


def __getattr__(name):
    print(f"asked for {name}")
    if name == "report":
        return importlib.import_module("shop.report")
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
