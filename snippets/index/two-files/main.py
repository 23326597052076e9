import badges

print(badges.make("Ada"))
print(badges.make("Grace"))
