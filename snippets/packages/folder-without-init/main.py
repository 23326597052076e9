from pathlib import Path

import garden.plants
import kitchen.menu

print(kitchen.menu.SOUP, garden.plants.HERB)
print(Path(kitchen.__file__).name)
print(garden.__file__)
