SHOP = "shop@example.org"
