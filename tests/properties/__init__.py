"""Properties: what must be so for every snippet, name, message and text, tried with many that hypothesis makes up.

The same examples each time, so that a red can be repeated. `IMPORTABLE_HUNT=50` tries fifty times as many, others
each time, for a long look.
"""
