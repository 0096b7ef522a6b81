"""Words that tell no fact: particles and the nouns every answer has, folded.

Whatever else stands in a text must come from what it was made of. A word belongs here only if no customer could
be misled by it, whatever it stands beside: no verb of doing, no state, no amount, no time, nobody (who pays is in a
"biz" or a "siz"), no yes, and no "and others". Kind words are whole phrases (``courtesy``).
"""

from __future__ import annotations

_TR = """
merhaba bu su ve icinde icerisinde ile ila da de ise icin olarak olan hakkinda ilgili iliskin asagida asagidaki
sunlardir soyle soyledir sekilde ayrica bilgi bilgiler bilgileri bilgisi bilgiyi bilgilerini bilgilerinizi
paylasiyorum paylasiyoruz durum durumu durumunu an anda guncel detay detaylar detaylari numara numarali numaraniz
numarasi no nolu kod kodu kodunuz icerigi iceriyor bulunuyor bulunmaktadir yer aliyor almaktadir olup gunu gunleri
tarihi tarihinde lutfen dir dur tir tur
"""
_EN = """
hello hi please the a an and this that these it its is are as of for with also here below following follows details
detail information info status latest current number contains has
"""
# What the customer has anyway: one noun for another.
_YOURS_TR = """
siparisiniz siparisinizi siparisinizin siparisinizde siparisinizdeki paketiniz paketinizin paketinizde kargonuz
gonderiniz urununuz
"""

HARMLESS: dict[str, frozenset[str]] = {"tr": frozenset(_TR.split()), "en": frozenset(_EN.split())}
YOURS: dict[str, frozenset[str]] = {"tr": frozenset(_YOURS_TR.split()), "en": frozenset()}
# Nouns of every talk, which a summary may deny or not.
_COMMON = """
siparis siparisi siparisler paket paketi urun urunu urunler kargo kargosu teslim teslimat gonderi firma firmasi adres
adresi adresimiz saat saatleri saatlerimiz calisma gun tarih takip soru sorunuz bilgilerimiz olursa son baska her
zaman
"""
COMMON = frozenset(_COMMON.split())
