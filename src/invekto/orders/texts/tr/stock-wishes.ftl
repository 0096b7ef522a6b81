# What a customer hears when something they waited for can be bought again.
stock-wish-back = Beklediğiniz ürün yeniden stokta: { $product }. Haber vermemizi istediğiniz için yazdık.
did-told-stock-back = Beklediği ürünün yeniden stokta olduğunu haber verdi
stock-wish-untold = { $product } yeniden stokta, ama müşteriye haber verilemedi: yazışma süresi dolmuş ve onaylı bir “stoğa geldi” şablonu yok.
