import sys
from pathlib import Path

project = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(project))

from lib import texts

print(texts.banner("weather"))
