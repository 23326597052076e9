import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path += [str(HERE / "north"), str(HERE / "south")]

import recipes.salad
import recipes.soup

print(recipes.soup.NAME, "and", recipes.salad.NAME)
for folder in recipes.__path__:
    print(Path(folder).parent.name)
