import sys
from types import ModuleType
from unittest.mock import patch

fake = ModuleType("soil_sensor")
fake.moisture = lambda: 12

with patch.dict(sys.modules, {"soil_sensor": fake}):
    import garden

print(garden.advice())
print("soil_sensor" in sys.modules, "garden" in sys.modules)
