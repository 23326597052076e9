from importlib.metadata import entry_points

for point in entry_points(group="shop.exporters"):
    print(point.name, "is", point.value)
    print("from", point.dist.name, point.dist.version)
    export = point.load()
    print(export(["tea", "cups"]))
