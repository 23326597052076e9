# Write functions here, and call them in main.py.
