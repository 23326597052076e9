import quiz

print(quiz.score(4))
