"""Signs that are no danger alone. Three kinds of them soon after a treatment are: people tell what they see, and
hardly ever in the words of a rule."""

from __future__ import annotations

from invekto.chat_analysis.emergency.words import EYE
from invekto.chat_analysis.notation import Page, Phrases, Span, phrases

SOON_AFTER = phrases(
    "(sonra/sonrası/beri/bu yana/dün/dünkü/bugün/sabah/sabahtan/akşam/az önce/demin/şimdi/gece/"
    "saat önce/saattir/gün önce/gün oldu/günü/gündür/yaptınız/yapmıştınız/yapmıştın/oldum/"
    "olmuştum/yaptırdım/yaptırdıydım/"
    "çektirdim/çekildi/çekilmişti/çektiniz/yapıldı/takıldı/taktınız)",
    "(since/after/ago/yesterday/today/morning/tonight/days/hours/hour/minutes)",
    setting=True,
)
# Swelling, bruises, numbness and pain belong to a treatment: as one kind, they are the ground for the rest.
_ORDINARY = phrases(
    "(şiş*/kabar*/mor/morluk*/morar*/kızar*/kırmızı*/uyuş*/hissiz*/ağrı*/ağrıyo*/acıyo*/acısı/"
    "zonkl*/sızl*/yanıyo*/yanma*/batıyo*/sert*/swell*/swollen/bruis*/red/sore/pain*/hurt*/throb*/"
    "numb*/burn*/hard)",
)
_GRAVE: tuple[Phrases, ...] = (
    phrases(
        "(büyüyo*/yayıl*/ilerl*/yürüdü*/gittikçe/giderek/artıyo*/katlan*/iki katı*/spread*/bigger/"
        "worse/growing/creep*)"
    ),
    phrases(
        "(ateşim*/ateşi/ateşlen*/titre*/üşüyo*/ürper*/hararet*/fever*/chills/shiver*/feverish/sıcacık/"
        "alev alev)"
    ),
    phrases(
        "(koku/kokuyo*/kokulu/kokusu/irin*/iltihap*/akıntı*/sarı/yeşil/cerahat*/pus/smell*/stink*/"
        "yellow/green/ooz*/leak*)"
    ),
    phrases(
        "(akıyo*/akıp/sızıyo*/fışkır*/doluyo*/durmuyo*/durmadı/kan/kanlı/kanıyo*/blood*/bleed*/drip*/"
        "pour*/soak*)"
    ),
    phrases(
        "(nefes*/soluk/soluğ*/boğaz*/yutkun*/yutam*/öksür*/hırıl*/tıkan*/breath*/throat/swallow*/"
        "cough*/chok*)"
    ),
    phrases(
        f"{EYE} ~ (kapandı*/kapanıyo*/açamı*/açılmı*/görmü*/göremi*/bulan*/karardı*/ağrı*)",
        "(görüşüm*/görmem*/bulanık*/vision/sight/blur*)",
    ),
    phrases(
        "(baş* dön*/bayıldı*/bayılac*/fenalaş*/fenayım/kustu*/kusuyo*/kusma*/midem*/bulantı*/terl*/"
        "ter/çarpıntı*/dizzy/faint*/vomit*/nause*/sweat*/palpitat*)"
    ),
    phrases(
        "(halsiz*/bitkin*/sayıkl*/uyukl*/ayakta duram*/kalkam*/güçsüz*/oynatam*/konuşam*/yamul*/weak*/"
        "confus*/drowsy/limp/slur*)"
    ),
    phrases(
        "(soğuk/buz gibi/bembeyaz/beyazla*/siyahla*/siyah oldu/simsiyah/karardı*/kararıyo*/grileş*/"
        "mavi*/mosmor/renksiz/white/grey/gray/black/blue/pale/mottled)"
    ),
    phrases(
        "(dayanılm*/dayanamı*/duramıyo*/korkunç/çok fena/unbearable/excruciating/agony/severe/screaming)"
    ),
)
_KINDS = 2


def many_signs(page: Page) -> Span | None:
    """The stretch from the first to the last sign, if they are of three kinds and soon after a treatment."""
    grave = [spans[0] for kind in _GRAVE if (spans := page.find(kind))]
    if len(grave) < _KINDS - 1 or not page.find(SOON_AFTER):
        return None
    ordinary = page.find(_ORDINARY)
    if len(grave) + bool(ordinary) < _KINDS:
        return None
    signs = [*grave, *ordinary[:1]]
    return min(start for start, _ in signs), max(end for _, end in signs)
