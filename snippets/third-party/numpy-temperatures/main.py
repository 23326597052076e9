import numpy as np

celsius = np.array([-5, 0, 20, 35])

print(celsius * 9 / 5 + 32)
print(celsius[celsius > 10])
print(celsius.mean())
