"""Troubles people live with and come to have mended: bad breath, a nose always blocked, a crown that came off, dark
circles.

Their words are those of dangers, so each counts as such a trouble only where nothing acute is said.
"""

from __future__ import annotations

from collections.abc import Iterator

from invekto.chat_analysis.notation import Page, Span, phrases

_ODOUR = phrases(
    "(ağız/ağzım*/ağzı/ağzın*/nefes/nefesi*/nefesim*/nefesin*) ~ (koku/kokusu*/kokuyo*/kokar/kokuyr*/"
    "koktu*/kokma*/"
    "kokusun*/leş gibi/leş)",
    "(leş/kötü/pis) (gibi)? (koku*/kokuyo*) ~ (ağız/ağzım*/ağzı*/nefes*)",
    "halitoz*",
    "halitosis",
    "(bad/foul/smelly) (breath/mouth)",
    "(breath/mouth) ~ (smell*/stink*/odou?r/bad)",
)
# A wound that smells, and any sign of an infection.
_FESTERING = phrases(
    "(çekim*/çekil*/çekt*/dikiş*/yara*/ameliyat*/amelyat*/implant*/implnt*/apse*/abse*/irin*/cerahat*/"
    "iltihap*/akıntı*/"
    "ateş*/şiş*/titre*/üşü*/ağrı*/kan/kanı*/kanam*/yirmilik*/20lik*/çukur*/delik*/soket*/alındı*/aldır*/"
    "greft*/sarı su*/"
    "yutkun*/yutam*/boğaz*/alam*/daral*)",
    "(extract*/stitch*/wound/socket/surgery/implant*/pus/fever/chills/swell*/swollen/pain*/ache*/blood*/"
    "bleed*/pulled/"
    "removed/abscess*/hole/operation/throat/infect*/drool*)",
    raw=r"3[89](?:[.,]\d)?|40",
    setting=True,
)

_NOSE = phrases(
    "(burun/burn*/brn*/septum*/septo*/deviasyon*/konka*/geniz/genz*/rinoplasti*/rinoplasty/horlu*/horlama*)",
    "(nose/nasal/nostril*/septum/septoplasty/rhinoplasty/deviated/sinus*/snor*)",
)
_BLOCKED = phrases(
    "(burun/burn*/brn*)? ~ (nefes*/nfs*/soluk*) ~ (alam*/almıyo*/alınm*/tıkan*/tıkal*/zor*/güç*/darl*/"
    "daral*/kesil*/"
    "sıkıntı*/problem*/yetm*/açılm*/rahat)",
    "(burun/burn*/brn*/geniz/genz*) ~ (tıkan*/tıkal*/kapal*/nefes*)",
    "(hava) ~ (alam*/gelm*/girm*/geçm*)",
    "(horlu*/horlama*/uyku apne*)",
    "(can't/cant/cannot/can not/hard to/difficult to/difficulty/difficulties/trouble/problem*/"
    "struggle*) ~ (breath*)",
    "(breath*) ~ (hard/difficult*/bad/badly/trouble/problem*/through)",
    "(nose/nostril*) ~ (blocked/stuffy/closed/congested)",
)
# What makes it an old story that an operation shall end.
_TO_BE_MENDED = phrases(
    "(septoplasti*/rinoplasti*/septum*/deviasyon*/konka*/eğri*/eğik*/kemik*/kemiği*/kemer*/burun et*/"
    "kbb*/şekil*/"
    "yıllardır/senelerdir/doğuştan/çocuklu*/küçüklü*/küçükken/geniz eti*)",
    "(burun/burn*) ~ (ameliyat*/amelyat*/operasyon*/estetik*/estetiğ*)",
    "(ameliyat*/amelyat*/operasyon*/estetik*) ~ (ol/olmak/olur*/olsam/olabil*/istiyo*/isterim/düşünüyo*/"
    "düşünmek*/fiyat*/"
    "ücret*/ne kadar/kaç*/yapıyo*/düzel*/açıl*/oluyor/oluyo/oluyor mu/çözül*/bilgi*)",
    "(septoplasty/rhinoplasty/deviated/nose (job/surgery/operation)/crooked)",
    "(want/need/thinking/considering) ~ (surgery/operation/septoplasty/rhinoplasty)",
    "(surgery/operation) ~ (price/cost/fix/help)",
    "since (i am/i was/childhood/birth)",
)
_ACUTE_BREATH = phrases(
    "(sonra/sonrası*/sonrasında/beri/bu yana/dün/dünden/bugün/sabahtan/akşamdan/az önce/demin/birden/"
    "aniden/şu an*/şuan*/"
    "şimdi/saattir/saat önce/gündür/gün oldu/gün önce/hafta oldu/günüyüm/oldum/olmuştum/oldu/yaptırdım/"
    "yaptırmıştım/yapıldı/"
    "geçirdim/ameliyatlı*/tampon*/alçı*/splint*/silikon*/pansuman*/dolgu*/iğne*/anestezi*/ilaç*/ilac*/"
    "antibiyot*/"
    "şiş*/boğul*/ölecek*/öleceğ*/yardım*/acil*/imdat/lütfen bakın/kan/kanı*/kanam*/ateş*/yutkun*/yutam*/"
    "boğaz*/dil/dilim*/"
    "dudak*/dudağ*/göğs*/göğüs*/kalb*/kalp*/bayıl*/morar*/mosmor/mor/hırıl*/kabar*/alerji*/döküntü*/"
    "çarpıntı*/terl*/"
    "baş dön*/başım*/oksijen*/yaptınız/aldınız/ağzım*dan da/ağızdan da/konuşam*/kaşın*/bebe*/kaza*/"
    "çarptı*/düştüm/düştü/yumruk*/vurdu*/kırıldı*)",
    "(after/ago/yesterday/today/tonight/suddenly/now/hours?/minutes/days?/had/swell*/swollen/throat/"
    "chest/tongue/lips?/"
    "blood*/bleed*/fever/help/emergency/packing/splint*/cast/injection/filler*/since (the/my/surgery/"
    "yesterday/this/last)/"
    "allerg*/rash/hives/wheez*/chok*/faint*/blue/dizzy)",
    raw=r"112|911",
    setting=True,
)

_MADE = (
    "(köprü/köprüm*/köprüsü/köprüyü/kronum*/kron/kronu/kuron*/kurron*/kaplama/kaplamam*/kaplaması/"
    "kaplamamın/dolgum/dolgu/"
    "dolgusu/porselen*/zirkonyum*/zirkon*/lamina*/laminam*/veneer*/protez/protezim*/protezi/geçici*/"
    "geçicim*/takma dişim/"
    "takma diş*/braket*/braketim*/tel/telim/teli/telin/telimin/plağım/plak/plağı/retainer*/crown/bridge/"
    "filling/veneer*/"
    "bracket*/brace*/wire/denture*/temporary/cap)"
)
_BROKEN = phrases(
    f"{_MADE} (ucu/kenarı/dişi/dişim/parçası/da/de/bugün/dün/yine/tekrar/gene/galiba/az önce/birden/"
    f"yemekte/yerken)? "
    "(düştü*/düşmüş*/düşüyo*/çıktı*/çıkmış*/çıkıyo*/kırıldı*/kırılmış*/kırık/koptu*/kopmuş*/söküldü*/"
    "sökülmüş*/ayrıldı*/"
    "gevşedi*/sallanıyo*/oynuyo*/oynadı*/attı/çatladı*/elimde kaldı/elime geldi/yerinden (çıktı*/oynadı*/"
    "düştü*)/battı*/"
    "batıyo*/rahatsız ediyo*/kaydı/kayıyo*/oturmadı/oturmuyo*)",
    f"{_MADE} (has/is/was/just/came/has just)? (came/come/fell/fallen/fall/broke/broken/broke off/popped/"
    f"loose/cracked/"
    "chipped/snapped) (off/out)?",
    "broken (crown/bridge/filling/veneer/bracket/brace/wire/denture)",
)
# Where it may have gone down the throat, cut something, or is no tooth at all.
_WENT_WRONG = phrases(
    "(yut*/boğaz*/genz*/genizi*/nefes*/soluk*/soluğ*/öksür*/ciğer*/mide/midem*/kaçt*/kaçmış*/kan/kanı*/"
    "kanam*/kanad*/ateş*/"
    "şiş*/ağrı*/ağrıyo*/acıyo*/zonkl*/iltihap*/irin*/apse*/dayanam*/dayanıl*/meme*/göğs*/göğüs*/dışarı*/"
    "deri*/delip/deldi*/"
    "saplan*/kesti/kesiyo*/yardım*/acil*/imdat/düştüm/çarptı*/kaza*/vurdu*/yumruk*/bayıl*/alerji*)",
    "(swallow*/throat/chok*/cough*/breath*/inhal*/blood*/bleed*/fever/swell*/swollen/pain*/hurt*/ache*/"
    "agony/infect*/pus/"
    "breast/implant*/emergency/help/fell down/accident/hit/unbearable/stab*/poking/cut*)",
)


_DARK_CIRCLES = phrases(
    "(göz alt*/gözalt*) ~ (mor/mosmor/morluk*/mor mor/simsiyah*/siyah*/kapkara*/koyu*/kararmış*)",
    "(dark/black) circles",
)
_AFTER_SOMETHING = phrases(
    "(sonra/sonrası*/sonrasında/beri/dün/dünden/bugün/sabahtan/akşamdan/az önce/birden/aniden/saattir/"
    "gündür/yaptırdım/"
    "yaptırmıştım/yapıldı/yaptınız/yapmıştınız/oldum/oldu/oluyo*/ağrı*/ağrıyo*/acı*/acıyo*/soğuk/buz/"
    "hissiz*/uyuş*/şiş*/görm*/"
    "görem*/bulan*/iğneden/dolgudan/yayıl*/dokun*)",
    "(after/since/ago/yesterday/today/suddenly/had/got/pain*/hurt*/cold/numb*/swell*/swollen/vision/see/"
    "blurry)",
    setting=True,
)


def everyday_troubles(page: Page) -> Iterator[Span]:
    if (odours := page.find(_ODOUR)) and not page.find(_FESTERING):
        yield from odours
    if (blocked := page.find(_BLOCKED)) and _is_old_trouble_of_the_nose(page):
        yield from blocked
    if (broken := page.find(_BROKEN)) and not page.find(_WENT_WRONG):
        yield from broken
    if (circles := page.find(_DARK_CIRCLES)) and not page.find(_AFTER_SOMETHING):
        yield from circles


def _is_old_trouble_of_the_nose(page: Page) -> bool:
    return bool(page.find(_NOSE) and page.find(_TO_BE_MENDED)) and not page.find(_ACUTE_BREATH)
