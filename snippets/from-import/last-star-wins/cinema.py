seats = 120
film = "Metropolis"
