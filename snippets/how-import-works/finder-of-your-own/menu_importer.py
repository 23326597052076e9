import sys
from importlib.util import spec_from_loader

MENUS = {
    "monday": "dish = 'soup'",
    "tuesday": "dish = 'pie'",
}


class MenuImporter:
    def find_spec(self, name, path, target=None):
        if name in MENUS:
            return spec_from_loader(name, self)
        return None

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        exec(MENUS[module.__name__], vars(module))


importer = MenuImporter()
sys.meta_path.append(importer)
