import settings

print("report runs, for", settings.city)
