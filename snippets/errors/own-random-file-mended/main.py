import dice_try
import random

print(random.randint(1, 6))
