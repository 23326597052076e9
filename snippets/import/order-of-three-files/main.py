print("main starts")
import kitchen

print("main goes on")
kitchen.cook()
