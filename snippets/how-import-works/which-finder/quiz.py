question = "What is 6 times 7?"
