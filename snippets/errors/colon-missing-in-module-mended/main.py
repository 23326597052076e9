print("Before the import")
import prices

print(prices.of("tea"))
