opens = 6


def sign():
    return f"Fresh bread from {opens}"
