def open_hours():
    return "6 to 14"
