order-platform-n11 = N11
connections-add-title-n11 = N11 mağazası bağla
connections-add-lead-n11 = Bilgiler N11 satıcı panelinde API sayfasında.
connections-id-n11 = Mağaza numarası
connections-id-hint-n11 = Yalnızca rakam
connections-n11-app-key = Uygulama anahtarı
connections-n11-app-secret = Uygulama gizli anahtarı
