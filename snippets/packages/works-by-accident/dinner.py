import kitchen.oven


def serve():
    return kitchen.oven.bake("pie")
