# Botun müşteriye söyledikleri; bütün işletmeler için ortak.

dialogue-greeting = Merhaba, { $shop } dijital asistanıyım 👋 Size nasıl yardımcı olabilirim?
dialogue-greeting-known = Merhaba { $name }, { $shop } dijital asistanıyım 👋 Size nasıl yardımcı olabilirim?
dialogue-who-speaks = Ben { $shop } dijital asistanıyım; bir yazılımım, insan değilim. Sorularınızı yanıtlayabilirim; dilerseniz sizi bir arkadaşımıza bağlarım.
dialogue-thanks = Rica ederim, her zaman buradayım. İyi günler dilerim!
dialogue-affirm = Anlaştık. Başka bir sorunuz olursa yazmanız yeterli.
dialogue-deny = Peki. Yardımcı olabileceğim başka bir konu olursa yazmanız yeterli.
dialogue-opted-out = Tamam, { $shop } bundan sonra size tanıtım veya bilgilendirme mesajı göndermeyecek. Bize yazdığınızda yine yanıt alırsınız.
dialogue-out-of-scope = Bu soruya verebileceğim hazır bir yanıt yok. { $shop } ekibinden bir arkadaşımız yardımcı olabilir; isterseniz sizi bağlayayım.
dialogue-out-of-scope-hours = { $open ->
    [True] Çalışma saatlerimiz: { $hours }. Şu an açığız.
   *[False] Çalışma saatlerimiz: { $hours }. Şu an kapalıyız.
}
dialogue-out-of-scope-person = Bu konuda ben yardımcı olamıyorum, sizi bir arkadaşımıza aktarıyorum.
dialogue-clarify = Sizi doğru anladığımdan emin olmak istiyorum. Aşağıdakilerden hangisi için yazdınız?

dialogue-anything-else = Başka nasıl yardımcı olabilirim?

dialogue-got-audio = Sesli mesajınız geldi, ancak ben sesli mesajları dinleyemiyorum. Kısaca yazabilir misiniz? İsterseniz bir temsilciye de bağlayabilirim.
dialogue-got-image = Gönderdiğiniz görsel geldi. Size nasıl yardımcı olabileceğimi kısaca yazar mısınız? İsterseniz bir temsilciye de bağlayabilirim.
dialogue-got-document = Gönderdiğiniz belge geldi. Size nasıl yardımcı olabileceğimi kısaca yazar mısınız? İsterseniz bir temsilciye de bağlayabilirim.
dialogue-got-location = Konumunuz geldi. Size nasıl yardımcı olabileceğimi kısaca yazar mısınız? İsterseniz bir temsilciye de bağlayabilirim.
dialogue-got-other = Mesajınız geldi, ancak içeriğini okuyamıyorum. Kısaca yazabilir misiniz? İsterseniz bir temsilciye de bağlayabilirim.
dialogue-photo-to-person = Gönderdiğiniz görsel veya belge elimize ulaştı. Ben yorum yapamam; ekibimizden bir arkadaşımız inceleyecek.

common-button-human-request = Temsilciye bağlan

common-wish-greeting = Selam verdi
common-wish-thanks = Teşekkür etti
common-wish-data-request = Kişisel verileri için başvuruyor (KVKK)
common-ack-data-request = Kişisel verilerinizle ilgili talebinizi aldım ve sizi bu konuyla ilgilenen bir arkadaşımıza aktarıyorum.
common-next-data-request = Kimliğini doğrulayın ve talebi 30 gün içinde yanıtlayın (KVKK md. 13)
common-wish-human-request = Bir temsilciyle görüşmek istiyor
common-wish-opt-out = Mesaj almak istemiyor
