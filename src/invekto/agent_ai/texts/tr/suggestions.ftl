# Temsilciye önerilen yanıtlar; temsilci kendi adına gönderir.
suggestion-greeting = { $known ->
    [yes] Merhaba { $name }, nasıl yardımcı olabilirim?
   *[no] Merhaba, nasıl yardımcı olabilirim?
}
suggestion-thanks = Rica ederim, iyi günler dilerim!
suggestion-affirm = Tamamdır. Başka bir sorunuz olursa yazmanız yeterli.
suggestion-human-request = { $known ->
    [yes] Merhaba { $name }, ekipten ben ilgileniyorum. Sorunuzu yazar mısınız?
   *[no] Merhaba, ekipten ben ilgileniyorum. Sorunuzu yazar mısınız?
}
# Bir akışta toplanan bilgiler, konuşan kişinin ağzından. $details: satırlar, her biri yeni satırda
suggestion-noted = Teşekkürler, not aldım.{ $details }
    Kontrol edip size hemen dönüyorum.
suggestion-unfilled = Doldurulmamış yer var: { $names }. Doldurmadan gönderilemez.

# Hazır yanıtların kuralları.
reply-problem-blank = Sorulacak yerin bir adı olmalı, en çok { $most } karakter: {"{{"}?tarih{"}}"}.
reply-problem-variable = “{ $name }” bilinen bir alan değil. Sağdaki alanlardan birini kullanın ya da başına soru işareti koyun, o zaman göndermeden önce size sorulur.
reply-problem-fallback = “{ $name }” için dik çizgiden sonra ne yazılacağını belirtin ya da çizgiyi silin.
reply-problem-braces = Süslü parantezler eksik ya da fazla. Her alan iki parantezle açılıp iki parantezle kapanır.
reply-problem-many = En çok { $most } hazır yanıt saklanır. Kullanılmayanları silin.
reply-problem-code = Kısa kod en çok 20 karakterdir; harf, rakam, tire ve alt çizgiden oluşur.
reply-problem-code-taken = /{ $code } kodu başka bir yanıtta kullanılıyor.
reply-problem-title = Başlık gerekli, en çok { $most } karakter.
reply-problem-category = Kategori en çok { $most } karakter olabilir.
reply-problem-empty = En az bir dilde yanıt yazın.
reply-problem-long = Bir WhatsApp mesajı en çok { $most } karakterdir.
reply-problem-intent = Seçilen konulardan biri bu işletmede yok.
