dishes = ["soup"]
