import keyword
import sys

NAMES = ["price_list", "price-list", "2nd_shop", "class", "random"]

for name in NAMES:
    if not name.isidentifier():
        verdict = "no, not a name"
    elif keyword.iskeyword(name):
        verdict = "no, a keyword"
    elif name in sys.stdlib_module_names:
        verdict = "no, in the standard library"
    else:
        verdict = "yes"
    print(f"{name}.py: {verdict}")
