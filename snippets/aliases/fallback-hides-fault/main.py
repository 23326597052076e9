try:
    import turbo_json as codec
except ImportError:
    import json as codec

print(codec.__name__)
print(codec.dumps({"tea": 4}))
