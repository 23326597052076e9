import sys


def who_finds(name):
    for finder in sys.meta_path:
        if finder.find_spec(name, None):
            return finder.__name__
    return "nobody"


for name in ("time", "zipimport", "quiz", "no_such_file"):
    print(name, "-", who_finds(name))

import quiz

print(quiz.question)
