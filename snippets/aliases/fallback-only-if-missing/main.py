try:
    import turbo_json as codec
except ModuleNotFoundError as error:
    if error.name != "turbo_json":
        raise
    import json as codec

print(codec.__name__)
print(codec.dumps({"tea": 4}))
