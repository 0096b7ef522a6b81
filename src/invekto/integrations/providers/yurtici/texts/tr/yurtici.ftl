order-platform-yurtici = Yurtiçi Kargo
connections-add-title-yurtici = Yurtiçi Kargo hesabı bağla
connections-add-lead-yurtici = Kendi Yurtiçi anlaşmanızla gönderdiğiniz paketlerin nerede olduğunu Yurtiçi’nden öğreniriz. Web servis bilgilerini Yurtiçi’ndeki temsilciniz verir; sunucumuzun IP adresini de ona tanımlattırın.
connections-id-hint-yurtici = Her ödeme şekli için ayrı bir kullanıcı adı varsa her birini ayrıca bağlayın
connections-id-yurtici = Kullanıcı adı
