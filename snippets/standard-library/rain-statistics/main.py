import statistics

rain = [2, 0, 7, 3, 48, 0, 3]
print(statistics.mean(rain))  # Output: 9
print(statistics.median(rain))  # Output: 3
print(round(statistics.stdev(rain), 1))
