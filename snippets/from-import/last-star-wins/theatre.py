seats = 300
play = "Hamlet"
