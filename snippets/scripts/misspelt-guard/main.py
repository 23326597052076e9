def main():
    print("What is 7 times 8?")


print("The name is", __name__)
if __name__ == "__main_":
    main()
