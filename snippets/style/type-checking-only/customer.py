from order import Order


class Customer:
    def __init__(self, name: str) -> None:
        self.name = name

    def buy(self, item: str) -> Order:
        return Order(self, item)
