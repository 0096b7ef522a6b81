"""Teeth knocked out or loose, which can be saved within the hour; and pain beyond bearing."""

from __future__ import annotations

from invekto.chat_analysis.emergency.rules import Rule, rule
from invekto.chat_analysis.emergency.words import ACCIDENT
from invekto.chat_analysis.notation import phrases

_KNOCKED_OUT, _PAIN = "knocked-out tooth", "unbearable pain"
_TOOTH = phrases(
    "(diş/dişi/dişim/dişm/dişler*/dişin/dişini/dşi/dşim/dişimi/dişimin/dişinin/dişleri*/dişlerim*/"
    "diş*im/dişe/dişten/dişimizi/önden/disi/"
    "ondis*/öndiş*/azı*/köpek dişi*/kesici*)",
    "(tooth/teeth/tooths/tooht/zahn/zähne/zahne)",
)
_OUT = phrases(
    "(yerinden/yerinde/kökü*/kökten/köküyle/kökünden/komple/tamamen/bütün/olduğu gibi/"
    "tüm) ~ (çık*/fırla*/sökül*/kop*/ayrıl*/düş*/geldi*/"
    "gelmiş*/oyna*/oynadı*/uçtu*/yok/kaydı*/uzadı*/çıktı*)",
    "(fırladı*/fırlamış*/fırlayıp/fırlad*/söküldü*/sökülmüş*/uçtu/uçmuş/uçup/kopup/koptu*/kopmuş*/kopan)",
    "(avuc*/avuç*/elimde*/elinde*/elime/eline/elimizde/cebimde*/cebinde*/peçete*/pamukta*/pamuğa/"
    "poşet*/mendil*/bardak*/bardağ*/buz*/"
    "süte/sütte/sütün içi*/süt içi*/suda/tuzlu su*/serum*/tükürü*/dil* altı*)",
    "yer* (boş/bomboş)",
    "(yerde/halıda/asfaltta/çimde/kumda/toprakta/sahada/betonda) ~ (bul*/kaldı/duruyo*/arıyo*/yok)",
    "yok yerinde",
    "(bulduk/bulamadık/bulamıyo*/bulup/buldum/bulmuş*/sakladı*/saklıyo*)",
    "(yerine/geri) ~ (sok*/tak*/koy*/it*/otur*/yerleştir*/yapış*)",
    "(geri it*/ittim)",
    "(knocked/popped/came/fell/come/falls/flew/is/broke/went/whole/complete*/completely) ~ out",
    "(knocked)",
    "in (a/my/his/her/some)? (milk/water/tissue/hand/hands/glass/bag/pocket/napkin/saliva/ice/cup/palm)",
    "with root*",
    "(root and all/whole root)",
    "(put/push*/pop*/stick/stuck) ~ back",
    "in place",
    "(lost/gone/missing/out)",
    "(düştü*/döküldü*/yok/çktı/kaybetti*/kayboldu/kayıp/floor/kökü duruyo*)",
    "ausgeschlagen*, rausgefallen*",
)
_LOOSE = phrases(
    "(sallanı*/sallanıyo*/sallan*/oynuyo*/oynadı*/oynamış*/oynuyr*/yamul*/eğil*/eğril*/içeri*/"
    "gömül*/uzadı*/sark*/kaydı*/döndü*/yan yat*/geriye*/girdi/öne/arkaya/ters/çıktı*/çıkmış*/"
    "çıkan)",
    "(moving/loose*/wobbl*/wiggl*/pushed/shifted/moved/hanging/dangl*/bent/crooked/displaced/"
    "jammed/sideways/inside/inwards/wackel*/loosen*/up/sunk)",
)

RULES: tuple[Rule, ...] = (
    rule(
        _KNOCKED_OUT,
        "(çıkan/kopan/fırlayan/düşen/sökülen) (bir)? (diş/dişi/dişim/dişini/dişin) ~ (geri/yerine/"
        "süt*/sakl*/kaç/tak*/yapış*/yaşa*/yaşar*/ne kadar/nasıl/koy*/süre*), "
        "(dişi/diş/dişim/dişimi/dişini) ~ (yerine sok*/yerine tak*/yerine koy*/geri it*/geri tak*/"
        "geri koy*/süt*/fırla*), (knocked out/knocked) (my/his/her/a/the)? (front)? (tooth/teeth), "
        "(tooth/teeth) ~ (knocked/in milk/in a tissue/in tissue/in my hand/in his hand/in her hand/"
        "with root), (holding) (my/the) (tooth), zahn ~ (ausgeschlagen/rausgefallen)",
    ),
    rule(
        _KNOCKED_OUT,
        "(kökünden/köküyle/kökten), (with the root/with root/root and all), avulsed, (tooth/"
        "teeth) is? ~ (in a cup/in a glass/in milk/in saline/in a bag/in ice), (whole/entire/"
        "complete) tooth (came/is/fell)? out, (yerine/geri) (ittim/itt*/soktum/oturt*), yerden ald*, "
        "saklıyo*, sakladı*, (yerinden/yerindn/komple/kökü ile) ~ (çktı/çıktı*/çıkmış*/çıkan/çıkt/"
        "çıkıp/fırla*/sökül*/kop*/ayrıl*/geldi*/gelmiş*/oyna*/düş*/uçtu)",
        _TOOTH,
        near=60,
    ),
    rule(_KNOCKED_OUT, _TOOTH, _OUT, ACCIDENT),
    rule(
        _PAIN,
        "(diş*/dişim*/azı*/ağrı*/ağrısı*/acı*) ~ (beni/bizi/adamı/insanı/onu/oğlumu/kızımı/annemi) (öldürüyo*/öldürdü/"
        "öldürecek*), (tooth/teeth/toothache/pain/gum/jaw/molar) ~ killing ~ (me/him/her)",
    ),
    rule(
        _KNOCKED_OUT,
        "(gap/hole/space) ~ where ~ ~ (one/tooth/teeth/was/were), (found/picked) (it/them) (up)? (in/on/from) ~ "
        "(grass/floor/ground/street/sand/road/pitch), (önü/önleri/ağzı*/dişinin yeri/diş yeri) ~ (boş/bomboş)",
        ACCIDENT,
    ),
    rule(_KNOCKED_OUT, _TOOTH, _LOOSE, ACCIDENT, near=110),
    rule(
        _KNOCKED_OUT,
        _TOOTH,
        "(süte/süt/sütün/suya/suda/tuzlu suya/tuzlu suda/bardağa) ~ (koy*/attı*/atalım/bırak*/duruyo*/"
        "içinde/beklet*), (avucunda*/avucumda*/avcunda*/avcumda*/avuçta/avuçtaki/pamukta/peçetede/mendile sar*)",
        near=60,
    ),
    rule(_KNOCKED_OUT, _TOOTH, "(fırladı*/fırlamış*/fırlayan/yere düştü/yerde bul*/yerde buldu*)", near=60),
)
