import json

order = {"table": 4, "items": ("tea", "cake"), "paid": None}
text = json.dumps(order)
print(text)

again = json.loads(text)
print(again["items"])
print(again == order)
