def show(points):
    print(player, "has", points)
