import circle
import square

print(circle.area(2))
print(square.area(2))
