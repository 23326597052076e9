import sys
from unittest.mock import patch

with patch.dict(sys.modules, {"tomllib": None}):
    import settings

    print("without:", settings.KINDS)

import settings

print("with:", settings.KINDS)
