# Görüşmenin bir temsilciye aktarılması: müşterinin duyduğu.

handover-said-asked = Elbette, sizi bir arkadaşımıza aktarıyorum.
handover-said-low-confidence = Sizi yanlış yönlendirmek istemem, o yüzden görüşmeyi bir arkadaşımıza aktarıyorum.
handover-said-angry = Yaşadığınız aksaklık için üzgünüm. Konuyu bir arkadaşımıza aktarıyorum.
handover-said-error = Şu anda yanıtınızı hazırlarken bir sorun yaşadım, görüşmeyi bir arkadaşımıza aktarıyorum.

handover-promise = Size buradan yazacak.
handover-promise-open = En kısa sürede size buradan yazacak.
handover-promise-later = Şu an çalışma saatlerimizin dışındayız; { $when } saat { $time } itibarıyla size buradan yazacak.
handover-promise-closed = Şu an kapalıyız; açıldığımızda size buradan yazacak.
handover-promise-emergency = Şu an çalışma saatlerimizin dışındayız; ekibimize hemen haber verildi, ama yanıt gecikebilir. Durumunuz kötüleşirse bizi beklemeden 112'yi arayın ya da en yakın acil servise gidin.

hours-today = bugün
hours-tomorrow = yarın
hours-date = { $date } günü
hours-day-0 = Pazartesi
hours-day-1 = Salı
hours-day-2 = Çarşamba
hours-day-3 = Perşembe
hours-day-4 = Cuma
hours-day-5 = Cumartesi
hours-day-6 = Pazar
hours-day-closed = kapalı
hours-weekday-0 = pazartesi
hours-weekday-1 = salı
hours-weekday-2 = çarşamba
hours-weekday-3 = perşembe
hours-weekday-4 = cuma
hours-weekday-5 = cumartesi
hours-weekday-6 = pazar

# Görüşmenin içinde ekibe görünen satırlar.
handover-notice-taken = { $name } görüşmeyi devraldı
handover-notice-back = { $name } görüşmeyi asistana geri verdi
handover-notice-phone = İşletme telefonundan yazıldı, asistan sustu
handover-notice-resumed = Asistan yeniden yanıtlıyor
handover-notice-note = Devir notu

# Sıra ve bekleme süresi: yalnızca bilindiğinde söylenir.
handover-promise-wait = { $ahead ->
    [0] Sıra sizde; yaklaşık { $minutes } dakika içinde size buradan yazacak.
   *[other] Önünüzde { $ahead } kişi var; yaklaşık { $minutes } dakika içinde size buradan yazacak.
}
handover-promise-busy = { $ahead ->
    [0] Şu an yoğunuz; sırası gelir gelmez size buradan yazacak.
   *[other] Şu an yoğunuz, önünüzde { $ahead } kişi var; sıranız gelir gelmez size buradan yazacak.
}
handover-promise-closing = Bugün saat { $closes } itibarıyla kapanıyoruz; o zamana kadar yetişemezsek { $when } saat { $time } itibarıyla size buradan yazacak.
handover-better-time = Size daha uygun bir zaman varsa buraya yazmanız yeterli.
handover-booked-as-asked = Not aldım: { $when } saat { $time } gibi bir arkadaşımız size buradan yazacak.
handover-booked-when-open = O saatte kapalıyız. Not aldım: { $when } saat { $time } itibarıyla bir arkadaşımız size buradan yazacak.
handover-booked-stands = O saatte kapalıyız. Daha erken, { $when } saat { $time } itibarıyla bir arkadaşımız size buradan yazacak.
handover-still = Sizi unutmadık, mesajlarınız ekibimizde; bir arkadaşımız yanıtlayacak.
handover-still-booked = Sizi unutmadık, mesajlarınız ekibimizde; bir arkadaşımız { $when } saat { $time } itibarıyla size buradan yazacak.
handover-still-emergency = Ekibimize acil olarak haber verildi. Durumunuz kötüleşirse bizi beklemeden 112'yi arayın ya da en yakın acil servise gidin.

handover-notice-given = Görüşme sıradaki kişiye verildi: { $name }
handover-notice-released = Acil durum: görüşmeyi yürüten kişi çevrim içi değil, görüşme ekibe açıldı
handover-notice-given-by = { $by } görüşmeyi verdi: { $name }
handover-notice-resumed-after = Ekip { $hours } saattir yazmadı ve açık bir konu kalmadı, asistan yeniden yanıtlıyor
handover-added = Bunu da talebinize ekledim; arkadaşımız görecek.
