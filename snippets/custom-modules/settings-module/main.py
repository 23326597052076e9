import settings

for number in range(settings.QUESTIONS):
    print("Question", number + 1)
print("You need", settings.PASS_MARK, "points.")
