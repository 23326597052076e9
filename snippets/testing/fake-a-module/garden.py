import soil_sensor


def advice():
    if soil_sensor.moisture() < 30:
        return "water it"
    return "leave it"
