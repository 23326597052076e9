from cart import CURRENCY

APPLE = 4
LABEL = f"1 apple: {APPLE} {CURRENCY}"
