print("pantry starts")
food = "soup"
print("pantry ends")
