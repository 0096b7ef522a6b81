# Botun ne yaptığı, ekip için tek satırda.

did-greeted = Selamladı ve seçenek sundu
did-introduced = Dijital asistan olduğunu söyledi
did-thanked = Teşekküre karşılık verdi
did-acknowledged = Yanıtı aldığını söyledi
did-opted-out = Mesaj izninin kaldırıldığını onayladı
did-opted-in = Mesaj izninin yeniden verildiğini onayladı
did-changed-language = İstenen dile geçti
did-declined = Konu dışı olduğunu söyledi, temsilci önerdi
did-clarified = Anlamadı, seçenekli bir soru sordu
did-asked-for-words = Yazıyla anlatmasını istedi
did-handed-over = Temsilciye aktardı
did-failed = Yanıt hazırlarken hata oldu, temsilciye aktardı
did-booked-callback = İstediği zamanı not aldı
did-still-waiting = Beklediğini ekibin bildiğini söyledi
did-heard-another-mind = Vazgeçtiğini duyduğunu ve neyin durduğunu söyledi
did-took-addition = Yazdığını nota eklediğini söyledi
