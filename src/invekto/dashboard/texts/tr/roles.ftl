# Kimin neyi gördüğü.

thread-gone-title = Bu görüşme artık sizde değil
thread-gone = Görüşmeyi bir arkadaşınız devraldı. Listeden başka bir görüşme seçebilirsiniz.
thread-gone-draft = Göndermediğiniz mesaj
inbox-empty-theirs-title = Gösterilecek görüşme yok
inbox-empty-patients = Size randevusu olan ya da size atanan hastaların görüşmeleri burada görünür.
inbox-empty-leads = Satışla ilgilenen ya da size atanan müşterilerin görüşmeleri burada görünür.
