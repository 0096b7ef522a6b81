# İade, değişim, iptal ve fatura: bilgileri toplayıp aktarırken söylenenler.

ecommerce-return-request-opening = İade talebinizi aldım.
ecommerce-product-exchange-opening = Değişim talebinizi aldım.
ecommerce-order-cancel-opening = İptal talebinizi aldım.
ecommerce-invoice-request-opening = Fatura talebinizi aldım.

ecommerce-collect-about = Siparişiniz: { $what }.
ecommerce-collect-which = { $count } siparişiniz var. Hangisi için?
ecommerce-collect-which-item = Bu siparişte birden çok ürün var. Hangisi için?
ecommerce-collect-choose-item = Ürün seçin
ecommerce-collect-not-listed = Listede yoksa ürünün adını yazın.
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
ecommerce-cancel-confirm-whole = { $number } numaralı siparişinizin tamamı iptal edilecek: { $what }. Tutar: { $amount }. Onaylıyor musunuz?
ecommerce-cancel-confirm-part = { $number } numaralı siparişinizden iptal edilecek: { $what }. Tutar: { $amount }. Kalanı size gönderilir. Onaylıyor musunuz?
ecommerce-cancel-under-way = { $number } numaralı siparişin iptali şu an pazaryerinden isteniyor; sonucu buradan yazacağız.
ecommerce-cancel-not-by-pieces = { $count } adedi ayrıca iptal etmeyi buradan yapamıyorum; { $platform } için yalnızca ürünün tamamı iptal edilebiliyor. Hiçbir şey iptal edilmedi. Size yardımcı olması için sizi bir arkadaşımıza aktarıyorum.
ecommerce-cancel-changed = { $number } numaralı siparişiniz bu arada değişti. Hiçbir şey iptal edilmedi. Yine de iptal etmek isterseniz yazın, son durumuna bakayım.
ecommerce-cancel-yes = Evet, iptal edin
ecommerce-cancel-no = Hayır, kalsın
ecommerce-cancel-instead-of-return = Bu sipariş henüz kargoya verilmedi; iade beklemeden iptal edilebilir.
ecommerce-cancel-instead-of-exchange = Bu sipariş henüz kargoya verilmedi, o yüzden değişim yapılamıyor; iptal edip istediğinizi yeniden sipariş verebilirsiniz.
ecommerce-return-when-it-comes = Tamam; paket elinize ulaşınca iade edebilirsiniz.
ecommerce-return-on-its-way = Paketiniz henüz size ulaşmadı; iade ulaştıktan sonra başlar.
note-fact-when-it-comes = Paket eline ulaşınca iade edecek
ecommerce-cancel-kept = Tamam, { $number } numaralı siparişiniz olduğu gibi duruyor.
ecommerce-cancel-shipped = { $number } numaralı siparişiniz kargoya verilmiş, artık iptal edilemiyor. Size ulaşınca iade edebilirsiniz.
ecommerce-cancel-delivered = { $number } numaralı siparişiniz teslim edilmiş, artık iptal edilemiyor. İsterseniz iade edebilirsiniz.
ecommerce-cancel-begun = Onayınızı aldım, { $number } numaralı siparişin iptalini { $platform } üzerinden istiyorum. Sonucu buradan yazacağım.
ecommerce-cancel-prepared = Onayınızı aldım. { $number } numaralı sipariş henüz iptal edilmedi; iptal etmesi için sizi bir arkadaşımıza aktarıyorum.
ecommerce-cancel-back-withdrawn = Tamam, iptali durdurdum: { $number } numaralı siparişiniz iptal edilmeyecek.
ecommerce-cancel-back-doing = Vazgeçtiğinizi not aldım. Ancak { $number } numaralı siparişin iptali pazaryerinden istenmişti; durdurulamayabilir. { $person ->
        [yes] Arkadaşımız bakıp size buradan yazacak.
       *[no] Sonucu buradan yazacağım.
    }
ecommerce-cancel-back-done = { $number } numaralı sipariş iptal edilmişti ve geri alınamıyor. Ürünü yine istiyorsanız yeniden sipariş vermeniz gerekir.
ecommerce-cancel-back-stands = { $number } numaralı sipariş iptal edilmedi, olduğu gibi duruyor.
ecommerce-cancel-back-none = Sizden gelen bir iptal onayı görmüyorum; ben hiçbir siparişinizi iptal etmiyorum.

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
ecommerce-next-order-cancel-prepared = Müşteri iptali onayladı: sipariş kartındaki “İptal et” ile pazaryerinde iptal edin ya da müşteriye yazın
ecommerce-next-cancel-pieces = Müşteri ürünün yalnızca bir kısmını iptal ettirmek istiyor; buradan ancak tamamı iptal edilebiliyor. Ne istediğini konuşup yazın
ecommerce-next-return-question = İade sorusunu yanıtlayın

note-fact-order-meant = Söz konusu sipariş: { $number }
note-fact-return-late = İade süresi geçmiş: { $since } gün önce teslim edildi, süre { $window } gün
note-fact-item = Hangi ürün: { $value }
note-fact-reason = Nedeni: { $value }
note-fact-wanted = Yerine istediği: { $value }
note-fact-question = Ayrıca sordu: “{ $words }”

did-asked-item = Hangi ürün olduğunu sordu
did-asked-cancel-confirm = İptal edilecekleri gösterip onay istedi
did-kept-order = İptalden vazgeçildiğini yazdı
did-told-too-late = Kargoya verildiği için iptal edilemeyeceğini yazdı
did-began-cancellation = Onaylanan iptali pazaryerinden istedi
note-fact-cancel-count = İptal edilecek adet: { $count }
note-fact-cancel-every = İptal edilecek adet: hepsi
note-fact-cancel-confirmed = Müşteri iptali onayladı; pazaryerinde henüz yapılmadı
note-fact-cancel-back-withdrawn = Müşteri iptalden vazgeçti; iptal durduruldu
note-fact-cancel-back-doing = Müşteri iptalden vazgeçti, ama iptal pazaryerinden istenmişti: durumuna bakın
note-fact-cancel-back-done = Müşteri iptalden vazgeçti, ama sipariş iptal edilmişti
note-fact-cancel-back-stands = Müşteri iptalden vazgeçti; sipariş iptal edilmedi
did-asked-reason = İade nedenini sordu
did-asked-wanted = Yerine ne istediğini sordu
did-asked-picture = Sorunu gösteren bir fotoğraf istedi
did-told-claim = İadenin pazaryerindeki durumunu yazdı

ecommerce-exchange-depends = Değişimin yapılıp yapılamayacağı stoğa ve { $platform } kurallarına bağlıdır.

# Fatura.
ecommerce-invoice-link = { $number } numaralı siparişinizin faturası:
ecommerce-invoice-ask-buyer = Fatura kimin adına olsun?
ecommerce-invoice-own = Kendi adıma
ecommerce-invoice-company = Şirket adına
ecommerce-invoice-ask-tax = Vergi numaranızı (10 hane) ya da şahıs şirketiyse T.C. kimlik numaranızı yazar mısınız? Vergi dairesini, unvanı ve e-postayı da birlikte yazabilirsiniz.
ecommerce-invoice-tax-wrong = Bu numara ({ $count } hane) geçerli bir vergi ya da T.C. kimlik numarası değil; kontrol eder misiniz?
ecommerce-invoice-ask-office = Vergi daireniz hangisi?
ecommerce-invoice-ask-title = Şirketinizin unvanı nedir?
ecommerce-invoice-ask-mail = Fatura hangi e-posta adresine gönderilsin?
ecommerce-invoice-check = Fatura şöyle hazırlanacak:
ecommerce-invoice-part-title = • Unvan: { $value }
ecommerce-invoice-part-tax = • Vergi/T.C. kimlik no: { $value }
ecommerce-invoice-part-office = • Vergi dairesi: { $value }
ecommerce-invoice-part-mail = • E-posta: { $value }
ecommerce-invoice-right = Evet, doğru
ecommerce-invoice-wrong = Hayır, düzelteceğim
ecommerce-invoice-ask-mend = Hangisi yanlış? Doğrusunu adıyla yazın, örneğin “vergi dairesi: …” ya da “unvan: …”.
note-fact-tax-number-wrong = Yazdığı vergi/T.C. kimlik no geçersiz (kontrol hanesi tutmuyor): { $value }
note-fact-invoice-confirmed = Fatura bilgileri müşteriye okundu, doğru dedi
note-fact-invoice-mended = Fatura bilgilerinde düzeltilmesini istediği: { $value }
did-read-back-invoice = Fatura bilgilerini okuyup onay istedi
note-fact-invoice-own = Fatura kendi adına istendi
note-fact-invoice-company = Fatura şirket adına istendi
note-fact-tax-number = Vergi/T.C. kimlik no (kontrol hanesi doğru): { $value }
note-fact-tax-office = Vergi dairesi: { $value }
note-fact-company-title = Unvan: { $value }
note-fact-invoice-email = Fatura e-postası: { $value }
did-asked-invoice = Fatura bilgilerini sordu
did-sent-invoice = Faturanın bağlantısını gönderdi

# Adres değişikliği.
ecommerce-address-opening = Adres değişikliği isteğinizi aldım.
ecommerce-address-before = { $number } numaralı sipariş henüz kargoya verilmedi. Adresi biz { $platform } üzerinde değiştiremiyoruz; arkadaşımız mümkün olup olmadığına bakacak, kesin söz veremem.
ecommerce-address-after = { $number } numaralı sipariş kargoya verilmiş; adresi artık yalnızca { $carrier } değiştirebilir, kesin söz veremem.
ecommerce-address-ask = Yeni teslimat adresinizi mahalle, sokak, numara, ilçe ve il ile yazar mısınız?
ecommerce-address-ask-again = Bu hâliyle bir adres çıkaramadım. Yeni teslimat adresini mahalle, sokak, kapı numarası, ilçe ve il ile yazar mısınız?
ecommerce-address-ask-right = Tamam, onu kullanmıyorum. Doğru adresi baştan, mahalle, sokak, numara, ilçe ve il ile yazar mısınız?
ecommerce-address-wrong = Hayır, yanlış
ecommerce-address-confirm = Yeni adres: { $address }. Doğru mu?
ecommerce-address-right = Evet, doğru
ecommerce-address-given-before = Yeni adresinizi not aldım; adres henüz değişmedi. Bakması için sizi bir arkadaşımıza aktarıyorum.
ecommerce-address-given-after = Yeni adresinizi not aldım; paket yolda olduğu için adres değişmeyebilir. Kargoyla görüşmesi için sizi bir arkadaşımıza aktarıyorum.
ecommerce-address-over = { $number } numaralı siparişin adresi artık değiştirilemez: teslim edilmiş, iade ya da iptal edilmiş. Sizi bir arkadaşımıza aktarıyorum.
ecommerce-next-address-before = Kargoya vermeden: yeni adrese gönderilebiliyorsa etiketi ona göre hazırlayın, değilse iptal edip yeniden sipariş önerin; müşteriye yazın
ecommerce-next-address-after = Kargo firmasına yeni adresi bildirin; kabul edip etmediğini müşteriye yazın
note-fact-new-address = Yeni adres: { $value }
note-fact-address-confirmed = Yeni adresi müşteri onayladı
did-asked-address = Yeni adresi sordu
ecommerce-invoice-mail-wrong = “{ $mail }” geçerli bir e-posta adresi değil; ad@ornek.com gibi yazar mısınız?
