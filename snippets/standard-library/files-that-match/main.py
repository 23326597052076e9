from pathlib import Path

for path in sorted(Path("notes").glob("*.txt")):
    print(path.name, path.stem, path.suffix)

backup = Path("notes") / "old" / "monday.bak"
print(backup.exists())
backup.parent.mkdir()
backup.write_text("safe", encoding="utf-8")
print(backup.exists())
