import settings

print(settings.rounds)
