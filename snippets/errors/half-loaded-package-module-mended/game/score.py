from game import rounds

BEST = 10 * rounds.ROUNDS
