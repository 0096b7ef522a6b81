# Bekleyen müşteriler için işletme sahibine giden e-posta.

alarm-nobody-there-subject = { $shop }: { $count } müşteri bekliyor, ekipten kimse çevrim içi değil
alarm-nobody-there-body = Merhaba { $name },

    { $count } müşteri bir temsilcinin yazmasını bekliyor, ancak şu an ekipten kimse çevrim içi değil.

    Bekleyenleri açmak için: { $link }

    Bu e-posta, durum sürse de iki saatte birden sık gelmez. Ayarlar > Ekip sayfasından kapatabilirsiniz.

    Invekto
alarm-no-room-subject = { $shop }: { $count } müşteri bekliyor, ekipte yer kalmadı
alarm-no-room-body = Merhaba { $name },

    { $count } müşteri bekliyor. Ekipten çevrim içi olanların hepsinin elinde alabilecekleri kadar görüşme var.

    Bekleyenleri açmak için: { $link }

    Kişi başına görüşme sayısını Ayarlar > Ekip sayfasından değiştirebilirsiniz.

    Invekto
alarm-emergency-subject = { $shop }: acil bir mesaj bekliyor
alarm-emergency-body = Merhaba { $name },

    Bir müşteri acil olabilecek bir durum yazdı ve henüz bir yanıt almadı. Lütfen hemen bakın.

    { $link }

    Kimse ilgilenmezse bu görüşme için on beş dakikada bir yeniden yazılır.

    Invekto
