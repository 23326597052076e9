def read(text):
    return [int(word) for word in text.split()]
