try:
    lazy import tomllib
except ImportError:
    tomllib = None
