from datetime import datetime

start = datetime.fromisoformat("2026-03-01")
print(start.year)
