import datetime

winter = datetime.date(2025, 12, 24)
spring = datetime.date(2026, 3, 1)
print((spring - winter).days)  # Output: 67
print(spring + datetime.timedelta(days=10))  # Output: 2026-03-11

doors = datetime.datetime(2026, 3, 1, 19, 30)
print(doors + datetime.timedelta(minutes=45))  # Output: 2026-03-01 20:15:00
