import pathlib

names = pathlib.Path("visitors.txt").read_text().splitlines()
print(names)

report = pathlib.Path("report.txt")
report.write_text(f"{len(names)} visitors today")
print(report.read_text())
