# Bağlantılar sayfasındaki dil modeli kartı ve devir notundaki özet.

language-model-title = Dil modeli
language-model-on = Açık
language-model-off = Kapalı
language-model-lead = Asistanın verdiği bilgileri daha sıcak cümlelerle anlatır, devir notuna kısa bir özet ekler, emin olunamayan mesajlarda asistana yardım eder. Sayı, fiyat, tarih ve durum değişemez: değişirse asistanın kendi metni gönderilir.
language-model-privacy = Açıkken mesaj metinleri { $model } modeline gider; ad, telefon, e-posta, adres ve numaralar gizlenir. Acil durumlar hiç gönderilmez.
language-model-privacy-clinic = Hastaların sağlıkla ilgili cümleleri de gidebilir: açmadan önce aydınlatma metninizde ve rıza kayıtlarınızda yer aldığından emin olun.
language-model-spent = Bu ay: { $spent } / { $cap } · { $calls ->
    [0] henüz soru yok
   *[other] { $calls } soru
}
language-model-spent-label = Bu ayın sınırından kullanılan
language-model-used-up = Bu ayın { $cap } sınırı doldu; asistan kendi metinleriyle yanıtlıyor. Ay başında ya da sınırı artırdığınızda devam eder.
language-model-turn-on = Dil modelini aç
language-model-turn-off = Dil modelini kapat
language-model-cap = Aylık sınır (TL)
language-model-save = Kaydet
language-model-undo = Geri al
language-model-now-on = Dil modeli açıldı.
language-model-now-off = Dil modeli kapatıldı.
language-model-saved = Aylık sınır kaydedildi.
language-model-problem = “{ $entered }” bir tutar değil: 0 ile { $highest } arasında TL olarak yazın, örneğin 250 ya da 250,50.

handoff-summary = Özet
handoff-summary-by-model = dil modelinin özeti
