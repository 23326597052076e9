"""Say how much it rained."""

import statistics
from pathlib import Path

import gauge
from report import as_line

text = Path("rain.txt").read_text(encoding="utf-8")
amounts = gauge.read(text)
print(as_line("mean", statistics.mean(amounts)))
