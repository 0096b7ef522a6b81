integration-problem-key-refused = { $platform } anahtarı kabul etmedi. Satıcı panelindeki entegrasyon bilgilerini yeniden kopyalayıp buraya girin.
integration-problem-login-refused = { $platform } giriş bilgilerini kabul etmedi. Firmanın sorgulama servisi için verdiği kullanıcı adını ve şifreyi firmanın kurumsal panelinden ya da müşteri temsilcinizden alıp yeniden girin.
integration-problem-access-denied = { $platform } bu anahtarın siparişleri okumasına izin vermedi. Anahtarın bu mağazaya ait ve açık olduğunu satıcı panelinden kontrol edin.
integration-problem-version-retired = { $platform } kullandığımız bağlantı sürümünü kapatmış. Sizin yapmanız gereken bir şey yok, Invekto ekibi güncelleyecek.
integration-problem-request-refused = { $platform } isteğimizi geri çevirdi. Sizin yapmanız gereken bir şey yok, Invekto ekibi inceleyecek.
integration-problem-unknown-shape = { $platform } tanımadığımız bir biçimde cevap verdi. Sizin yapmanız gereken bir şey yok, Invekto ekibi inceleyecek.
integration-problem-rate-limited = { $platform } çok sık sorduğumuzu söylüyor. Birazdan kendiliğinden devam edeceğiz.
integration-problem-platform-down = { $platform } tarafında bir arıza var. Kendiliğinden yeniden deniyoruz, düzelince kaçan siparişler de gelecek.
integration-problem-test-access = { $platform } test ortamı sunucumuzun adresini tanımıyor. Test ortamı yetkisi { $platform } desteğinden istenmeli.
integration-problem-no-answer = { $platform } zamanında cevap vermedi. Kendiliğinden yeniden deniyoruz.
integration-problem-not-let-in = { $platform } ile bağlantı kurulamıyor. { $platform } yalnızca tanıdığı adresleri kabul eder: sunucu IP adresimizi { $platform } bilgi işlem yetkilinize tanımlattırın (adresi Invekto ekibinden alabilirsiniz). Bu arada kendiliğinden yeniden deniyoruz.
integration-problem-unreadable = { $platform } okunamayan bir cevap gönderdi (bakım sayfası ya da yarım veri). Kendiliğinden yeniden deniyoruz.
integration-problem-secret-unreadable = Kayıtlı anahtar açılamıyor. API anahtarını yeniden girin; sorun sürerse Invekto ekibine haber verin.
integration-problem-not-supported = { $platform } bağlantısı henüz çalışmıyor. Bilgileriniz kayıtlı, hazır olunca kendiliğinden başlayacak.
integration-problem-switched-off = { $platform } hesabı kapalı. Bağlantılar sayfasından açın; kapalıyken orada hiçbir işlem yapılmaz.
integration-webhook-no-address = { $platform } değişiklikleri bize bildiremiyor, çünkü bu kurulumun internetten görünen bir adresi ayarlanmamış (INVEKTO_PUBLIC_URL). Siparişler iki dakikada bir sorularak yine de geliyor; Invekto ekibine haber verin.
integration-webhook-refused = { $platform } anlık bildirimlerimizi kaydetmeyi kabul etmedi (mağazanın bildirim hakkı dolmuş olabilir). Siparişler iki dakikada bir sorularak yine de geliyor; her gün yeniden denenir.

integration-account-provider-unknown = Böyle bir platform yok.
integration-account-id-wrong = Mağaza numarası geçersiz. Satıcı panelindeki numarayı aynen yazın.
integration-account-carrier-id-wrong = Müşteri kodu ya da kullanıcı adı geçersiz. Kargo firmasının verdiğini aynen yazın.
integration-account-secret-missing = Anahtar bilgileri boş olamaz.
integration-account-refused = { $platform } bu bilgileri kabul etmedi; hiçbir şey kaydedilmedi. Numarayı ve anahtarları satıcı panelindekiyle karşılaştırıp yeniden deneyin.
integration-account-carrier-refused = { $platform } bu bilgileri kabul etmedi; hiçbir şey kaydedilmedi. Kullanıcı adını ve şifreyi kargo firmasının sorgulama servisi için verdiğiyle karşılaştırın (panelin giriş şifresi değildir); bulamazsanız müşteri temsilcinizden isteyin.
integration-account-secret-wrong = Anahtarda geçersiz karakter var ya da çok uzun. Panelden yeniden kopyalayın.
integration-account-managers-only = Hesapları yalnızca işletme sahibi ve yöneticiler değiştirebilir.
integration-account-off-now = Hesap kapalı. Önce açın.
integration-not-found = Bulunamadı.
integration-phone-wrong = Telefon numarası geçersiz.

account-alarm-dead-subject = { $shop }: { $platform } anahtarı artık kabul etmiyor
account-alarm-dead-body = Merhaba { $name },

    { $platform } bağlantısı ({ $account }) durdu: { $problem }

    O zamana kadar { $platform } tarafından yeni bilgi gelmez; müşterilere en son bilinenle yanıt verilir. Bu arada değişen siparişler, anahtar yeniden çalışınca alınır.

    Anahtarı girmek için: { $link }

    Bu e-posta bir kez gelir; bağlantı yeniden çalışınca haber veririz.
account-alarm-outage-subject = { $shop }: { $platform } saatlerdir yanıt vermiyor
account-alarm-outage-body = Merhaba { $name },

    { $platform } bağlantısından ({ $account }) iki saatten uzun süredir bilgi alınamıyor: { $problem }

    Kendiliğinden denemeyi sürdürüyoruz. Bu arada değişen siparişler, bağlantı düzelince alınır.

    Bağlantılarınızın durumu: { $link }

    Bu e-posta bir kez gelir; bağlantı yeniden çalışınca haber veririz.
account-alarm-works-subject = { $shop }: { $platform } yeniden çalışıyor
account-alarm-works-body = Merhaba { $name },

    { $platform } bağlantısı ({ $account }) yeniden çalışıyor. Bu arada kaçırılanlar alınıyor.

    Bağlantılarınızın durumu: { $link }

question-alarm-subject = { $shop }: cevap süresi dolmak üzere olan { $count } pazaryeri sorusu
question-alarm-body = Merhaba { $name },

    Şu sorular iki saat içinde cevaplanmazsa pazaryeri onları kapatır:

    { $questions }
question-alarm-line = { $platform } · { $product } · son saat { $until }
    “{ $question }”
    { $link }
