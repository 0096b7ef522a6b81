# What a customer hears of their parcel without having asked.
parcel-news-failed = { $number } numaralı siparişinizin teslimatında bir aksaklık oldu. { $where } Bir sorunuz ya da isteğiniz varsa buraya yazabilirsiniz.
parcel-news-at-branch = { $number } numaralı siparişiniz şubeden alınmayı bekliyor. { $where } Bir sorunuz ya da isteğiniz varsa buraya yazabilirsiniz.
parcel-news-returned = { $number } numaralı siparişiniz size teslim edilemedi. { $where } Yeniden gönderilmesini ya da iadesini isterseniz buraya yazmanız yeterli.
parcel-news-stalled = { $number } numaralı siparişiniz gecikiyor. { $where } Bir sorunuz ya da isteğiniz varsa buraya yazabilirsiniz.
parcel-news-customer = değerli müşterimiz
parcel-news-managers-only = Bunu yalnızca işletme sahibi ve yöneticiler değiştirebilir.
