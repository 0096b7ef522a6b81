# Konuşmanın içindeki bildirim satırları
messaging-notice-number-changed = Müşteri telefon numarasını değiştirdi.
messaging-notice-user-id-changed = Müşterinin WhatsApp kimliği değişti.
messaging-notice-identity-changed = Müşterinin güvenlik kodu değişti; hesabı başka bir cihazda kullanıyor olabilir.
messaging-notice-system = WhatsApp bu kişi hakkında bir bildirim gönderdi.

# Metni olmayan mesajlar listede böyle görünür
messaging-kind-text = Mesaj
messaging-kind-image = Fotoğraf
messaging-kind-video = Video
messaging-kind-document = Belge
messaging-kind-audio = Ses kaydı
messaging-kind-sticker = Çıkartma
messaging-kind-location = Konum
messaging-kind-contacts = Kişi kartı
messaging-kind-interactive = Seçim
messaging-kind-button = Seçim
messaging-kind-buttons = Düğmeli mesaj
messaging-kind-list = Liste
messaging-kind-template = Şablon mesajı
messaging-kind-order = Sepet
messaging-kind-request_welcome = Sohbeti açtı
messaging-kind-notice = Bildirim
messaging-kind-revoked = Mesaj silindi
messaging-kind-unsupported = Gösterilemeyen mesaj
