print("clock.py:", __name__)
