from shop.prices import total


def test_total():
    assert total(["tea", "cups"]) == 13


if __name__ == "__main__":
    test_total()
    print("test_total passed")
