# Diş klinikleri.

dental-button-insurance-inquiry = Sigorta ve SGK
dental-wish-insurance-inquiry = Sigorta veya SGK hakkında soruyor
dental-next-insurance-inquiry = Anlaşmalı kurumu kontrol edip müşteriye yazın

# Yaygın işlemler.
dental-treatment-wisdom-tooth = Yirmilik diş çekimi
dental-treatment-child-examination = Çocuk diş muayenesi
dental-treatment-examination = Muayene
dental-treatment-filling = Diş dolgusu
dental-treatment-root-canal = Kanal tedavisi
dental-treatment-cleaning = Diş taşı temizliği
dental-treatment-extraction = Diş çekimi
dental-treatment-implant = İmplant
dental-treatment-zirconia-crown = Zirkonyum kaplama
dental-treatment-veneer = Lamine kaplama
dental-treatment-whitening = Diş beyazlatma
dental-treatment-orthodontics = Ortodonti
dental-treatment-denture = Protez diş
dental-treatment-bridge = Diş köprüsü
