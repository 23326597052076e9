from birds import book

print(book.names())
