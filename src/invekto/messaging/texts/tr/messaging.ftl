# Konuşmanın içindeki bildirim satırları
messaging-notice-number-changed = Müşteri telefon numarasını değiştirdi.
messaging-notice-user-id-changed = Müşterinin WhatsApp kimliği değişti.
messaging-notice-identity-changed = Müşterinin güvenlik kodu değişti; hesabı başka bir cihazda kullanıyor olabilir.
messaging-notice-system = WhatsApp bu kişi hakkında bir bildirim gönderdi.
