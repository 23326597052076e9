print("stock.py runs as", __name__)
TEA = 30
