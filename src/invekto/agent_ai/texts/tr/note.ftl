# Devir notu: ekibin okuduğu.

note-wanted = { $wish }: { $words }
note-wanted-before = { $wanted }. Daha önce: { $before }
note-quote = “{ $words }”
note-no-words = Yazılı bir mesaj yok (görsel, ses veya başka bir içerik)

note-mood-calm = Sakin
note-mood-pleased = Memnun
note-mood-unhappy = Memnun değil
note-mood-angry = Kızgın
note-mood-review = Kızgın; olumsuz yorum veya şikâyet uyarısı var
note-mood-unknown = Bilinmiyor

note-fact-order-number = Yazdığı sipariş numarası: { $value }
note-fact-tracking-code = Yazdığı takip kodu: { $value }
note-fact-product = Söz ettiği ürün: { $value }
note-fact-size = Söz ettiği beden: { $value }
note-fact-color = Söz ettiği renk: { $value }
note-fact-treatment = Söz ettiği işlem: { $value }
note-fact-doctor = Söz ettiği hekim: { $value }
note-fact-phone = Yazdığı telefon: { $value }
note-fact-email = Yazdığı e-posta: { $value }

note-next-asked = Müşteriye yazın; bir kişiyle görüşmek istedi
note-next-low-confidence = Ne istediğini sorup yanıtlayın
note-next-emergency = Hemen arayın
note-next-policy = Talebi sonuçlandırıp müşteriye yazın
note-next-error = Son mesajını okuyup yanıtlayın; asistan yanıt veremedi
note-next-angry = Önce gönlünü alın, sonra sorununu çözün
note-next-undelivered = Asistanın son mesajı müşteriye ulaşmadı; müşteriye ulaşıp yanıtlayın
note-next-changed = Müşteri sonradan fikrini değiştirdi: { $words }. Önceki isteği uygulamayın; önce bunu netleştirip müşteriye yazın

note-promise = Ekipten birinin buradan yazacağı söylendi
note-promise-open = Ekipten birinin en kısa sürede buradan yazacağı söylendi
note-promise-later = Ekibin { $when } saat { $time } itibarıyla yazacağı söylendi
note-promise-closed = Açılınca ekipten birinin yazacağı söylendi
note-promise-emergency = Kapalı olunduğu, ekibe hemen haber verildiği ve kötüleşirse acile gitmesi söylendi

note-fact-datetime = Söylediği zaman: { $value }

note-promise-wait = Yaklaşık { $minutes } dakika içinde yazılacağı söylendi (önünde { $ahead } kişi vardı)
note-promise-busy = Yoğun olunduğu ve sırası gelince yazılacağı söylendi (önünde { $ahead } kişi vardı)
note-promise-closing = Bugün { $closes } kapanışına kadar yetişilemezse { $when } saat { $time } itibarıyla yazılacağı söylendi
note-promise-asked = Müşteri zaman belirtti: { $when } saat { $time } gibi yazılacağı söylendi
note-promise-asked-closed = Müşterinin söylediği zamanda kapalıyız: { $when } saat { $time } itibarıyla yazılacağı söylendi
