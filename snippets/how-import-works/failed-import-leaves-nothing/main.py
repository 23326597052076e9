import sys

for attempt in (1, 2):
    try:
        import oven
    except ValueError as error:
        print("attempt", attempt, "failed:", error)

print("oven:", "oven" in sys.modules)
print("thermometer:", "thermometer" in sys.modules)
