def open_hours():
    return "10 to 19"
