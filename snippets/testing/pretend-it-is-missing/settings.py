KINDS = ["ini"]

try:
    import tomllib
except ModuleNotFoundError as error:
    print("no TOML:", error)
else:
    KINDS.append("toml")
