# Gelen kutusunun listesinde yapılanlar: süzme, seçme, kapatma, erteleme, etiket, atama.
inbox-filters = Süz
inbox-filters-off = Süzmeyi kaldır
inbox-chips = Seçili süzgeçler
inbox-chip-off = Kaldır:
inbox-group-state = Durum
inbox-group-number = WhatsApp numarası
inbox-group-intent = Konu
inbox-group-tag = Etiket
inbox-box-snoozed = Ertelenen
inbox-box-done = Kapatılan
inbox-only-unread = Okunmamış
inbox-only-vip = VIP
inbox-only-closing = Yazışma süresi doluyor
inbox-badge-snoozed = Ertelendi, kalan süre:
inbox-badge-callback = Yazılacağı söylendi, kalan süre:
inbox-badge-done = Kapalı
inbox-badge-marked = Okunmadı olarak işaretlendi
inbox-empty-narrow-title = Bu süzgece uyan görüşme yok
inbox-empty-narrow = Süzgeçlerden birini kaldırınca daha fazlası görünür.
inbox-empty-narrow-off = Süzgeçleri kaldır
inbox-empty-snoozed-title = Ertelenen görüşme yok
inbox-empty-snoozed = Ertelediğiniz görüşmeler zamanı gelene ya da müşteri yazana kadar burada bekler.
inbox-empty-done-title = Kapatılan görüşme yok
inbox-empty-done = İşi biten görüşmeyi E tuşuyla ya da onay işaretiyle kapatın; müşteri yazarsa kendiliğinden açılır.

bulk-title = Seçili görüşmelerle yapılacaklar
bulk-chosen = görüşme seçili
bulk-all = Tümünü seç
bulk-none = Seçimi kaldır
bulk-pick = Seç (X)

desk-done = Görüşmeyi kapat
desk-open = Yeniden aç
desk-snooze = Ertele
desk-wake = Ertelemeyi bitir
desk-tag = Etiketle
desk-assign = Birine ata
desk-read = Okundu işaretle
desk-unread = Okunmadı işaretle
desk-hand-back = Asistana geri ver
desk-more = Diğer işlemler
desk-undo = Geri al
desk-sheet-broken = Açılamadı. Bağlantınızı kontrol edip yeniden deneyin.

desk-snooze-title = { $count ->
    [one] Görüşmeyi ertele
   *[other] { $count } görüşmeyi ertele
}
desk-snooze-lead = O zamana kadar listede görünmez. Müşteri yazarsa hemen geri gelir.
desk-snooze-go = Ertele
desk-later-hours = 3 saat sonra
desk-later-tomorrow = Yarın sabah
desk-later-monday = Pazartesi sabahı
desk-later-own = Başka bir zaman
desk-snooze-unclear = Ne zamana erteleneceği anlaşılamadı. Tarih ve saat seçin.
desk-snooze-past = Geçmişe ertelenemez. İleri bir tarih ve saat seçin.
desk-snooze-far = En çok bir yıl sonrasına ertelenebilir.

desk-tag-title = { $count ->
    [one] Müşteriyi etiketle
   *[other] { $count } görüşmenin müşterilerini etiketle
}
desk-tag-label = Etiket
desk-tag-go = Ekle
desk-tag-known = Kullandığınız etiketler
desk-tag-worn = Şu anki etiketler
desk-tag-off = Etiketi kaldır:
desk-tag-empty = Bir etiket yazın.
desk-tag-long = Etiket en çok 40 harf olabilir.
desk-tag-many = Bir müşteride en çok 30 etiket olabilir.

desk-assign-title = { $count ->
    [one] Görüşmeyi birine ata
   *[other] { $count } görüşmeyi birine ata
}
desk-assign-lead = Asistan bu görüşmelerde susar.
desk-assign-me = Siz
desk-assign-nobody = Kimseye atama, sırada beklesin
desk-assign-gone = Bu kişi artık ekipte değil. Başka birini seçin.

desk-nothing = Değişen bir şey yok.
desk-said-done = { $count } görüşme kapatıldı.
desk-said-open = { $count } görüşme yeniden açıldı.
desk-said-snooze = { $count } görüşme ertelendi: { $time }
desk-said-wake = { $count } görüşme listeye döndü.
desk-said-read = { $count } görüşme okundu olarak işaretlendi.
desk-said-unread = { $count } görüşme okunmadı olarak işaretlendi.
desk-said-tag = Etiket { $count } görüşmenin müşterisine eklendi.
desk-said-untag = Etiket { $count } görüşmenin müşterisinden kaldırıldı.
desk-said-assign = { $count } görüşme atandı.
desk-said-hand-back = { $count } görüşme asistana geri verildi.
desk-said-merge = { $name } bu kişiyle birleştirildi.
desk-undone = Geri alındı.
desk-undone-some = { $count } / { $all } görüşme geri alındı; ötekilerde o arada yeni bir şey oldu.
desk-undone-none = Geri alınamadı: o arada yeni bir şey oldu.

desk-notice-done = { $name } görüşmeyi kapattı
desk-notice-reopened = { $name } görüşmeyi yeniden açtı
desk-notice-woken = Erteleme süresi doldu

keys-done = Kapat veya yeniden aç
keys-snooze = Ertele
keys-tag = Etiketle
keys-assign = Birine ata
keys-unread = Okunmadı işaretle
keys-select = Seç, Shift + tıklama ile arasını da
keys-undo = Son işlemi geri al
