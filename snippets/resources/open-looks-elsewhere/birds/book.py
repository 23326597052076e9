def count():
    try:
        with open("names.txt", encoding="utf-8") as file:
            return len(file.readlines())
    except FileNotFoundError:
        return "names.txt is not there"
