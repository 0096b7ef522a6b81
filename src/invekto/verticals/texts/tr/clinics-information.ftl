# Klinikler: bilgi sorularının yanıtları.

clinic-day = { $day } { $month } { $weekday }
clinic-moment = { $day } { $time }
clinic-month-1 = Ocak
clinic-month-2 = Şubat
clinic-month-3 = Mart
clinic-month-4 = Nisan
clinic-month-5 = Mayıs
clinic-month-6 = Haziran
clinic-month-7 = Temmuz
clinic-month-8 = Ağustos
clinic-month-9 = Eylül
clinic-month-10 = Ekim
clinic-month-11 = Kasım
clinic-month-12 = Aralık

clinic-day-open = { $day }: { $hours } saatleri arasında açığız.
clinic-day-closed = { $day } günü kapalıyız.
clinic-parking-unknown = Otopark konusunda kesin bilgi elimde yok, yanlış yönlendirmek istemem; sizi bir arkadaşımıza aktarıyorum.
# Kliniğin kendi dilindeki sözlerinin ardından, başka dilde yazan hastaya.
clinic-own-words = { "" } (kliniğin kendi ifadesi)

clinic-price-line = { $treatment }: { $price }
clinic-prices-head = Sorduğunuz işlemlerin ücretleri:
clinic-prices-foot = Kesin tutar, muayenede size özel tedavi planıyla belirlenir.
clinic-price-of-the-rest = Sorduğunuz diğer işlemin ücreti için kesin bilgi elimde yok; sizi bir arkadaşımıza aktarıyorum.

clinic-results-differ = Sonuçlar kişiden kişiye değişir; size uygun olup olmadığına muayenede hekimimiz karar verir.
clinic-info-of-the-rest = Sorduğunuz diğer işlem için kesin bilgi elimde yok; sizi bir arkadaşımıza aktarıyorum.

clinic-recovery = { $treatment }: Kliniğimizin verdiği olağan toparlanma süresi { $days } gündür. { $description }
clinic-recovery-note = Bu süre kişiden kişiye değişir; sizin için geçerli olanı hekimimiz söyler. İşlem sonrasında sizi endişelendiren bir şey olursa beklemeyin, bize yazın.
clinic-recovery-unknown = İyileşme süreciyle ilgili kesin bilgi elimde yok, yanlış yönlendirmek istemem; sizi bir arkadaşımıza aktarıyorum.
clinic-recovery-of-the-rest = Sorduğunuz diğer ayrıntı için kesin bilgi elimde yok; sizi bir arkadaşımıza aktarıyorum.

clinic-physician-decides = Buna yalnızca hekimimiz karar verebilir; ben yorum yapamam. Kullandığınız ilaçları doktorunuza danışmadan bırakmayın veya değiştirmeyin, muayenede de hekimimize söyleyin. Sorunuzu iletmek üzere sizi bir arkadaşımıza aktarıyorum.
clinic-child-writes = Yazdığınız için teşekkürler. On sekiz yaşından küçükseniz bu konuyu anneniz, babanız veya velinizle birlikte konuşmamız gerekiyor. Sizi bir arkadaşımıza aktarıyorum.
clinic-after-treatment = Geçmiş olsun. İşlem sonrasıyla ilgili yazdıklarınızı ekibimize iletiyorum; ben yorum yapamam. Nefes almakta ya da yutmakta zorlanırsanız, kanama durmazsa, görmeniz bozulursa ya da şişlik hızla yayılırsa beklemeyin: 112'yi arayın ya da en yakın acil servise gidin. Sizi bir arkadaşımıza aktarıyorum.

clinic-payment-head = Ödeme seçeneklerimiz:
clinic-payment-methods = Ödeme yöntemleri: { $methods }
clinic-payment-card = kredi kartı veya banka kartı
clinic-payment-cash = nakit
clinic-payment-transfer = havale/EFT
clinic-payment-instalments = { $named ->
    [True] { $banks } kartlarına en fazla { $most } taksit
   *[False] En fazla { $most } taksit
}

clinic-insurers-head = Sigorta konusunda kliniğimizin bilgisi:
clinic-insurers-foot = Poliçenizin neyi karşıladığını sigortanızdan öğrenebilirsiniz. İsterseniz sizi bir arkadaşımıza bağlayayım.
clinic-insurer-not-named = Sorduğunuz kurum için kesin bilgi elimde yok; sizi bir arkadaşımıza aktarıyorum.

clinic-packages-head = Birlikte planlanan işlemlerimiz:
clinic-packages-foot = Kesin tutar ve size uygun olup olmadığı muayenede belirlenir; sonuçlar kişiden kişiye değişir.
clinic-package-unknown = Sorduğunuz işlemler için hazır bir paket bilgisi elimde yok; sizi bir arkadaşımıza aktarıyorum.

# Ekip için.
clinic-fact-referral = Ayarlardaki tavsiye indirimi: %{ $percent } (yalnız siz söyleyebilirsiniz)
clinic-next-physician = Soruyu hekime iletin; uygunluk veya ilaç hakkında siz yorum yapmayın
clinic-next-child = Yaşını sorun; on sekizden küçükse velisiyle konuşun
clinic-next-after-treatment = Bugün arayın; şikâyetini hekime iletin

did-told-payment = Ödeme seçeneklerini söyledi
did-told-insurance = Sigorta bilgisini iletti
did-told-packages = Paketleri söyledi
did-told-recovery = Olağan toparlanma süresini söyledi
