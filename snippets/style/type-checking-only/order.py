from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from customer import Customer


class Order:
    def __init__(self, by: "Customer", item: str) -> None:
        self.by = by
        self.item = item

    def label(self) -> str:
        return f"{self.item} for {self.by.name}"
