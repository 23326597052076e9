import tolls

print(tolls.hammer())
