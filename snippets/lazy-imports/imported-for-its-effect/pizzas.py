import menu

NAME = "pizza"
menu.dishes.append(NAME)
