import quiz

print(quiz.mark(3))
