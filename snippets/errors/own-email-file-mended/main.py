from addresses import SHOP
from email.message import EmailMessage

letter = EmailMessage()
letter["To"] = SHOP
print(letter["To"])
