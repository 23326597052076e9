def as_line(title, value):
    return f"{title}: {value} mm"
