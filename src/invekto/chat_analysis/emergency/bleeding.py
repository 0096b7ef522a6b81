"""Bleeding that does not stop, or too much of it."""

from __future__ import annotations

from invekto.chat_analysis.emergency.rules import Rule, rule
from invekto.chat_analysis.emergency.words import TREATMENT
from invekto.chat_analysis.notation import phrases

_BLEEDING = "bleeding"
_BLOOD = phrases(
    "(kan/kanı/kanım/kanm/kanıyo*/kanyo*/kanıyr*/kanma/kanama*/kanamam*/kanam/kanadı*/kanadi/"
    "kanayan/kanamay*/kanayıp/kanla/"
    "kanlar/kanlı/kanamış*/kannma*/kanıom/kanamas*/kaniyo*/hematom*/pıhtı*)",
    "(bleed*/blood/bloody/haemorrh*/hemorrh*/haematom*/hematom*/blut/blute*/blutung*/bleding/blod)",
)
_ENDLESS = phrases(
    "(durm*/durmu*/durmyo*/drmuyo*/durdurul*/duraksa*/dinme*/dinmi*/dinmedi*/kesilm*/bitmiyo*/"
    "bitmi*/bitmedi*/durdurama*/duramı*/"
    "durduramı*/durduram*/durmadan/sürekli/devaml*/devam/hala/hâlâ/hla/fışkır*/fşkır*/fışkr*/"
    "oluk*/şarıl*/şırıl*/"
    "dolu/dolusu/doluyo*/doldu*/dolyo*/gölü/revan/tekrar/yeniden/yine/boşal*/lıkır*/akıyo*/akıp/"
    "aktı/akmaya/çeşme*/musluk*/"
    "sızıyo*/sızıntı*/sırılsıklam/ıslan*/değiştir*/yetm*/yetişm*/etkisiz/içinde/batt*/her yer*/"
    "heryer*/gece boyu*/"
    "çok/fazla*/acil*/lütfen/yardım*/imdat/korku*/aşırı/yoğun/bol/bayağı/baya/şiddetli/parça*/"
    "ciğer gibi/kusuyo*/kustu*/yutuyo*/kova*/leğen/tutmuyo*/tutam*)",
    "(saattir/saatir/saatlerdir/saattr/saat/sabahtan/dünden/geceden/akşamdan/gündür/günlerdir/"
    "dakikadır/beri)",
    "(immer/hört/ganze/seit/stark/viel/auf)",
    "(stop*/stoping/hours?/still/heav*/lot/lots/nonstop/non/since/night/day/soak*/everywhere/"
    "pour*/gush*/clots/won't/wont/"
    "not/full/mouthful*/drip*/keeps?/again/more/much/very/squirt*/spurt*/through/pumping/"
    "constant*/continu*/never/"
    "bad/badly/filling/pool*/too)",
)
_MOUTH_FILLS = phrases(
    "(ağz*/ağız*/lavabo*/yastı*/yastık*/bandaj*/sargı*/ped/pedi/pedler*/havlu*/çarşaf*/tampon*/"
    "pamuk*/spanç*/korse*/bez/bezi/dren*/gazlı bez*) ~ "
    "(kıpkırmızı/kırmızı*/sırılsıklam/etkisiz/yetişm*/yetm*/ıslan*/kan (gölü/içinde/dolu*/revan)/"
    "doluyo*/dolyo*/dolup/taştı*/taşıyo*)",
    "(dolyo/doluyo*/kıpkırmızı) ~ (ağz*/agz*/yastı*/tampon*)",
    "ağız dolusu",
    "tükür* ~ (kıpkırmızı/kırmızı*)",
    "(ağz*/ağız*/yeri/yerinden/dikiş*) ~ (durmadan/hala/sürekli) ~ (sız*/kırmızı*/geliyo*)",
    "(kumadin*/coumadin*/warfarin*/plavix*/eliquis*/xarelto*/aspirin*/inr*) ~ ~ ~ (durmu*/sızıyo*/"
    "sızdır*/kana*/bleed*)",
    "dren* doldu",
    "(dressing*/bandage*/gauze*/pillow*/sheets?/towel*/pad/pads/tissue*/drain*) ~ (soak*/full/"
    "drench*/red/filled/fills)",
)

RULES: tuple[Rule, ...] = (
    rule(_BLEEDING, _BLOOD, _ENDLESS, near=40),
    rule(
        _BLEEDING,
        "(kanıyo*/kanyo*/kanayan/kan geliyo*/kan gelyo*/bleeding/bleeds), (havlu*/yastık*/"
        "çarşaf*) kan (oldu*/doldu*), blood (all over/everywhere), kan torbası gibi, "
        "ciğer gibi parça*, kan* boşan*, kan boşal*, (yara*/dikiş*) ~ (fışkır*), (kan/kanı*/"
        "kanama*) ~ (kesm*/dindirem*)",
        "(dikiş*/çekim*/çekil*/çekt*/çektiğ*/implant*/ameliyat*/kesi/yara*/sulandırıcı*/ağzından/"
        "ağzımdan/burnu*/burnum*/pıhtı*/ağzım*/havlu*/pillow/stitch*/extraction/surgery/mouth/nose/"
        "incision/socket/şişti*/kanama*/kan)",
        near=60,
    ),
    rule(_BLEEDING, _MOUTH_FILLS),
    rule(
        _BLEEDING,
        "(akıyo*/sızıyo*/geliyo*/akmaya)",
        "(saattir/saatir/saatlerdir/hala/durmadan/sürekli)",
        "(çekilen yer*/çekil*/çekt*/çekim*/dikiş*/ameliyat*/implant*)",
        near=60,
    ),
    rule(
        _BLEEDING,
        "(oluk oluk/oluk gibi), (çarşaf*/yatak) ~ (batt*/battı*/kan*), (well* up), (mouth/nose/"
        "packing/stitches) ~ ~ (red/bloody), (dripping/pouring) red, tükürdük* (hep)? kan*, "
        "kan pıhtı* ~ (geliyo*/çıkıyo*), (havlu*/yastık*/çarşaf*) kan (oldu*/doldu*)",
    ),
    rule(
        _BLEEDING,
        "(tampon*/bez/bezi/bezler*/gaz/gazı/gazını/gazlı/ped/pedi/pamuk*/pansuman*/sargı*/gauze/dressing*)",
        "(kıpkırmızı/kırmızı/durmuyo*/doluyo*/ıslanıyo*/sırılsıklam/oluk*/red/soaked/welling/times/"
        "drenched/dripping)",
        near=50,
    ),
    rule(
        _BLEEDING,
        "(durmuyo*/durmyo*/sızıyo*/sızdırıyo*/leaking)",
        "(kumadin*/coumadin*/warfarin*/plavix*/eliquis*/xarelto*/sulandırıcı*/inr*/thinner*)",
    ),
    rule(
        _BLEEDING,
        "kan (gelm*/kustu*/kusuyo*/kusma*/kusup/tükür*/fışkır*/geliyo*/gelyo*/akıyo*/boşal*), (kustu*/"
        "kusuyo*/kusma*/kusup/tükür*) ~ kan, ağz* ~ kan ~ (dolu*/geliyo*/gel*), (spit*/spitting/"
        "vomit*/throwing up) ~ blood",
        TREATMENT,
        near=90,
    ),
    rule(
        _BLEEDING,
        "(meme*/göğs*/göğüs*/boyn*/boyun*/gözüm*/yanağ*/yüzüm*/karn*) ~ (birden/aniden/bir anda/"
        "bi anda/saatler içinde/saatte) ~ (şiş*/büyü*/gerg*/taş*/balon*), "
        "(meme*/göğs*/göğüs*) ~ (iki katı*/taş gibi/morardı/mosmor/patlayacak*/balon*), "
        "(breast/neck/eye/cheek/side) ~ (suddenly/rapidly/quickly/twice/double*) ~ (swell*/swollen/"
        "size/bigger/hard/big)",
    ),
)
