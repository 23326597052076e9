import os

from birds import book

print("Working folder: the project's")
print(book.count())
os.chdir("birds")
print("Working folder: birds")
print(book.count())
