with open("rain.txt", encoding="utf-8") as file:
    for line in file:
        day, amount = line.split()
        print(day, "had", int(amount), "mm")

with open("rain.txt", "a", encoding="utf-8") as file:
    file.write("Wed 7\n")

with open("rain.txt", encoding="utf-8") as file:
    print(len(file.readlines()), "days")
