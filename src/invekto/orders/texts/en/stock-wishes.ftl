# What a customer hears when something they waited for can be bought again.
stock-wish-back = The product you were waiting for is back in stock: { $product }. You asked us to let you know.
did-told-stock-back = Told them that what they waited for is back in stock
stock-wish-untold = { $product } is back in stock, but the customer could not be told: the window has closed and there is no approved “back in stock” template.
