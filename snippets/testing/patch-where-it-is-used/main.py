from unittest.mock import patch

import greeting

with patch("clock.hour", return_value=8):
    print("clock.hour:", greeting.greet())

with patch("greeting.hour", return_value=8):
    print("greeting.hour:", greeting.greet())
