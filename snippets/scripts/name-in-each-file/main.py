import clock
import shop.prices

print("main.py:", __name__)
