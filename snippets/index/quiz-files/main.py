import quiz

for question, answer in quiz.load("questions.txt"):
    print(f"{question}? {answer}!")
