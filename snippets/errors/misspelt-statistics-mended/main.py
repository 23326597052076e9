import statistics

print(statistics.mean([4, 8, 6]))
