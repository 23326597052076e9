"""The same behaviour in Chromium, Firefox and WebKitGTK."""
