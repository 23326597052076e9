print("shop/prices.py:", __name__)
