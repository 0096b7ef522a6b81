start-step-database = Veritabanı başlatılıyor
start-step-load = Uygulama yükleniyor
start-step-migrate = Tablolar hazırlanıyor
start-step-train = Dil modeli eğitiliyor
start-training = { $done }/{ $all } hazır, yalnızca ilk açılışta · { $now }
start-training-begin = hazırlanıyor
start-training-read = örnek cümleler okunuyor
start-training-check = öğrendiği sınanıyor { $part }
start-training-finish = tamamlanıyor
demo-step-seed = Deneme işletmeleri hazırlanıyor
demo-screen =
    {"\u000A"}  Invekto hazır ({ $seconds } sn). Adres:  { $url }
    {"\u000A"}  Giriş (şifre: invekto-demo)
    {"    "}owner@moda-atolyesi.example   mağaza sahibi      agent@moda-atolyesi.example   temsilci
    {"    "}owner@gulus-dis.example       klinik sahibi      agent@gulus-dis.example       sekreter
    {"    "}owner@nova-estetik.example    klinik sahibi      sales@nova-estetik.example    satış
    {"    "}doctor@gulus-dis.example      doktor             operator@invekto.example      platform
    {"\u000A"}  Deneyin
    {"    "}1. { $url }/sandbox/ sayfasındaki telefondan yazın:  kargom nerde kaldi
    {"    "}2. { $url }/ adresinde agent@moda-atolyesi.example ile girin, konuşmayı canlı izleyin
    {"    "}3. Konuşmayı devralın: siz yazmaya başlayınca bot susar
    {"\u000A"}  Entegrasyon servisi  { $integrations }  (API belgesi: { $integrations }/docs)
    {"  "}Veriler  { $data }
    {"  "}Durdurmak için Ctrl-C
data-folder-is-a-file = { $path } bir klasör değil; onu kaldırın ya da INVEKTO_DATA_DIR ile başka bir klasör seçin.
data-folder-keys-empty = { $path } boş: kayıtlı sağlayıcı anahtarları onsuz açılamaz. Yedekten geri koyun ya da INVEKTO_ENCRYPTION_KEYS ile verin.
data-folder-keys-missing = { $path } yok, oysa veritabanı onunla şifrelenmiş anahtarlar taşıyor. Yedekten geri koyun ya da INVEKTO_ENCRYPTION_KEYS ile verin; hiçbir şey değiştirilmedi.
data-folder-keys-garbled = { $path } içinde anahtar olmayan bir şey var: kayıtlı sağlayıcı anahtarları onsuz açılamaz. Yedekten geri koyun ya da INVEKTO_ENCRYPTION_KEYS ile verin.
data-folder-keys-wrong = { $source }, veritabanında kayıtlı sağlayıcı anahtarlarından hiçbirini açmıyor. Bu veritabanının kullanıldığı anahtarları geri koyun; temelli kaybolduysa INVEKTO_KEYS_LOST=1 ile başlatıp sağlayıcı anahtarlarını yeniden girin. Hiçbir şey değiştirilmedi.
data-folder-not-writable = Bu kullanıcı { $path } üzerine yazamıyor: onu Invekto'yu başlatan kullanıcıya verin.
start-database-silent = Veritabanı yanıt vermiyor: { $detail }
demo-not-its-database = Veritabanında denemenin oluşturmadığı { $tenant } var; denemeyi sıfırlamak onu silerdi. INVEKTO_DATABASE_URL ayarını kaldırın ya da INVEKTO_DATA_DIR ile başka bir klasör seçin; hiçbir şey değiştirilmedi.
serve-ready = Invekto hazır ({ $seconds } sn): { $url }
demo-fact-last-treatment = Son işlem: gömülü yirmilik diş çekimi, Dt. Selin Ak
demo-fact-late = Dün bekleniyordu, gecikmiş görünüyor
demo-fact-from-ad = Instagram reklamından geldi
start-migrate-role = veritabanı kullanıcısı
start-migrate-tables = tablolar
data-folder-cannot = { $path } klasörü açılamıyor: { $reason }. INVEKTO_DATA_DIR ile yazabileceğiniz bir klasör seçin.
data-folder-reason-denied = buraya yazma izniniz yok
data-folder-reason-missing = böyle bir yer yok
data-folder-reason-read-only = bu disk yalnızca okunabiliyor
data-folder-reason-full = diskte yer kalmamış
data-folder-reason-other = sistem izin vermedi
