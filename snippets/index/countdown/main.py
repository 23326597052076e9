import time

for number in [3, 2, 1]:
    print(number)
    time.sleep(0.1)
print("Go!")
