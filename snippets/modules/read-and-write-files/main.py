import pathlib

visitors = pathlib.Path("visitors.txt")
names = visitors.read_text(encoding="utf-8").splitlines()
print(names)

report = pathlib.Path("report.txt")
report.write_text(f"{len(names)} visitors today", encoding="utf-8")
print(report.read_text(encoding="utf-8"))
