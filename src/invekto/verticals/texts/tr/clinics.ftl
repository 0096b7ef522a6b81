# Klinikler: müşteriye söylenenler.

common-button-appointment-booking = Randevu al
common-button-appointment-reschedule = Randevu değiştir
common-button-appointment-cancel = Randevu iptali
common-button-price-inquiry = Fiyat bilgisi
common-button-treatment-info = İşlem bilgisi
common-button-location-inquiry = Adres
common-button-working-hours = Çalışma saatleri
common-button-payment-inquiry = Ödeme
common-button-complaint = Şikâyet

common-ack-emergency = Geçmiş olsun, durumunuzu ekibimize hemen ilettim. Nefes almakta ya da yutmakta zorlanıyorsanız, kanama durmuyorsa, görme kaybı, bilinç bulanıklığı veya hızla yayılan şişlik varsa beklemeyin: 112'yi arayın ya da en yakın acil servise gidin. Kliniğimizden bir arkadaşımızı yönlendiriyorum.
common-ack-payment-inquiry = Ödemeyle ilgili sorunuzu aldım, sizi bir arkadaşımıza aktarıyorum.
common-ack-complaint = Yaşadığınız aksaklık için üzgünüm. Konuyla ilgilenmesi için sizi bir arkadaşımıza aktarıyorum.

clinic-unknown = Bu konuda kesin bilgi elimde yok, yanlış yönlendirmek istemem; sizi bir arkadaşımıza aktarıyorum.
clinic-hours-head = Çalışma saatlerimiz:
clinic-open-now = Şu anda açığız.
clinic-closed-now = Şu anda kapalıyız.
clinic-address = { $shop } adresi: { $address }
clinic-maps = Yol tarifi: { $url }
clinic-parking = Otopark: { $parking }{ $remark }
clinic-price = { $treatment } ücretimiz { $price }. Kesin tutar, muayenede size özel tedavi planıyla belirlenir.
clinic-price-range = { $treatment } için ücretimiz { $low } ile { $high } arasındadır. Kesin tutar, muayenede size özel tedavi planıyla belirlenir.
clinic-price-after-examination = Ücret, muayenede size özel tedavi planı çıkarıldıktan sonra belirlenir. İsterseniz muayene için randevu oluşturalım.
clinic-which-treatment = Hangi işlemi soruyorsunuz?
clinic-choose = İşlem seçin
clinic-other-treatment = Başka bir işlem
clinic-treatment = { $treatment }: { $description }

# Ekip için.
common-wish-emergency = Acil durum bildiriyor
common-wish-appointment-booking = Randevu almak istiyor
common-wish-appointment-reschedule = Randevusunu değiştirmek istiyor
common-wish-appointment-cancel = Randevusunu iptal etmek istiyor
common-wish-price-inquiry = Fiyat soruyor
common-wish-treatment-info = İşlem hakkında bilgi istiyor
common-wish-location-inquiry = Adres veya ulaşım soruyor
common-wish-working-hours = Çalışma saatlerini soruyor
common-wish-payment-inquiry = Ödeme hakkında soruyor
common-wish-complaint = Şikâyetçi

common-next-appointment-booking = Uygun bir saat önerip randevuyu yazın
common-next-appointment-reschedule = Yeni saati kararlaştırıp randevuyu taşıyın
common-next-appointment-cancel = Randevuyu iptal edip müşteriye yazın
common-next-price-inquiry = Fiyat sorusunu yanıtlayın; fiyat listesine de ekleyebilirsiniz
common-next-treatment-info = İşlem sorusunu yanıtlayın; açıklamayı hizmetlere de ekleyebilirsiniz
common-next-location-inquiry = Adresi yazın; işletme ayarlarına da ekleyebilirsiniz
common-next-working-hours = Çalışma saatlerini yazın; işletme ayarlarına da ekleyebilirsiniz
common-next-payment-inquiry = Ödeme sorusunu yanıtlayın
common-next-complaint = Önce gönlünü alın, sonra sorununu çözün

did-told-hours = Çalışma saatlerini söyledi
did-told-address = Adresi söyledi
did-told-price = Fiyat bilgisini verdi
did-asked-treatment = Hangi işlem olduğunu sordu
did-told-treatment = Kliniğin işlem açıklamasını iletti
