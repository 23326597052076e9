from greetings import helo

print(helo("Alice"))
