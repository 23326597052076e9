"""`scripts/bench`: the built site measured against a bare page with Pyodide, in one Chromium, in turns."""
