# Pazaryeri sorularına verilen cevaplar: neden gönderilemez, ne oldu, ne yapılır.
integration-answer-short = Cevap en az { $limit } karakter olmalı.
integration-answer-long = Cevap en fazla { $limit } karakter olabilir.
integration-answer-email = E-posta adresi yazılamaz: “{ $found }”.
integration-answer-link = İnternet adresi yazılamaz: “{ $found }”.
integration-answer-phone = Telefon numarası yazılamaz: “{ $found }”.
integration-answer-bank = IBAN yazılamaz: “{ $found }”.
integration-answer-elsewhere = Pazaryeri dışında bir kanala yönlendirilemez: “{ $found }”.
integration-answer-swear = Bu söz yayımlanmaz: “{ $found }”.
integration-answer-late = Sorunun cevap süresi geçti; pazaryeri artık cevap almıyor. Bu cevap gönderilmedi.
integration-answer-closed = Soru kapanmış: başka bir yerden cevaplanmış ya da süresi dolmuş. Bu cevap gönderilmedi.
integration-answer-off = Bu pazaryeri hesabı kapalı; cevap gönderilmedi. Bağlantılar sayfasından açıldıktan sonra yeniden gönderin.
integration-answer-under-way = Bu soruya bir cevap gönderiliyor. Sonucu görününce yeniden deneyin.
integration-answer-refused = Pazaryeri bu cevabı kabul etmedi. Sözlerini değiştirip yeniden gönderin; yine olmazsa satıcı panelinden cevaplayın.
integration-answer-taken-back = Pazaryerinin denetçileri bu cevabı yayından aldı. Düzeltip yeniden gönderin.
integration-answer-unsure = Pazaryerinin yanıtı gelmedi ve soru sayfasında bu cevap görünmüyor. Panele bakın; orada da yoksa yeniden gönderin.
