"""Words that tell no fact: greetings, thanks, particles and the nouns every answer has, folded.

Whatever else stands in a text must come from what it was made of. A word belongs here only if no customer could
be misled by it, whatever it stands beside: no verb of doing, no state, no amount, no time.
"""

from __future__ import annotations

_TR = """
merhaba merhabalar selam selamlar iyi gunler gunlerdir aksamlar hos geldiniz sevgili degerli sayin efendim
musterimiz tesekkur tesekkurler ederiz ederim rica sagolun elbette tabii tabi ki peki tamam memnuniyetle lutfen
yardimci olabilirim olmaktan mutluluk duyariz duyarim soru sorunuz sorulariniz sorunuzu icin olursa oldugunda
yazabilirsiniz yazmaniz yazin yeterli yeterlidir buradayim buradayiz size sizin sizi siz bize bizi biz ben bana
bu su bunu bunun o ve ile da de ki mi mu ise gibi olarak olan hakkinda ilgili iliskin konuda konusunda konu
asagida asagidaki sunlardir soyle soyledir baska ayrica ayni sekilde bilgi bilgiler bilgileri bilgisi bilgiyi
bilgilendirmek bilgilendirme bilginize paylasiyorum paylasiyoruz paylasmak isterim isteriz iletiyorum sunuyorum
durum durumu durumunu son su an anda guncel detay detaylar detaylari siparis siparisiniz siparisinizi
kodunuz
siparisinizin siparisinizde siparisler siparisleriniz paket paketiniz paketinizin paketinizi paketi urun urunler
urunleriniz urununuz numara numarali numaraniz numarasi no nolu kod kodu takip icinde icerisinde icerigi iceriyor
bulunuyor bulunmaktadir yer aliyor almaktadir oluyor olup kolayca bir biri
her zaman guzel hayirli haftalar dileriz dilerim umarim gorusmek uzere sabriniz anlayisiniz ilginiz
adres adresi adresimiz saat saatleri saatlerimiz calisma gun gunu gunleri tarih tarihi tarihinde teslimat teslim
kargo kargosu gonderi gonderiniz firma firmasi bilgilerimiz
"""
_EN = """
hello hi dear good day morning evening thanks thank you your yours of course sure happy glad pleased to help
please the a an and this that these those it its is are am be as for with about regarding in on at by from here
there below follows following we our us i my me if have any other another question questions just write let know
anytime always feel welcome details detail information info status latest current order orders parcel parcels
package packages item items number tracking code also so which has contains includes including contents
address hours delivery carrier kindly would like share sharing update date
"""

HARMLESS: dict[str, frozenset[str]] = {"tr": frozenset(_TR.split()), "en": frozenset(_EN.split())}
