import datetime

try:
    print(datetime.fromisoformat("2026-03-01"))
except AttributeError as error:
    print(error)

print(datetime.datetime.fromisoformat("2026-03-01"))
print(type(datetime))
print(type(datetime.datetime))
