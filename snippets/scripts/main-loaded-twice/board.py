def show():
    import main

    print("Points:", main.points)
