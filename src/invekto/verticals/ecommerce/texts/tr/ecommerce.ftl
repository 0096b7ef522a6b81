# E-ticaret: müşteriye söylenenler.

ecommerce-button-order-status = Siparişim nerede?
ecommerce-button-shipping-info = Kargo ve teslimat
ecommerce-button-product-info = Ürün bilgisi
ecommerce-button-return-request = İade / değişim
ecommerce-button-product-exchange = Ürün değişimi
ecommerce-button-invoice-request = Fatura
ecommerce-button-order-cancel = Sipariş iptali
ecommerce-button-stock-inquiry = Stok durumu
ecommerce-button-wholesale-inquiry = Toptan alım
ecommerce-button-complaint = Şikâyet
ecommerce-button-discount-inquiry = İndirim ve kampanya
ecommerce-button-payment-inquiry = Ödeme

ecommerce-ack-return-request = İade talebinizi aldım. İşlemi başlatması için sizi bir arkadaşımıza aktarıyorum.
ecommerce-ack-product-exchange = Değişim talebinizi aldım. Uygun ürüne bakması için sizi bir arkadaşımıza aktarıyorum.
ecommerce-ack-invoice-request = Fatura talebinizi aldım. Faturanızla ilgilenmesi için sizi bir arkadaşımıza aktarıyorum.
ecommerce-ack-order-cancel = İptal talebinizi aldım. Siparişinize hemen bakması için sizi bir arkadaşımıza aktarıyorum.
ecommerce-ack-stock-inquiry = Stok bilgisini sizin için kontrol ettirelim; sizi bir arkadaşımıza aktarıyorum.
ecommerce-ack-wholesale-inquiry = Toptan alım talebiniz için teşekkür ederiz. Size özel teklif hazırlaması için sizi satış ekibimizden bir arkadaşımıza aktarıyorum.
ecommerce-ack-complaint = Yaşadığınız aksaklık için üzgünüm. Konuyu çözmesi için sizi bir arkadaşımıza aktarıyorum.
ecommerce-ack-discount-inquiry = İndirim ve kampanya sorunuzu aldım, sizi bir arkadaşımıza aktarıyorum.
ecommerce-ack-payment-inquiry = Ödemeyle ilgili sorunuzu aldım, sizi bir arkadaşımıza aktarıyorum.
ecommerce-ack-address-change = Adres değişikliği isteğinizi aldım. Doğru adresi (ve varsa sipariş numaranızı) buraya yazabilirsiniz; düzeltmesi için sizi bir arkadaşımıza aktarıyorum.
ecommerce-ack-product-info = Ürünle ilgili sorunuzu aldım. Doğru bilgi vermesi için sizi bir arkadaşımıza aktarıyorum.

ecommerce-product-which = Hangi ürünü soruyorsunuz? Adını ya da bağlantısını yazar mısınız?

ecommerce-shipping-head = Teslimat bilgilerimiz:
ecommerce-shipping-fee = Kargo ücreti { $fee }.
ecommerce-shipping-free = Kargo ücretsizdir.
ecommerce-shipping-free-over = { $amount } ve üzeri siparişlerde kargo ücretsizdir.
ecommerce-shipping-days = { $same ->
    [True] Siparişiniz kargoya verildikten sonra yaklaşık { $first } iş gününde ulaşır.
   *[False] Siparişiniz kargoya verildikten sonra { $first }-{ $last } iş gününde ulaşır.
}
ecommerce-shipping-carriers = Gönderilerimiz { $carriers } ile yapılır.
ecommerce-shipping-cash-on-delivery-yes = Kapıda ödeme vardır.
ecommerce-shipping-cash-on-delivery-no = Kapıda ödeme yoktur.
ecommerce-shipping-abroad-yes = Yurt dışına gönderim yapıyoruz.
ecommerce-shipping-abroad-no = Şu an yalnızca Türkiye içine gönderim yapıyoruz.
ecommerce-shipping-unknown = Bu konuda kesin bilgi elimde yok, yanlış yönlendirmek istemem; sizi bir arkadaşımıza aktarıyorum.

ecommerce-carrier-aras = Aras Kargo
ecommerce-carrier-yurtici = Yurtiçi Kargo
ecommerce-carrier-mng = MNG Kargo
ecommerce-carrier-surat = Sürat Kargo
ecommerce-carrier-ptt = PTT Kargo
ecommerce-carrier-ups = UPS
ecommerce-carrier-dhl = DHL
ecommerce-carrier-hepsijet = HepsiJet
ecommerce-carrier-trendyol = Trendyol Express

# Ekip için: müşteri ne istiyor, sıradaki adım ne.
ecommerce-wish-order-status = Siparişinin nerede olduğunu soruyor
ecommerce-wish-place = Mağazanın yerini soruyor
ecommerce-wish-shipping-info = Kargo ve teslimat koşullarını soruyor
ecommerce-wish-product-info = Ürün hakkında bilgi istiyor
ecommerce-wish-return-request = Ürünü iade etmek istiyor
ecommerce-wish-product-exchange = Ürünü değiştirmek istiyor
ecommerce-wish-invoice-request = Fatura istiyor
ecommerce-wish-order-cancel = Siparişini iptal etmek istiyor
ecommerce-wish-stock-inquiry = Stok durumunu soruyor
ecommerce-wish-wholesale-inquiry = Toptan alım yapmak istiyor
ecommerce-wish-complaint = Şikâyetçi
ecommerce-wish-discount-inquiry = İndirim veya kampanya soruyor
ecommerce-wish-payment-inquiry = Ödeme hakkında soruyor
ecommerce-wish-not-at-home = Evde değilken gelen paketin yeniden teslimini istiyor
ecommerce-wish-address-change = Teslimat adresini değiştirmek istiyor

ecommerce-next-shipping-info = Sorduğu teslimat koşulunu yazın; işletme ayarlarına da ekleyebilirsiniz
ecommerce-next-product-info = Ürün sorusunu yanıtlayın
ecommerce-next-return-request = İade sürecini başlatıp müşteriye yazın
ecommerce-next-product-exchange = Değişim için uygun ürünü bulup müşteriye yazın
ecommerce-next-invoice-request = Faturayı gönderin veya düzeltin
ecommerce-next-order-cancel = Kargoya verilmeden siparişi iptal edin, müşteriye yazın
ecommerce-next-order-cancel-shipped = Sipariş kargoya verilmiş: geri çağrılabiliyorsa kargodan geri isteyin, değilse iade yolunu anlatın; müşteriye yazın
ecommerce-next-order-cancel-delivered = Sipariş teslim edilmiş, iptal edilemez: iade yolunu anlatın, müşteriye yazın
ecommerce-next-stock-inquiry = Stoğa bakıp müşteriye yazın
ecommerce-next-wholesale-inquiry = Miktarı ve ürünü netleştirip teklif verin
ecommerce-next-complaint = Önce gönlünü alın, sonra sorununu çözün
ecommerce-next-discount-inquiry = Geçerli indirimleri müşteriye yazın
ecommerce-next-payment-inquiry = Ödeme sorusunu yanıtlayın
ecommerce-next-address-change = Doğru adresi alın; kargoya verilmediyse siparişte, verildiyse kargo firmasında düzeltin, müşteriye yazın

ecommerce-payment-head = Ödeme bilgilerimiz:
ecommerce-payment-instalments = { $named ->
    [True] { $banks } kartlarına { $most } aya kadar taksit vardır.
   *[False] Kredi kartına { $most } aya kadar taksit vardır.
}
ecommerce-payment-transfer = Havale/EFT ile ödeyebilirsiniz.
ecommerce-payment-card = Kredi kartı veya banka kartıyla ödeyebilirsiniz.
ecommerce-address = { $shop } adresi: { $address }
did-told-return-window = İade süresini söyledi
did-told-shipping = Kargo ve teslimat koşullarını anlattı
note-fact-product-asked = Ürünle ilgili sorusu: “{ $value }”
did-asked-product = Hangi ürün olduğunu sordu

# Sipariş durumu.
ecommerce-order-ask-number = Bu telefon numarasına kayıtlı bir sipariş göremedim; sipariş numaranızı yazarsanız hemen bakarım. Numara elinizde yoksa neyi hangi gün aldığınızı ve siparişteki ad soyadı yazmanız da yeter.
ecommerce-order-ask-number-again = Siparişinize bakabilmem için sipariş numaranızı yazar mısınız? Sipariş onay mesajınızda bulabilirsiniz. Bulamazsanız neyi hangi gün aldığınızı ve siparişteki ad soyadı yazın.
ecommerce-order-not-found = { $number } numaralı bir sipariş bulamadım. Numarayı kontrol edip yeniden yazar mısınız?
ecommerce-order-ask-fact = Güvenliğiniz için bir bilgiyi daha doğrulamam gerekiyor. Siparişte kayıtlı { $facts } nedir?
ecommerce-order-ask-fact-again = Bu bilgi siparişteki kayıtla eşleşmedi. Siparişte kayıtlı { $facts } nedir?
ecommerce-order-or = {" "}veya{" "}
ecommerce-order-fact-name = ad soyad
ecommerce-order-fact-district = teslimat ilçesi
ecommerce-order-fact-phone = telefon numarasının son dört hanesi
ecommerce-order-which = { $count } siparişiniz var. Hangisine bakayım?
ecommerce-order-choose = Sipariş seçin
ecommerce-order-track = Kargo takibi: { $url }
ecommerce-order-as-of = Satış platformuna şu an ulaşamıyorum; bu bilgi { $moment } itibarıyladır.
ecommerce-order-by-whom = { $named ->
    [yes] Paketi bulamıyorsanız “Temsilciye bağlan”ı seçin, bir arkadaşımız araştırsın.
   *[no] Kargo kime teslim edildiğini bildirmedi. Paketi bulamıyorsanız “Temsilciye bağlan”ı seçin, bir arkadaşımız araştırsın.
}
ecommerce-order-hour-unknown = Kargo saat bilgisi bildirmiyor.
ecommerce-order-until-unknown = Şubede hangi güne kadar bekletileceğini kargo ({ $carrier }) bildirmedi.
ecommerce-order-may-be-old = Satış platformuna şu an ulaşamıyorum; bu bilgi güncel olmayabilir.
ecommerce-order-no-number = Sorun değil. Siparişinizi bulması için sizi bir arkadaşımıza aktarıyorum.
ecommerce-order-no-proof = Siparişin size ait olduğunu buradan doğrulayamıyorum, bu yüzden sizi bir arkadaşımıza aktarıyorum.
ecommerce-order-too-many-tries = Bilgiler birkaç kez eşleşmediği için güvenliğiniz adına sizi bir arkadaşımıza aktarıyorum.
ecommerce-order-platform-down = Şu anda satış platformuna ulaşamadığım için siparişinize bakamıyorum. Sizi bir arkadaşımıza aktarıyorum.

# Teslim edildi görünen siparişte bir şey eksik.
ecommerce-missing-not-received = { $record ->
    [whom] { $number } numaralı siparişiniz teslim edilmiş görünüyor; elinize ulaşmadığı için çok üzgünüm. Kargonun kaydında teslim günü { $day }, teslim alan { $who }. Araştırması için sizi bir arkadaşımıza aktarıyorum.
    [day] { $number } numaralı siparişiniz teslim edilmiş görünüyor; elinize ulaşmadığı için çok üzgünüm. Kayıttaki teslim günü { $day }. Araştırması için sizi bir arkadaşımıza aktarıyorum.
   *[no] { $number } numaralı siparişiniz teslim edilmiş görünüyor; elinize ulaşmadığı için çok üzgünüm. Araştırması için sizi bir arkadaşımıza aktarıyorum.
}
ecommerce-missing-empty = { $number } numaralı siparişinizin boş geldiğini not aldım, çok üzgünüm. Çözmesi için sizi bir arkadaşımıza aktarıyorum.
ecommerce-missing-incomplete = { $number } numaralı siparişinizin eksik geldiğini not aldım, çok üzgünüm. Çözmesi için sizi bir arkadaşımıza aktarıyorum.
ecommerce-next-missing-not-received = Teslimatı kargo firmasıyla araştırıp müşteriye yazın
ecommerce-next-missing-empty = Paketin neden boş geldiğini araştırıp müşteriye çözüm yazın
ecommerce-next-missing-incomplete = Eksik kalanı bulup müşteriye çözüm yazın
note-fact-missing-not-received = Siparişin eline ulaşmadığını yazdı
note-fact-missing-by-whom = Siparişin kime teslim edildiğini sordu
note-fact-missing-empty = Paketin boş geldiğini yazdı
note-fact-missing-incomplete = Paketten eksik ürün çıktığını yazdı

# Kurye gelmiş, kapıyı açan olmamış.
ecommerce-not-at-home = Teslimat yapılamadığı için üzgünüm. Kargo firmasıyla yeniden teslimi görüşecek bir arkadaşımıza sizi aktarıyorum.
ecommerce-not-at-home-order = Bunun için üzgünüm. { $number } numaralı siparişiniz: { $where } Kargo firmasıyla yeniden teslimi görüşecek bir arkadaşımıza sizi aktarıyorum.
ecommerce-next-not-at-home = Kargo firmasıyla yeniden teslimi görüşüp müşteriye günü yazın

ecommerce-fact-order = Sipariş { $number } · { $status } · { $products }
ecommerce-fact-order-unproven = { $number } numaralı siparişin bu kişiye ait olduğu doğrulanmadı; işlem yapmadan önce doğrulayın
ecommerce-next-order-status = Siparişi bulup durumunu müşteriye yazın

did-told-order = Sipariş durumunu söyledi
did-listed-orders = Hangi sipariş olduğunu sordu
did-asked-number = Sipariş numarasını sordu
did-asked-fact = Siparişin sahibini doğrulayan bir bilgi sordu
did-not-found = Bu numarayla sipariş bulamadığını söyledi
ecommerce-missing-wrong = { $number } numaralı siparişinizde yanlış ürün geldiğini not aldım, çok üzgünüm. Gelen ürünün bir fotoğrafını buraya gönderebilirsiniz; çözmesi için sizi bir arkadaşımıza aktarıyorum.
ecommerce-next-missing-wrong = Yanlış gelen ürünün geri alınmasını ve doğrusunun gönderilmesini müşteriye yazın
note-fact-missing-wrong = Yanlış ürün geldiğini yazdı
ecommerce-away = Teslimat gününde evde olmayacağınızı not aldım. Kargo firmasıyla görüşüp size ne yapılabileceğini yazacak bir arkadaşımıza sizi aktarıyorum.
ecommerce-next-away = Kargo firmasıyla teslim gününü ya da şubeden almayı görüşüp müşteriye yazın
ecommerce-order-returned-next = Yeniden gönderilmesini ya da ödemenizin iadesini isterseniz buraya yazın; bir arkadaşımız ilgilenir.
