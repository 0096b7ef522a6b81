# Klinikler: randevu isteği, değişikliği ve iptali.

common-ack-appointment-booking = Randevu talebinizi aldım:
    { $details }
    { $health }Randevunuz henüz kesinleşmedi; uygun saati netleştirmek üzere sizi bir arkadaşımıza aktarıyorum.
common-ack-appointment-reschedule = Randevu değişikliği talebinizi aldım.{ $details }
    Yeni saatiniz henüz kesinleşmedi; netleştirmek üzere sizi bir arkadaşımıza aktarıyorum.
common-ack-appointment-cancel = Randevu iptal talebinizi aldım.{ $details }
    İptali henüz yapılmadı; işlemi yapması için sizi bir arkadaşımıza aktarıyorum.
clinic-booking-lost = Randevunuzu bir arkadaşımızla birlikte planlamanız daha kolay olacak; sizi ona aktarıyorum.

clinic-ask-what = Randevuyu hangi işlem veya şikâyet için istiyorsunuz? Kısaca yazabilir ya da listeden seçebilirsiniz.
clinic-unsure = Emin değilim
clinic-ask-when = Size hangi gün ve saat uygun olur? Birden fazla seçenek de yazabilirsiniz.
clinic-ask-another-day = Bu günlerden hangisi size uygun olur?
clinic-ask-patient = { $who ->
    [self] Randevuyu hangi ad ve soyadla not edelim?
    [several] Randevuya gelecek kişilerin adlarını ve soyadlarını yazar mısınız?
   *[other] Randevuya gelecek kişinin adı ve soyadı nedir?
}
clinic-ask-appointment = Hangi randevunuzdan söz ediyorsunuz?
clinic-choose-appointment = Randevu seçin
clinic-appointment-short = { $moment }
clinic-appointment-rest = { $patient }, { $doctor }
clinic-ask-whose-appointment = Bu telefona kayıtlı, ileri tarihli bir randevu göremedim. Randevu kimin adınaydı?
clinic-ask-whose-appointment-again = Randevuyu bulabilmemiz için kimin adına alındığını yazar mısınız?
clinic-button-soon = En kısa sürede
clinic-button-this-week = Bu hafta
clinic-button-next-week = Haftaya

clinic-doctor-days = { $doctor }, hasta kabul günleri: { $days }.
clinic-when-past = { $day } geçmiş bir zaman görünüyor.
clinic-when-closed = { $day } kapalıyız.
clinic-when-outside = { $day } günü çalışma saatlerimiz { $hours }.
clinic-health-noted = Yazdığınız sağlık bilgisini hekimimize ileteceğiz; lütfen ilaçlarınızı doktorunuza danışmadan değiştirmeyin.

clinic-when-day-hour = { $day }, { $hour }
clinic-when-hour = { $hour }
clinic-when-or = { $first } veya { $other }
clinic-when-range = { $first } – { $last }
clinic-when-soon = en kısa sürede
clinic-when-this-week = bu hafta
clinic-when-next-week = gelecek hafta
clinic-when-weekdays = hafta içi
clinic-when-any = zaman fark etmiyor

clinic-patient-line = { $name } ({ $who })
clinic-patient-several = birden fazla kişi; kime ne zaman randevu gerektiğini arkadaşımız netleştirecek
clinic-patient-several-named = { $names } (kime hangi randevu olduğunu arkadaşımız netleştirecek)
clinic-patient-self = kendisi
clinic-patient-child = çocuğu
clinic-patient-spouse = eşi
clinic-patient-parent = annesi veya babası
clinic-patient-sibling = kardeşi
clinic-patient-other = bir yakını
clinic-patient-self-you = kendiniz
clinic-patient-child-you = çocuğunuz
clinic-patient-spouse-you = eşiniz
clinic-patient-parent-you = anneniz veya babanız
clinic-patient-sibling-you = kardeşiniz
clinic-patient-other-you = yakınınız

clinic-detail-patient = Kim için: { $who }
clinic-detail-what = Konu: { $what }
clinic-detail-when = İstediğiniz zaman: { $when }
clinic-detail-doctor = Hekim: { $doctor }
clinic-detail-doctor-unknown = Hekim: “{ $name }” adıyla bir hekimimizi bulamadım, arkadaşımız netleştirecek
clinic-detail-who-does-it = { $treatment } işlemini yapan: { $doctors }; size uygun hekimi ve saati arkadaşımız önerecek
clinic-detail-appointment = Randevunuz: { $appointment }
clinic-detail-new-time = İstediğiniz yeni zaman: { $when }

clinic-your-appointment = Kayıtlı randevunuz: { $appointment }.
clinic-your-appointments = Bu telefona kayıtlı randevular:
clinic-appointment-of = { $appointment } ({ $patient })
clinic-no-appointment-yet = Henüz kesinleşmiş bir randevunuz görünmüyor; saatinizi arkadaşımızla netleştireceğiz.
clinic-looked-up-by-people = Teşekkürler, kayıtlarımıza bir arkadaşımız bakacak.
clinic-late = Haber verdiğiniz için teşekkürler.{ $details }
    Gecikebileceğinizi ekibimize iletiyorum.

clinic-asked-along = Bu konuda kesin bilgi elimde yok; sorunuzu da talebinizle birlikte bir arkadaşımıza ileteceğim.
clinic-just-noted = Not ettim: { $noted }.

# Ekip için.
clinic-appointment = { $moment }, { $service }, { $doctor }
clinic-doctor-unknown = { $name } (bu adla kayıtlı hekim yok)
clinic-fact-patient-is = Kimin için: { $who }
clinic-fact-several = Birden fazla kişi için istiyor olabilir; kime hangi işlem, hangi saat, netleştirin: “{ $words }”
clinic-fact-patient = Hasta: { $name }
clinic-fact-what = Konu: { $what }
clinic-fact-when = İstediği zaman: { $when }
clinic-fact-hour = İstediği saat: { $hour }
clinic-fact-doctor = İstediği hekim: { $doctor }
clinic-fact-who-does-it = Dikkat, istediği hekim ya da zaman { $treatment } için uygun değil; bu işlemi yapan: { $doctors }
clinic-fact-health = Hekime iletin; sağlık bilgisi verdi: “{ $words }”
clinic-fact-appointment-meant = Söz ettiği randevu: { $appointment }
clinic-fact-appointment = Kayıtlı randevusu: { $appointment }
clinic-fact-no-appointment = Bu telefona kayıtlı ileri tarihli randevu bulunamadı
clinic-fact-not-final = Randevunun henüz kesinleşmediği söylendi
clinic-fact-not-moved = Yeni saatin henüz kesinleşmediği söylendi
clinic-fact-not-cancelled = İptalin henüz yapılmadığı söylendi

common-wish-appointment-lookup = Randevusunun ne zaman olduğunu soruyor
common-wish-appointment-late = Randevusuna gecikebileceğini haber veriyor
clinic-next-lookup = Randevusunu bulup gününü ve saatini yazın
clinic-next-late = Hemen bakın: gecikmesi uygun mu, hekimle konuşup yazın

did-told-appointment = Kayıtlı randevusunu söyledi
clinic-fact-left-question = Yanıt bekleyen sorusu: “{ $words }”
did-left-question = Yanıtı olmayan bir soruyu talebin yanına not etti
did-asked-what = Hangi işlem veya şikâyet için olduğunu sordu
did-asked-when = Hangi gün ve saatin uyduğunu sordu
did-asked-patient = Hastanın adını sordu
did-asked-appointment = Hangi randevu olduğunu sordu
