print("__init__.py runs as", __name__)
NAME = "Corner shop"
