print("prices.py runs as", __name__)
TEA = 4
