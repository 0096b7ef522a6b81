# Estetik klinikler.

aesthetic-button-before-after-request = Öncesi ve sonrası
aesthetic-button-contraindication = Bana uygun mu?
aesthetic-button-recovery-info = İyileşme süreci
aesthetic-button-package-inquiry = Paketler
aesthetic-button-foreign-patient = Yurt dışından geliş
aesthetic-button-referral-discount = Tavsiyeyle geldim

aesthetic-ack-before-after-request = Öncesi ve sonrası görselleri buradan paylaşamıyoruz. Sorularınız için sizi bir arkadaşımıza aktarıyorum.
aesthetic-ack-foreign-patient = Yurt dışından gelişinizle ilgili sorunuzu aldım. Planlamaya yardımcı olması için sizi bir arkadaşımıza aktarıyorum.
aesthetic-ack-referral-discount = Bizi tercih ettiğiniz için teşekkür ederiz. Sorunuzla ilgilenmesi için sizi bir arkadaşımıza aktarıyorum.

aesthetic-wish-before-after-request = Öncesi ve sonrası fotoğraf istiyor
aesthetic-wish-contraindication = İşlemin kendisine uygun olup olmadığını soruyor
aesthetic-wish-recovery-info = İyileşme sürecini soruyor
aesthetic-wish-package-inquiry = Paket soruyor
aesthetic-wish-foreign-patient = Yurt dışından gelmek istiyor
aesthetic-wish-referral-discount = Tavsiyeyle geldi, indirim soruyor

aesthetic-next-before-after-request = Muayeneye davet edin; görsel göndermeyin
aesthetic-next-recovery-info = Hekimin bakım notlarına göre yanıtlayın
aesthetic-next-package-inquiry = Paketleri anlatıp görüşmeye davet edin
aesthetic-next-foreign-patient = Geliş tarihini, transferi ve tercümanı konuşun
aesthetic-next-referral-discount = Kimin yönlendirdiğini sorup yanıtlayın

# Yaygın işlemler.
aesthetic-treatment-rhinoplasty = Rinoplasti
aesthetic-treatment-lip-filler = Dudak dolgusu
aesthetic-treatment-botox = Botoks
aesthetic-treatment-mesotherapy = Yüz mezoterapisi
aesthetic-treatment-prp = PRP
aesthetic-treatment-laser-hair-removal = Lazer epilasyon
aesthetic-treatment-hair-transplant = Saç ekimi
aesthetic-treatment-blepharoplasty = Göz kapağı estetiği
aesthetic-treatment-breast-augmentation = Göğüs büyütme
aesthetic-treatment-liposuction = Liposuction
aesthetic-treatment-tummy-tuck = Karın germe
aesthetic-treatment-face-lift = Yüz germe
aesthetic-treatment-consultation = Konsültasyon
