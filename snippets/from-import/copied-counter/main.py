import counter
from counter import click, count

click()
click()
print(count)  # Output: 0
print(counter.count)  # Output: 2
