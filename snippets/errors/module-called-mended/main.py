import pprint

pprint.pprint({"tea": 3})
