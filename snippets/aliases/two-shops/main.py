from bakery import open_hours as bakery_hours
from library import open_hours as library_hours

print("Bakery: ", bakery_hours())
print("Library:", library_hours())
