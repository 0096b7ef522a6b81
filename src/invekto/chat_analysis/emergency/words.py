"""What several dangers speak of: parts of the body, treatments, accidents, fever, swelling."""

from __future__ import annotations

from invekto.chat_analysis.notation import phrases

EYE = (
    "(göz/gözüm*/gözm*/gözün/gözünü*/gözüne/gözünde*/gözünün/gözü/gözle*/gözde/göze/gözm*/"
    "gözkapa*/gzm/gözlerim*)"
)

TREATMENT = phrases(
    "(dolgu*/dlgu*/dolgs*/botok*/botox*/filler*/iğne*/iğnd*/enjek*/inject*/jab*/hyal*/mezoterapi*/"
    "prp/gençlik aşısı/"
    "ışık dolgu*/iplik*/thread*/lazer*/laser*/peeling*/lipo*/liposuction/yağ ald*/yağ enjek*/"
    "germe*/estetik*/estetig*/"
    "ameliyat*/amelyat*/operasyon*/işlem*/uygulama*/kaldırma*/ekim*/ektir*/rinoplasti*/blefaroplasti*/"
    "labioplasti*/abdominoplasti*/implant*/implnt*/çekim*/çekt*/çekil*/kanal*/sedasyon*/anestezi*/"
    "uyuştur*/narkoz*/"
    "dikiş*/dkiş*/yirmilik*/20lik*/gömülü/apse*/diş*/tampon*/pansuman*/korse*/yaptır*/yptır*/"
    "yapıl*/yapmış*/yaptınız*/"
    "yaptığın*/yapmıştınız)",
    "(surgery/operation/procedure*/treatment*/implants?/extraction/extracted/pulled/removed/"
    "root canal/wisdom*/"
    "op/wunde/narbe/naht/spritze/tooth*/teeth/stitch*/facelift/tuck/rhinoplasty/nose job/lift/"
    "peel/transplant/numbing/anaesthetic/anesthetic/"
    "sedation/anesthesia/anaesthesia/injected/injection*/botox/filled/filler*/temples/appointment)",
    setting=True,
)

FILLER = phrases(
    "(dolgu*/dolgs*/dlgu*/gözaltı*/sizdeydi*/botok*/botox*/filler*/iğne*/enjek*/enjeks*/inject*/"
    "hyal*/mezoterapi*/gençlik aşısı/iplik*/"
    "thread*/lazer*/laser*/işlem*/işlm*/uygulama*/ameliyat*/operasyon*/surgery/operation/lipo*/"
    "yağ enjek*/"
    "jawline/lift*/filled/jab*/yaptır*/yapıl*/yapmıştınız/yaptınız/yapmıştın*/yaptığınız/yaptılar/"
    "procedure/"
    "tear troughs/nasolabial/gülüş çizgi*/rinoplasti/estetiğ*/estetik/dudak büyüt*)",
    "(anestezi*/anaesthetic/anesthetic/numbing)",
    "(done) (today/yesterday/this)",
    "had my ~ done",
    setting=True,
)

FEVER = phrases(
    "(ateş/ateşi/ateşim/ateşimiz/ateşler/ateşlen*/ateşli/ateşin/ateşle/ateşm/ateşler/atesi*/"
    "atesim*/ateşe/ateşte/ateşliyim/ateşln*/ateşm)",
    "(titre*/titri*/titrm*/üşüyo*/üşüm*/üşüdü*/üşütme*/ürper*/hararet*/fever*/feverish/chill/"
    "chills/chilly/shivers/shivering/shaking/shakes/"
    "shivery/febrile/fiebe?r/schüttelfrost)",
    "(high/running a/have/has/got/with) (temp/temperature)",
    "buz gibi ter*",
    "(flu/grip) (gibi/ish/like)",
    "flu-ish",
    "burning up",
    "(feel/feeling/feels) ~ (hot/feverish/rotten)",
    "cold all night",
    "(vücudum*/her yerim) (yanıyor*/yanıyo)",
    raw=r"(?:3[89]|40)(?:[.,]\d{1,2}|'?[aeiy]\w{0,5}|im|e)?(?:\s?(?:derece\w*|c\b|ates\w*|temp\w*|ustu\w*|"
    r"kusur\w*|degrees?|this morning|fever|cikt\w*|gosterd\w*))|(?:derece\w*|temp\w*|atesi?m?|"
    r"olctum\w*|"
    r"fever)\W{1,3}(?:\w{1,12}\W)?(?:3[89]|40)(?:[.,]\d)?|3[89][.,]\d(?:im)?|(?:termometre\w*|"
    r"olc\w*)\W{1,3}(?:\w{1,9}\W)?(?:3[89]|40)\S{0,4}|3[89](?:'?[aeu])? dayandi|gundur 39",
)

# Beside swelling or pus the bare number is enough.
HOT = phrases(
    "(otuz) (sekiz/dokuz)",
    "kırk derece",
    "yüksek ateş",
    raw=r"(?<!£)(?<!€)(?<!\$)(?:3[89]|40)(?:[.,]\d)?(?![\d:/?-])(?:'?[aeiu]\w{0,4}|im|"
    r"lik)?(?!\s?(?:yas|numara|beden|tl|lira|gun|hafta|hft|dk|dakika|saat|kilo|kg|bin|greft|seans|"
    r"ay\b|kisi))",
)
# "Ateş gibi" is the heat of one place, "titriyorum" alone may be fear.
SWELLING = phrases(
    "(şiş/şişti*/şişt/şişm*/şişlik*/şişlig*/şşlik*/şişiyo*/şişip/şişen/şişi/şişkin*/sislik*/"
    "sisligi*/siste/kabar*/davul*/balon*/"
    "sertleş*/sertlik*/apse*/abse*/kızar*/kızıl*/kıpkırmızı/kıprkırmızı/iltihap*/iltihp*/ödem*/"
    "infection/yumru*/yumruk gibi/"
    "sismis/sisdi/sisti/sişti*/torba gibi/kaz gibi/şişt)",
    "(swell*/swollen/swole*/puffy/puffed/puff*/lump/bump/abscess*/massive/huge/grapefruit/"
    "balloon*/blown up/hamster/"
    "golf ball/red/redness/(very/so/big) big/doubled/infected/geschwollen/schwellung*/dicke?/dick)",
)

SPREADING = phrases(
    "(yayıl*/yayılıyo*/ilerliyo*/ilerled*/büyüyo*/yürüdü/atladı/atlad*)",
    "(boyn*/boyun*/gerdan*/boğaz*/adem elma*/göğs*/köprücük*/kulağ*/kulak*/göz/gözüm*/gözüne/"
    "gözünü*/göze/gözü/gırtla*/gözkapa*/kasığ*/sırt*/bileğ*/bilek*) ~ "
    "(indi*/iniyo*/inmiş/doğru/kadar/yayıl*/vur*/çık*/kızar*/şiş*/geç*/geldi/geliyo*/sert*/kapan*/"
    "taşı*)",
    "(şiş*/kızar*) ~ (boyn*/gerdan*/köprücük*/göğs*)",
    f"{EYE} ~ (kapandı*/kapanıyo*/kapanı*/açılmı*/açılmadı/açam*)",
    "gözler (yok/kapandı)",
    "(spread*/heading/moving/creeping/travel*) ",
    "(to/into/down/in) (my/his/her/the)? (neck/throat/chest/eye/eyes/eyelid*)",
    "(neck/eye*) ~ (swollen/swelling/shut/closed/closing/closes/red)",
    "(under/below) (my/his/her) (jaw/chin/eye)",
    "below (jaw/chin)",
    "(getting) (bigger/worse)",
    "(keeps) growing",
    "büyüdü",
    "(iki/2) katı*",
    "gittikçe ~ (büy*/şiş*/art*)",
)

FACE = phrases(
    "(dudak*/dudağ*/ddak*/dudg*/burun*/burn*/cild*/cilt*/deri*/tenim*/yüz/yüzü/yüzüm*/yüzün*/"
    "yüzde/yüzde*/yüzm*/yanak*/yanağ*/bölge*/alnı*/alnım*/alın/"
    "çene*/çenm*/şakak*/şakağ*/göz altı*/gözalt*/gülüş çizgi*/kaş*/kulak*/kulağ*/meme*/göğüs*/"
    "göğs*/karn*/parmak*/parmağ*/kafa*/"
    "surat*/gamze*/saçlı deri/greft*/yara*/brn*/kalça*/bacak*/bacağ*/kol*/göbe*/boyn*/boyun*/"
    "orası/burası/yeri/yerinin/ada/doku*/flep*/kesi*/alan/alanı*)",
    "(olan/yapılan/ekilen/olduğu/yaptığınız) (yer/yeri/yerin/bölge*/kısım/alan*)",
    "(lippe/nase/haut)",
    "(lip/lips/nose/skin/face/cheek*/chin/forehead/temple*/nostril*/nipple*/areola/breast*/belly/"
    "patch*/spot*/"
    "finger*/ear*/tip/scalp/area/tissue/smile line*/fold*)",
)

ACCIDENT = phrases(
    "(düştü*/düştm/düşmüş*/düşünce/düşüp/düşerek/düşmesi*/düşerken/yuvarlan*/çarp*/kaza*/yumruk*/"
    "top/topu/darbe*/bisiklet*/scooter*/"
    "merdiven*/vurdu*/vurmuş*/vurul*/vurunca/vur/kafa (at*/attı*)/kafasını/kafam*/maç/maçta/maçı/"
    "halısaha*/halı saha*/antrenman*/dirsek*/kavga*/"
    "tekme*/parkta*/koltuktan/yüzüstü/kafa üstü/devril*/havuz*/kaykay*/kaydı*/basket*/futbol*/"
    "tepti*/güreş*/hentbol*/sopa*/itmiş/itti/itince/"
    "tokat*/dövdü*/saldır*/dayak/trafik*/motor*/salıncak*/kaydırak*/ayağı takıl*/takılıp/sekti/"
    "tökez*/headbutt*/ısır*/kapaklan*/başını/kafasını/yıkıl*)",
    "(ağzıma/yüzüme/yüzüne/ağzına/çeneme/dişime) ~ (geldi/vurdu/çarptı/yedim)",
    "(fall*/fell/faceplant*/headbutt*/hit/hitting/knock*/punch*/kick*/elbow*/ball/crash*/accident/"
    "bike/bicycle/scooter/football/"
    "basketball/hockey/rugby/fight/stairs/slipped/tripped/pool/skate*/trampoline/gefallen/unfall)",
    setting=True,
)
