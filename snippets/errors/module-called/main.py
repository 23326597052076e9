import pprint

pprint({"tea": 3})
