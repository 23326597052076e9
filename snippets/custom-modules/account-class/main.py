import bank

account = bank.Account("Ada")
account.deposit(50)
account.deposit(20)
print(account.owner, "has", account.balance)
