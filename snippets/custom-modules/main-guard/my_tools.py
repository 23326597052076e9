def double(number):
    return number * 2


print("My name is", __name__)

if __name__ == "__main__":
    print("Trying it out:", double(4))
