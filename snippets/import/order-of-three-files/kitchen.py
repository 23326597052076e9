print("kitchen starts")
import pantry


def cook():
    print("cook makes", pantry.food)


print("kitchen ends")
