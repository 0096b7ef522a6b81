"""Why something is sent back."""

from __future__ import annotations

from invekto.chat_analysis.entities.beginnings import Beginnings
from invekto.chat_analysis.entities.claims import Claims
from invekto.chat_analysis.entities.patterns import Pattern
from invekto.chat_analysis.entities.reason_words import REASONS
from invekto.chat_analysis.normalise import Folded

# "site çalışmıyor", "kod geçmiyor": nothing that can be sent back.
_NO_GOODS_BEFORE = Pattern(
    r"\b(?:site|link|buton|uygulama|app|kod|kupon|sayfa|hat|kampanya|indirim|code|website|page|kart|odeme|sistem|hesap|"
    r"sifre|mail|mesaj|musteri hizmet|ilgi|para|dikkat|nisan|filtre\w*|google pay|tarih|telefonunuz|hava|deniz|sube|"
    r"magaza|panel|canli destek)\w* (?:\w+ ){0,2}$"
)
_ASKED = Pattern(r"\s?(?:mi|mu)(?:\b|y|s|d)")


# A clinic's patient sends nothing back: "dişim kırıldı", "dolgum düştü".
_PATIENT = Pattern(
    r"\b(?:dis(?:im|imi|imin|ler|leri|lerim|imiz|i|e|te)?\b|disim\w*|disler\w*|dis et\w*|randevu\w*|doktor\w*|"
    r"muayene\w*|ameliyat\w*|"
    r"seans\w*|klinik\w*|appointment\w*|tooth|teeth|gums?|clinic|dentist|surgery|alerjim var)"
)
_SENDS_BACK = Pattern(
    r"\b(?:iade\w*|urun\w*|kargo\w*|siparis\w*|degisim\w*|degistir\w*|geri (?:gonder|al|yolla|ver)\w*|return\w*|"
    r"refund\w*|"
    r"exchange\w*|order\w*|parcel|package)"
)
# "dar" said of a thing by itself: "sort dar".
_NARROW = Pattern(
    r"\b(?:sort|pantolon|ayakkabi|elbise|gomlek|mont|ceket|etek|bot|tisort|kazak|bunlar|bu) (?:cok |biraz "
    r")?(?P<word>dar|bol)\b(?! (?:kesim|paca|var|mi|olsun|kalip))"
)


def find_return_reason(folded: Folded, begins: Beginnings, claims: Claims) -> None:
    """The first reason that fits; the caller knows whether something is being returned at all."""
    text = folded.text
    of_a_patient = "treatment" in claims.found or begins.says(_PATIENT)
    if of_a_patient and not begins.says(_SENDS_BACK):
        return
    for value, pattern in REASONS:
        match = begins.first(pattern)
        if match and not (
            _ASKED.match(text, match.end())
            or _NO_GOODS_BEFORE.search(text[max(0, match.start() - 32) : match.start()])
        ):
            claims.add("return_reason", *folded.span(*match.span()), dict(value), exclusive=False)
            return
    if narrow := begins.first(_NARROW):
        direction = "small" if narrow["word"] == "dar" else "large"
        place = folded.span(*narrow.span("word"))
        claims.add("return_reason", *place, {"reason": "size", "direction": direction}, exclusive=False)
