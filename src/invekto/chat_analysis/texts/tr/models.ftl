# Eğitilmiş modellerin klasörü kullanılamadığında, komutu çalıştırana
model-cache-denied = Modeller { $path } altında saklanamıyor: bu kullanıcının orada yazma izni yok. Makinenin yöneticisi klasörü Invekto'yu çalıştıran kullanıcıya verebilir; siz de INVEKTO_CACHE_DIR ile başka bir klasör seçebilirsiniz.
model-cache-read-only = Modeller { $path } altında saklanamıyor: bu disk yalnızca okunabiliyor. Makinenin yöneticisi diski yazmaya açabilir; siz de INVEKTO_CACHE_DIR ile başka bir klasör seçebilirsiniz.
model-cache-full = Modeller { $path } altında saklanamıyor: disk dolu. Yer açın ya da makinenin yöneticisinden isteyin; INVEKTO_CACHE_DIR ile başka bir disk de seçebilirsiniz.
model-cache-in-the-way = Modeller { $path } altında saklanamıyor: klasörün yerinde bir dosya var. Dosyayı kaldırın ya da INVEKTO_CACHE_DIR ile başka bir klasör seçin.
model-cache-other = Modeller { $path } altında saklanamıyor: { $detail }. Makinenin yöneticisine söyleyin ya da INVEKTO_CACHE_DIR ile başka bir klasör seçin.
model-training-killed = { $vertical } modelinin eğitimi { $number } numaralı sinyalle öldürüldü; büyük olasılıkla makinenin belleği yetmedi. Başka programları kapatıp yeniden deneyin ya da makinenin yöneticisinden daha çok bellek isteyin.
model-training-ended = { $vertical } modelinin eğitimi { $number } numaralı sinyalle sona erdirildi. Yeniden deneyin; yine olursa makinenin yöneticisine bu sayıyı söyleyin.
