import statistcs

print(statistcs.mean([4, 8, 6]))
