print("My first try with dice")
