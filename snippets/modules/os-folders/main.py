import os

os.makedirs("photos/summer", exist_ok=True)
print(os.listdir("photos"))
print(os.path.splitext("beach.jpg"))
print(os.environ.get("SHOP_NAME", "no shop named"))
