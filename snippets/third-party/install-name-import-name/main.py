from importlib.metadata import packages_distributions
from importlib.metadata import version

import raintools

print(raintools.wettest([3, 11, 7]))
print(packages_distributions()["raintools"])
print(version("rain-gauge-tools"))
