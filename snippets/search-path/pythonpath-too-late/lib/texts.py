def banner(title):
    return f"* {title.upper()} *"
