"""A cart and the prices of what is in it."""

from .cart import Cart
from .prices import price_of

__all__ = ["Cart", "price_of"]
