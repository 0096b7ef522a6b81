order-platform-aras = Aras Kargo
connections-add-title-aras = Aras Kargo hesabı bağla
connections-add-lead-aras = Kendi Aras anlaşmanızla gönderdiğiniz paketlerin nerede olduğunu Aras’tan öğreniriz. Bilgiler esasweb.araskargo.com.tr’de Entegrasyonlar, XML Servisleri bölümünde.
connections-id-aras = Müşteri kodu
connections-id-hint-aras = Aras’ın verdiği, genellikle 13 haneli kod
