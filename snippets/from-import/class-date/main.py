from datetime import date

opening = date(2026, 3, 1)
print(opening)  # Output: 2026-03-01
print(opening.year)  # Output: 2026
