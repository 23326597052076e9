try:
    from ..lib import texts
except ImportError as error:
    print(error)
