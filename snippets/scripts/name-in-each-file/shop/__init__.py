print("shop/__init__.py:", __name__)
