DISH = "tomato salad"
