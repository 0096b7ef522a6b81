# Mesaj seli ve iki botun birbirine yazması: asistan susar, bir kişi bakar.

guard-said-flood = Kısa sürede çok sayıda mesaj aldık; hepsi bize ulaştı, yeniden göndermenize gerek yok. Bir arkadaşımız okuyacak.
guard-notice-flood = Kısa sürede çok fazla mesaj geldi, asistan yanıt vermeyi bıraktı
guard-notice-loop = Karşı taraf otomatik yanıt veriyor gibi görünüyor, asistan yanıt vermeyi bıraktı
guard-next-flood = Gelen mesajlara göz atın, ne istediğini sorup yanıtlayın
guard-next-loop = Karşıda bir kişi olup olmadığına bakın; otomatik yanıtsa yazmanıza gerek yok
did-held-flood = Çok fazla mesaj geldiği için durdu, temsilciye aktardı
