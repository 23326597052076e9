NAME = "tomato salad"
