# Birkaç adımlı konuşmaların ortak sözleri.

flow-cancelled = Peki, bu konuyu burada bırakıyorum. Başka bir isteğiniz olursa yazmanız yeterli.
flow-first-question = Daha önce sorduğum bir soru yok.
flow-went-back = Tabii, bir önceki adıma dönelim.
flow-began-anew = Tabii, baştan başlayalım.
flow-corrected = Tamam, düzelttim.
flow-take-your-time = Tabii, bekliyorum. Hazır olduğunuzda yazmanız yeterli.
flow-restarted = Sorularımız bu arada yenilendi, kusura bakmayın; baştan alalım.
flow-choice-gone = Bu seçenek daha önceki bir soruya aitti, artık geçerli değil.
flow-expired = Bir süredir yanıt alamadığım için bu konuyu şimdilik kapattım; dilediğiniz zaman yeniden yazabilirsiniz.
flow-also-told = Diğer isteğinizi de kendisine iletiyorum.

dialogue-got-contact = Gönderdiğiniz kişi kartı geldi. Size nasıl yardımcı olabileceğimi kısaca yazar mısınız? İsterseniz bir temsilciye de bağlayabilirim.
dialogue-audio-to-person = Sesli mesajınız geldi. Ben dinleyemediğim için görüşmeyi bir arkadaşımıza aktarıyorum, mesajınızı o dinleyecek.

note-fact-pictures = { $several ->
    [False] Bir fotoğraf ya da dosya gönderdi
   *[True] { $count } fotoğraf ya da dosya gönderdi
}
note-fact-audio = Sesli mesaj gönderdi; dinleyin
note-fact-location = Konum gönderdi
note-fact-contact = Kişi kartı gönderdi
note-fact-also = Ayrıca istediği: { $wish }
note-fact-unfinished = Yarım kalan konu: { $wish }

did-flow-cancelled = Müşteri vazgeçti, konuyu kapattı
did-flow-waits = Beklediğini söyledi
did-flow-expired = Yanıt gelmeyince konuyu kapattı
did-choice-gone = Eski bir düğmenin artık geçerli olmadığını söyledi
did-asked-more = Eksik bilgiyi sordu
