HERB = "parsley"
