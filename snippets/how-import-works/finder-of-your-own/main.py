import menu_importer

import monday
import tuesday

print(monday.dish)
print(tuesday.dish)
print(monday.__loader__ is menu_importer.importer)
