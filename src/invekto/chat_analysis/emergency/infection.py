"""Swelling that spreads or comes with fever, and wounds that fester."""

from __future__ import annotations

from invekto.chat_analysis.emergency.rules import Rule, rule
from invekto.chat_analysis.emergency.words import FEVER, HOT, SPREADING, SWELLING, TREATMENT
from invekto.chat_analysis.notation import phrases

_SPREADING, _INFECTION = "spreading swelling", "infection"

_PUS = phrases(
    "(irin*/irn*/cerahat*/iltihap*/iltihp*/akıntı*/sarı su/sarı yeşil/sapsarı/yeşil*/pus/puss/"
    "discharge/gunk/ooz*/eiter*)",
    "(sarı/yeşil/beyaz/koyu/bulanık/kötü/pis/kahverengi/pembe) ~ (su/sıvı/bişey/bişi/bisi/bisey/"
    "bi şey/şey/akıntı/akıyo*/geliyo*/leke*/sız*)",
    "(yellow/green/white/cloudy/brown/smelly/bad) ~ (water/liquid/fluid/stuff/discharge/goo/gunk/leak*)",
    "(kokuyo*/koku/kokusu/kokulu/kokan/leş gibi/çürük koku*/foul/smell*/stink*/bad taste/pis tat/tadı*)",
)
_OOZE = phrases(
    "(irin*/cerahat*/iltihap* (akıyo*/geliyo*/aktı/var/kaptı*/akması)/sarı su/pus/puss/eiter*)",
    "(sarı/yeşil/koyu/bulanık/kanlı irin*) ~ (su/sıvı/bişey/bişi/akıntı*/akıyo*/geliyo*/sız*)",
    "kokulu akıntı*",
    "(yellow/green/cloudy/smelly) ~ (water/liquid/fluid/discharge/goo/gunk/stuff/leak*)",
    "leaking ~ (yellow/pus/green)",
)
_WOUND = phrases(
    "(dikiş*/kesi*/yara*/ameliyat*/çekim*/çekil*/çekt*/çukur*/implant*/lipo*/dolgu*/pansuman*/"
    "greft*/dren*/tampon*/"
    "ekim*/germe*/protez meme*/operasyon*/delik*/soket*/yeri/yerinden/yerim/yerin/işlem*/ağz*/"
    "ağız*/yanağ*/yanak*/çene*)",
    "(stitch*/incision*/wound/socket/scar/implant*/extraction/surgery/tuck/drain*/operation/"
    "filler/hole/lift)",
)

RULES: tuple[Rule, ...] = (
    rule(_SPREADING, SWELLING, FEVER),
    rule(_SPREADING, SPREADING, FEVER),
    rule(_SPREADING, SWELLING, HOT),
    rule(_SPREADING, SPREADING, HOT),
    rule(_INFECTION, HOT, _PUS),
    rule(_SPREADING, SWELLING, SPREADING, near=60),
    rule(
        _SPREADING,
        "yüzüm* ~ (davul/balon) (gibi/oldu*), eye* ~ (swollen/swelling/puff*) ~ (shut/closed), (şiş*/"
        "sisi*) ~ (inm*/artıyo*) ~ ateş*",
    ),
    rule(
        _SPREADING,
        "çene altı* ~ (sert*/tahta/taş*/şiş*/kaskatı), (neck/throat) ~ (big/bigger/hard), (boyn*/"
        "boyun*/gerdan*/boğaz*/gırtla*) ~ (davul*/balon*/şiş/şişt*/şişi*/şişl*/şişm*/şşti), (neck/"
        "throat) ~ (swollen/swelling)",
    ),
    rule(
        _INFECTION,
        "ense* ~ (sert*/kaskatı*/tutul*), ışığa ~ (bakam*), stiff neck, (kırmızı/"
        "kızıl) çizgi* ~ (çık*/yukarı*/ilerl*/yürü*), red (line/streak*)",
        TREATMENT,
    ),
    rule(_INFECTION, FEVER, _PUS),
    rule(_INFECTION, FEVER, _WOUND),
    rule(_INFECTION, FEVER, TREATMENT, near=90),
    rule(_INFECTION, _OOZE, _WOUND, near=70),
    rule(
        _INFECTION,
        "(sepsis/kangren*/gangren*/nekroz*/necro*), (enfeksiyon*/enfekte*/infekte*/mikrop*/infect*) ~ "
        "(kaptı*/kapmış*/oldu*/var/başladı*/yayıl*/spread*), (is/are/looks/got/think) infected, "
        ""
        "sarı sıvı",
        _WOUND,
    ),
    rule(
        _INFECTION,
        "(dikiş*/yara*/kesi*/yarası) ~ (açıldı*/açılmış*/patladı*/ayrıldı*) ~ (akıyo*/kan*/kok*/pis*/"
        "irin*/akıntı*/iç*/et/görün*/sıvı*), (stitch*/incision/wound/scar) ~ (open*/opened/burst/"
        "split/gaping), (stitch*/incision/wound/scar) ~ (green/smell*/black/yellow), (wunde/narbe/"
        "naht) ~ (eiter*/offen/riecht), eiter ~ (wunde/narbe/naht), eitert, "
        "(irin/irini) ~ (akıyo*/akyo/geliyo*/glyo/aktı/doldu/topladı/boşal*)",
    ),
)
