# İade, değişim, iptal ve fatura: bilgileri toplayıp aktarırken söylenenler.

ecommerce-return-request-opening = İade talebinizi aldım.
ecommerce-product-exchange-opening = Değişim talebinizi aldım.
ecommerce-order-cancel-opening = İptal talebinizi aldım.
ecommerce-invoice-request-opening = Fatura talebinizi aldım.

ecommerce-collect-about = Siparişiniz: { $what }.
ecommerce-collect-which = { $count } siparişiniz var. Hangisi için?
ecommerce-collect-which-item = Bu siparişte birden çok ürün var. Hangisi için?
ecommerce-collect-choose-item = Ürün seçin
ecommerce-collect-all-items = Hepsi
ecommerce-collect-all-words = hepsi hepsini tümü tümünü tamamı bütün ikisi ikisini
ecommerce-item-all = siparişin tamamı
ecommerce-collected = Not aldım: { $what }.
ecommerce-collected-wanted = istediğiniz: { $wanted }

ecommerce-return-ask-reason = İade nedeniniz nedir? Listeden seçebilir ya da kısaca yazabilirsiniz.
ecommerce-return-ask-reason-again = İade nedeninizi tam anlayamadım; listeden seçebilir ya da birkaç sözcükle yazabilirsiniz.
ecommerce-return-choose-reason = Neden seçin
ecommerce-return-ask-picture = Anladım, bunun için üzgünüm. Sorunu gösteren bir fotoğraf gönderebilir misiniz? Arkadaşımızın işini hızlandırır.
ecommerce-return-no-picture = Fotoğrafsız devam
ecommerce-return-got-picture = Fotoğrafınız ulaştı, talebinize ekledim.
ecommerce-question-noted = Sorunuzu not aldım, arkadaşımız yanıtlayacak.
ecommerce-return-window = İade süremiz, ürün size ulaştıktan sonra { $days } gündür.
ecommerce-return-late = Bu sipariş { $since } gün önce teslim edilmiş, iade süremiz ise { $window } gün; kararı arkadaşımız verecek.
ecommerce-return-question = İadeyle ilgili sorunuzu aldım. Doğru bilgiyi vermesi için sizi bir arkadaşımıza aktarıyorum.

ecommerce-cancel-question = İptalle ilgili sorunuzu aldım. Nedenine bakıp size yazması için sizi bir arkadaşımıza aktarıyorum.

ecommerce-exchange-ask-wanted = Yerine ne istersiniz? Beden, renk ya da ürün adını yazmanız yeterli.
ecommerce-exchange-ask-wanted-again = Yerine göndereceğimiz ürünün bedenini, rengini ya da adını yazar mısınız?

ecommerce-reason-row-size-small = Beden küçük geldi
ecommerce-reason-row-size-large = Beden büyük geldi
ecommerce-reason-row-changed-mind = Beğenmedim, vazgeçtim
ecommerce-reason-row-quality = Kalitesi kötü
ecommerce-reason-row-damaged = Hasarlı ya da kusurlu
ecommerce-reason-row-wrong-item = Yanlış ürün geldi
ecommerce-reason-row-other = Başka bir neden

ecommerce-reason-size = bedeni olmadı
ecommerce-reason-size-small = beden küçük geldi
ecommerce-reason-size-large = beden büyük geldi
ecommerce-reason-color = rengi farklı
ecommerce-reason-changed-mind = beğenmedi ya da vazgeçti
ecommerce-reason-quality = kalitesi kötü
ecommerce-reason-damaged = hasarlı ya da kusurlu
ecommerce-reason-wrong-item = yanlış ürün geldi
ecommerce-reason-late = geç geldi
ecommerce-reason-other = başka bir neden

# Ekip için.
ecommerce-next-cancel-question = Siparişin neden iptal olduğunu ve ödemesinin durumunu müşteriye yazın
ecommerce-next-return-question = İade sorusunu yanıtlayın

note-fact-order-meant = Söz konusu sipariş: { $number }
note-fact-return-late = İade süresi geçmiş: { $since } gün önce teslim edildi, süre { $window } gün
note-fact-item = Hangi ürün: { $value }
note-fact-reason = Nedeni: { $value }
note-fact-wanted = Yerine istediği: { $value }
note-fact-question = Ayrıca sordu: “{ $words }”

did-asked-item = Hangi ürün olduğunu sordu
did-asked-reason = İade nedenini sordu
did-asked-wanted = Yerine ne istediğini sordu
did-asked-picture = Sorunu gösteren bir fotoğraf istedi
