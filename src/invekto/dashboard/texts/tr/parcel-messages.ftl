# Bağlantılar sayfasındaki kargo mesajları kartı.
parcel-messages-title = Kargo mesajları
parcel-messages-lead = Kargoda bir aksaklık olduğunda müşteriye sormadan haber verir: her paket ve konu için en çok bir kez, geceleri asla. Yalnızca size daha önce yazmış ve mesaj almayı kapatmamış müşterilere gider.
parcel-messages-failed = Teslim edilemediğinde
parcel-messages-at-branch = Şubede beklediğinde, son günüyle
parcel-messages-returned = Size iade edildiğinde
parcel-messages-stalled = O şehre alışılandan uzun süre hareket etmediğinde
parcel-messages-no-template = Bu konuda onaylı bir mesaj şablonunuz yok: şimdilik yalnızca son 24 saatte yazmış müşterilere gider. Şablonu Meta’dan onaya göndermesi için Invekto ekibine yazın.
parcel-messages-saved = Kaydedildi.
parcel-messages-save = Kaydet
