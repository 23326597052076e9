import price-list
