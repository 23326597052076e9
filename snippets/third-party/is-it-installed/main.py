from importlib.util import find_spec

for name in ("statistics", "rainbow_charts"):
    if find_spec(name) is None:
        print(name, "is not installed")
    else:
        print(name, "can be imported")

try:
    import rainbow_charts
except ModuleNotFoundError as error:
    print(error)
    rainbow_charts = None

days = {"Monday": 3, "Tuesday": 11}
if rainbow_charts:
    rainbow_charts.bars(days)
else:
    for day, rain in days.items():
        print(day, "#" * rain)
