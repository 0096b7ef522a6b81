# Notlar.
thread-undo = Geri al
note-add = Not ekle
note-label = Ekip notu
note-placeholder = Ekibe not yazın, @ ile birini anın
note-who = Müşteri görmez, yalnızca ekip görür.
note-people = Anılacak kişi
note-save = Notu kaydet
note-cancel = Vazgeç
note-by = { $name } not düştü
note-for-you = Size
note-remove = Notu kaldır
note-untold = { $count ->
    [one] { $names } bu görüşmeyi göremiyor, bu yüzden nottan haberi olmadı.
   *[other] { $names } bu görüşmeyi göremiyor, bu yüzden nottan haberleri olmadı.
}
note-gone = Notunuz kaldırıldı.
note-empty = Not boş olamaz.
note-long = Not en çok { $longest } karakter olabilir.
typing-one = { $name } yazıyor…

# Tepkiler.
reaction-add = Tepki ver
reaction-with = { $emoji } tepkisi ver
reaction-ours = { $name } tepki verdi: { $emoji }
reaction-failed = { $emoji } tepkisi müşteriye ulaşmadı

# Dosyalar.
composer-attach = Dosya ekle
upload-tray = Gönderilecek dosyalar
upload-remove = { $name } dosyasını çıkar
upload-sending = Gönderiliyor…
upload-lost = Gönderilemedi: bağlantı koptu. Dosya burada duruyor, Gönder ile yeniden deneyin.
upload-none = Gönderilecek dosya seçilmedi.
upload-empty = “{ $name }” boş bir dosya.
upload-kind = “{ $name }” WhatsApp’tan gönderilemez. JPEG, PNG, MP4, ses, PDF, Office ve düz metin dosyaları gönderilebilir.
upload-webp = “{ $name }” WebP biçiminde; WhatsApp fotoğrafları JPEG ya da PNG olarak ister.
upload-large-image = “{ $name }” çok büyük. Fotoğraf en çok { $most } MB olabilir.
upload-large-audio = “{ $name }” çok büyük. Ses dosyası en çok { $most } MB olabilir.
upload-large-video = “{ $name }” çok büyük. Video en çok { $most } MB olabilir.
upload-large-document = “{ $name }” çok büyük. Belge en çok { $most } MB olabilir.
upload-large-client = “{ $name }” çok büyük. Bu tür dosya en çok { $most } MB olabilir.
upload-drop = Göndermek için dosyayı buraya bırakın
media-preview = Önizle

# Müşteri kartı.
customer-broken = Müşteri bilgisi şu an alınamadı.
customer-piece-orders = Siparişler
customer-piece-appointments = Randevular
customer-piece-lead = Aday
customer-piece-notes = Notlar
customer-piece-threads = Diğer görüşmeler
customer-piece-broken = Bu bölüm şu an alınamadı, diğerleri güncel.
customer-piece-slow = Bu bölüm çok uzun sürdü, diğerleri güncel.
customer-vip-on = VIP yap
customer-vip-off = VIP işaretini kaldır
customer-tag-add = Etiket ekle
customer-tag-remove = { $tag } etiketini kaldır
customer-opted-out-message = mesajla bildirdi
customer-opted-out-whatsapp = WhatsApp’tan bildirdi
orders-insert = Durumu mesaja ekle
orders-not-theirs = Bu müşterinin değil mi?
orders-attach = Başka bir sipariş bağla
orders-attach-number = Sipariş veya takip no
orders-attach-do = Bağla
orders-unknown = “{ $number }” numaralı bir sipariş bulunamadı. Hiçbir şey değişmedi.
orders-said-theirs = { $number }: { $name } bu müşteriye bağladı.
orders-said-not = { $number }: { $name } bu müşteriden ayırdı.
appointments-none = Bu numaraya kayıtlı gelecek randevu yok.
appointments-no-phone = Telefonu gizli olduğu için randevuları bulunamıyor.
appointments-past = { $count } eski randevu
appointment-status-booked = Alındı
appointment-status-confirmed = Onaylandı
appointment-status-arrived = Geldi
appointment-status-completed = Tamamlandı
appointment-status-cancelled = İptal
appointment-status-no-show = Gelmedi
lead-none = Reklamdan gelmedi, henüz bir işlem sormadı.
lead-came-from = Nereden geldi
lead-since = Ne zaman
lead-treatments = Sorduğu işlemler
notes-none = Bu kişi için not yok.
threads-none = Başka numaranızdan görüşmesi yok.

# Birleştirme.
merge-open = Aynı kişiyle birleştir
merge-title = { $name } kiminle aynı kişi?
merge-lead = Seçtiğiniz kişinin görüşmeleri, siparişleri ve izinleri bu kişide toplanır. Mesaj istemeyen biri varsa sonuç da mesaj istemez. İstediğiniz an ayırabilirsiniz.
merge-search = Ad veya telefon
merge-none = Eşleşen kişi yok.
merge-none-like = Aynı adı taşıyan başka kişi yok. Ad veya telefonla arayın.
merge-done = { $other } bu kişiyle birleştirildi ({ $name }).
merge-part = Ayır
merge-broken = Kişiler yüklenemedi. Pencereyi kapatıp yeniden deneyin.
merge-same = Bir kişi kendisiyle birleştirilemez.
merge-newer-first = Önce daha yeni birleştirmeyi ayırın.
contact-language-unknown = Bu dil seçilemiyor.
contact-tag-empty = Etiket boş olamaz.
contact-tag-long = Etiket en çok { $longest } karakter olabilir.
contact-tag-many = Bir kişide en çok { $most } etiket olabilir.

# Masaüstü bildirimleri.
notices-title = Bildirimler
notices-ask = Başka sekmedeyken haberiniz olsun diye bu tarayıcının izni gerekir.
notices-ask-do = İzin iste
notices-granted = Bu tarayıcı bildirim gösterebilir.
notices-denied = Bu tarayıcı bildirimlere izin vermiyor. Adres çubuğundaki site ayarlarından açabilirsiniz.
notices-kinds = Şunlarda haber ver
notices-sound = Ses de çıkar
notices-broken = Bildirim ayarları yüklenemedi. Pencereyi kapatıp yeniden deneyin.
notice-kind-mine = Bana verilen bir görüşme, bana ait bir görüşmede yeni mesaj
notice-kind-mention = Bir notta anılmam
notice-kind-emergency = Acil durum
notice-kind-unassigned = Sahipsiz bir müşteri temsilci bekliyor
notice-title-mine = { $name } yazdı
notice-title-given = { $name } size verildi
notice-title-woken = { $name }: erteleme süresi doldu
notice-title-promised = { $name }: yazma sözü verilen saat geldi
notice-title-mention = { $name } bir notta sizi andı
notice-title-emergency = Acil: { $name }
notice-title-unassigned = { $name } bir temsilci bekliyor
keys-note = Ekibe not yazmaya başla

# Listedeki kutu.
inbox-box-mentioned = Anıldığım
inbox-empty-mentioned-title = Sizi anan yeni not yok
inbox-empty-mentioned = Bir ekip arkadaşınız notunda sizi @ ile anınca görüşme burada görünür.
orders-cancellation = İptal
orders-cancel-reason = Pazaryerine söylenecek neden
orders-cancel-costs = Satıcının iptali mağaza puanınızı ve cezaları etkileyebilir; müşteri pazaryerinin uygulamasından da iptal edebilir.
orders-cancel-do = { $platform } üzerinde iptal et
orders-cancel-withdraw = Vazgeç, sipariş kalsın
orders-cancel-not-open = Bu iptali bu arada başka biri yaptı ya da geri çekti. Hiçbir şey değişmedi.
orders-cancel-no-reason = Bir neden seçin. Hiçbir şey değişmedi.
orders-claim-deadline = Son karar:
orders-key-refused = { $platform } bağlantısı şu an çalışmıyor; bir yöneticinin Bağlantılar sayfasında düzeltmesi gerekiyor. Buradaki bilgiler eski olabilir.
orders-cancel-choose = Nedeni seçin
orders-cancel-withdraw-hint = Vazgeçerseniz sipariş olduğu gibi kalır ve buradaki istek kapanır; müşteri yine isterse yeniden hazırlayabilirsiniz. Müşteriye mesaj gitmez.
orders-cancel-tell = Sonucu yanıta ekle
orders-cancel-confirmed = İptal hazırla
orders-cancel-confirmed-hint = Müşteri bu siparişin iptalini size yazdıysa: önce hazırlanır, pazaryerinde siz onaylamadan iptal edilmez.
orders-claim-accept = İadeyi onayla
orders-claim-accept-means = { $what } için iade onaylanır ve { $platform } ödemeyi müşteriye geri verir. Geri alınamaz.
orders-claim-accept-do = Evet, { $platform } üzerinde onayla
orders-claim-reject = İadeyi reddet
orders-claim-needs-file = dosya ister
orders-claim-statement = Açıklama (müşteri ve pazaryeri okur, en çok 500 karakter)
orders-claim-file = Fotoğraf ya da belge (JPG, PNG, PDF; en çok 5 MB)
orders-claim-reject-means = Müşteri itiraz ederse kararı { $platform } verir. Geri alınamaz.
orders-claim-reject-do = Evet, { $platform } üzerinde reddet
orders-claim-no-reasons = { $platform } ret nedenlerini henüz söylemedi; kendiliğinden yeniden okunur. O zamana kadar panelden reddedebilirsiniz.
