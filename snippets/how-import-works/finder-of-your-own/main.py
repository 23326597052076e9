import menu_importer

import monday
import tuesday

print(monday.dish)
print(tuesday.dish)
print(monday.__spec__.loader is menu_importer.importer)
