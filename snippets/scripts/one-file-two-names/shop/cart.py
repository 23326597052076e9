print("cart.py runs as", __name__)
items = []
