import bakery, library as books

print(bakery.opens)
print(books.opens)
