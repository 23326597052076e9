from customer import Customer

ada = Customer("Ada")
print(ada.buy("tea").label())
