from datetime import date, datetime

day = date.fromisoformat("2026-03-01")
print(day.isoweekday())  # Output: 7
print(day.strftime("%d.%m.%Y"))  # Output: 01.03.2026

ticket = "1.3.2026 19:30"
doors = datetime.strptime(ticket, "%d.%m.%Y %H:%M")
print(doors)  # Output: 2026-03-01 19:30:00
print(doors.date() == day)  # Output: True
