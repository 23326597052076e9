print("Before the import")
import maths

print(maths.sqrt(25))
