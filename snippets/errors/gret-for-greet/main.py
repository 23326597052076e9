from tools import gret

print(gret("Ada"))
