import scores

player = "Ada"
scores.show(12)
