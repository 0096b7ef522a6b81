"""Breathing, swallowing, things that went down the wrong way, and allergic reactions, which end there."""

from __future__ import annotations

from invekto.chat_analysis.emergency.rules import Rule, rule
from invekto.chat_analysis.emergency.words import EYE, SWELLING, TREATMENT
from invekto.chat_analysis.notation import phrases

_BREATHING, _SWALLOWING, _WENT_DOWN, _ALLERGY = "breathing", "swallowing", "swallowed", "allergic reaction"

_BREATH = "(nefes*/nefez*/nefs*/nfs*/nefe*/soluk*/soluğ*/solug*)"
_PROCEDURE_THING = phrases(
    "(parça*/parca*/implant*/vida*/kaplama*/kron*/dolgu*/protez*/diş/dişi/dişini/dişimi/braket*/"
    "tel/teli/telin*/"
    "köprü*/kurron*/lamina*/iğne*/matkap*/frez*/pamuk*/tampon*/gazlı bez/plak*/aparey*/alet*/"
    "başlık*/porselen*/"
    "taç/tacı/tacını/köprüyü)",
    "(piece*/screw/crown/filling/tooth/bracket/wire/cap/bridge/veneer/implant/bit/gauze/file/drill)",
)
_DRUG = phrases(
    "(ilaç*/ilac*/antibiyot*/hap/hapı*/hapt*/iğne/iğneyi/iğneden/krem*/merhem*/şurup*/şurub*/"
    "anestezi*/uyuştur*/penisilin*/augmentin*/"
    "amoksi*/apranax*/arveles*/majezik*/parol*/novalgin*/aspirin*/ağrı kesici*/gargara*/boya*/"
    "lateks*/eldiven*/maske*/serum*/jel/içtim/içti/içtik*/içince/içeli/içirdik*/sürdü*/reçete*/lokal*/"
    "kına*/yapıştır*/solüsyon*/iyot*/batikon*/vitamin*/enjeks*)",
    "(antibiotic*/pill*/tablet*/cream/tablette/ilaçtan/ilactan/injection*/medicine*/medication*/"
    "drug*/penicillin/amoxicillin/ibuprofen/"
    "anesthe*/anaesthe*/numbing/latex/painkiller*/dose/shot/dye/tint/peel/prescri*)",
)
_PUFFED = phrases(
    f"({EYE}/dudak*/dudağ*/ddak*/yüzüm*/yüzü/yüzün*/surat*/dil/dilim/dili/dilin/eller*/kulak*/"
    "boğaz*/boyn*/boyun) ~ "
    "(şiş/şişt*/şişm*/şişi*/kabar*/davul*/balon*/fil/kapandı*/açılm*/açam*/patlıcak*/patlayacak*)",
    "gözler* yok",
    "(dudak*/dudağ*/dil*) ~ (kocaman*/büyüdü*)",
    "(davul/balon/fil/arı soktu*/arı sokmuş) ~ (gibi/etti/oldu*)",
    "(lips?/eyes?/eyelids?/face/tongue/hands?/ears?) ~ (swell*/swollen/huge/puff*/big/fat/massive/"
    "double/shut/ballon*/balloon*)",
    "(swelling/swollen) ~ (lips?/eyes?/face/tongue/hands?)",
    "(lips?/lippen/dudak*/gesicht/zunge) ~ (dick/geschwollen)",
    f"{EYE} (kapalı*/kapandı*)",
)

RULES: tuple[Rule, ...] = (
    rule(
        _BREATHING,
        ", ".join(
            (
                f"{_BREATH} ~ (alam*/almkt*/almakta*/alınm*/aldıramı*/alrk*/alamyrm/alammı*)",
                f"{_BREATH} ~ (daral*/darlan*/darlığ*/darlık/kesil*/tıkan*/çıkm*/yetm*/yetişm*/güçlük/güçlüğ*/"
                "zorla*/zrlan*/"
                "zor/zorluk/zorluğ*/hırıl*/hırlı*/hışır*/girm*/gelm*/gitm*/sıkış*/ötüyor*/ıslık*/sıkıntı*/"
                "duracak*/durdu*/"
                "yok/açılm*/almıyo*/almadı/kısal*/kısıl*/veremi*/bozul*/kötü*)",
                "(zor/zorla/güçlükle) ~ (nefes*/soluk*/soluyo*)",
                "nefesalam*, soluyam*, soluyamı*, solunum* ~ (zor*/durdu*/güç*/sıkıntı*/yok/yetm*)",
                "boğuluyo*, boğulyo*, boğulucam*, boğulcam*, boğulacak*, boğulacağ*, boğulmak üzere, "
                "boğulur gibi, boğulu*",
                "tıkanıyo*, tıkanyo*, tıkanıcam*, tıkandım, tıkanıp, tıkanır gibi",
                "(hırıl*/hırıltı*/hırlıyo*/hışırtı*), nefessiz*, nefes* ~ (inmiyo*/inmi*/ulaşm*/dolmu*), "
                "boğaz* ~ ödem*, ödem* ~ boğaz*, ses* (tonu*)? (değişti/boğuklaş*/boğuk) ~ ~ (boğaz*/şiş*/"
                "ödem*/yut*), (boğaz*/yut*/ödem*/şiş*) ~ ~ ~ ses* (tonu)? (değiş*/boğuk*), (hırlar/hırlıyor/"
                "hırlıyo*), dudağı (mor/morardı/mosmor), yutak ~ (felç*/tutm*/şiş*), hava açlığ*, (nefes*/"
                "soluğ*) ~ bit*, (barely/hardly/can't/cant) ~ (words/talk/speak) ~ (throat/neck), "
                "nefes nefese*, soluklanam*, (kesik/hızlı) (kesik/hızlı)? (solu*/nefes*), göğs* (içeri/"
                "içine) (çek*/göç*)",
                "oksijeni* ~ (gösteriyo*/düş*/çıktı), nefesi* ~ (gidip/gidiyo*/tuhaf/garip/yarıda/yarım/"
                "duruyo*), burn* ~ geri ~ gel*, yuttu* ~ burn*, lokma ~ boğaz*, nefes* al* ~ (fıs*/hırr*/"
                "ses çık*/tuhaf*/garip*/gürültü*), göğs* ~ (tıkan*/tıkal*/daral*), (içerken/yerken/içince/"
                "yiyince/yutarken/yutunca) ~ (öksür*/tıkan*/boğul*/kaçıyo*), dil* ~ oynatam*, kaçtı ~ (nefes/"
                "soluk) boru*",
                "(hava/havasız/oksijenim*/oksijeni) ~ (kal*/gelm*/girm*/giremi*/yetm*/yetişm*/alam*/düştü*/"
                "düşük/gitm*)",
                "(satürasyon*/oksijenim*/spo2)",
                "boğaz* ~ (doluyo*/asılı/sıkıyo*/sıkılı*/sıktı*/şiş*/kapan*/tıkan*/tıkal*/daral*/darald*/"
                "sıkış*/sıkıl*/yumru*/kitlen*/kilitlen*/geçmi*/kapal*/top gibi/bişey var gibi/inm*/indi/"
                "iniyo*/yürü*/yanıyor şiş*)",
                "(bağaz*/gırtla*) ~ (şiş*/kapan*/tıkan*/daral*/sıkış*)",
                "konuşam* ~ (şiş*/boğaz*/nefes*), dil* ~ (geriye kaç*/ağzıma sığm*/boğaz*)",
                "ses* ~ (çıkmıyo*/çatallaş*/kısıldı/gitti/değişti/boğuk*) ~ (boğaz*/yut*/şiş*/nefes*/kabar*/"
                "kaşın*)",
                "su* ~ (burn*/genz*) ~ (gel*/kaç*/çık*)",
                "(yemek*/lokma*/su/suyu/suda/tükürü*) ~ (boğaz* ~ (takıl*/kal*/kaç*/geçm*)/yutam*/yutul*)",
            )
        ),
    ),
    rule(
        _BREATHING,
        ", ".join(
            (
                "(can't/cant/cannot/can not/couldn't/couldnt/can hardly/can barely/could not/unable to/"
                "not able to/hard to/"
                "difficult to/difficulty/difficulties/trouble/troubles/problem/problems/struggling to/"
                "struggles to/struggling with/hardly/barely/not) "
                "~ (breath*/breathe*/swallow*/inhale/catch my breath)",
                "(breath*/breathe*/swallow*) ~ (hard/difficult*/bad/badly/short/heavy/noisy/fast/worse/"
                "trouble/problem/impossible/weird/stuck/painful/not)",
                "short* of breath, breathless, no air, not enough air, out of breath, chok*, suffocat*, gasp*, "
                "wheez*, stridor, "
                "throat ~ (clos*/swell*/swollen/tight*/shut/narrow*/lump/block*/squeez*/funny/thick/itch*/"
                "constrict*), (dribbling/drooling)",
                "(tight/tightness/lump/swelling) in ~ throat, water ~ (from/out) ~ nose, airway, (voice/"
                "sound) ~ (muffled/croaky/hoarse) ~ ~ (swell*/swollen/throat/mouth), hot potato, (spit/"
                "spitting) ~ saliva, air ~ not, (every time/when) i swallow, (swallow*) ~ (razor/knife/glass), "
                "turning blue, (take/get/catch/for/enough) (breath/air/my breath/any air)",
                "lips? (is/are/went/going/turned) ~ blue ~ (breath*/cough*), (keine luft), atemnot, "
                "schlecht luft, luft ~ bekomm*, nicht (atmen/schlucken), kriege ~ luft",
            )
        ),
        near=60,
    ),
    rule(
        _SWALLOWING,
        ", ".join(
            (
                "(yutkunam*/yutam*/yutkunamyo*/yutkunmi*/yutulmu*/yutamyo*/yutkunamı*), (yutkun*/yutma*/"
                "yutar*) ~ (zor*/güç*/tıkan*/takıl*/canım çık*/ölüyo*)",
                "(salya*/tükürü*) ~ (yutam*/akıyo*/tutam*/akıyor*) ~ (boğaz*/şiş*/yut*)",
                "(su/suyu) (bile/dahi/da)? (içemiyorum/içemiyom/içemiyo/içemiyor/içemedi*/geçmiyo*/yutam*), "
                "swallowing ~ (harder/worse)",
            )
        ),
    ),
    rule(
        _WENT_DOWN,
        "(yuttu*/yutmuş*/yutuver*/yutmus*/yuttm*/soluk borusu*/nefes borusu*/soludu*/swallowed/"
        "swallow/inhaled/aspirated), "
        "(boğaz*/genz*/genizi*/ciğer*/akciğer*/nefes borusu*/soluk borusu*/yemek borusu*/"
        "mide*) ~ (kaçtı*/kaçmış*/kaçırd*/takıldı*/kaldı*/gitti*/düştü*), "
        "(nefes/soluk) boru* ~ (kaçtı/kaçmış*/gitti), (went/gone) down ~ (throat/lung*/wrong), "
        "(stuck in/in) ~ throat",
        _PROCEDURE_THING,
        near=80,
    ),
    rule(
        _WENT_DOWN,
        "(nefes/soluk) boru* ~ (kaçtı/kaçmış*/gitti), (bir şey/bi şey/bişey/bişi) (boğaz*/genz*/"
        "ciğer*/nefes*) ~ kaç*",
    ),
    rule(
        _ALLERGY,
        "(alerji*/allerji*/alerjı*/allerg*/alerjk*/anafil*/anaph*/kurdeşen*/hives/ürtiker*/reacting/"
        "reaction)",
        "(reaksiyon*/reaction*/oldu*/yaptı/yaptim/yapti/geçiriyo*/geçiriyor*/geçirdi*/başla*/kabar*/"
        "döküntü*/dökül*/şiş*/kaşın*/"
        "kızar*/rash*/swell*/swollen/itch*/şok*/shock/all over/galiba/sanırım/gelişti*/having/think/"
        "became/got/hırıl*/"
        "minute/minutes/now)",
        near=70,
    ),
    rule(
        _ALLERGY,
        "(anafil*/anaphyl*/kurdeşen*/ürtiker*/alerjik şok*/alerjik reaksiyon*), "
        "allergische?r? reaktion, zunge ~ geschwollen, welts, (hives/rash) ~ (all/everywhere/over/"
        "face/body/spread*)",
    ),
    rule(
        _ALLERGY,
        "dil* ~ (şiş/şişt*/şişi*/şişm*/büyü*/kalın*/kocaman/davul*), dilim ~ (ağzıma sığ*), "
        "tongue ~ (swell*/swollen/big/bigger/fat/thick/huge/growing/too big), lips ~ (tingl*/fat), "
        "under (my/the) tongue ~ (swell*/swollen), (swell*/swollen) ~ under (my/the) tongue, "
        "(red) ~ (bumps/dots) ~ (all/everywhere/over), göz* (birer)? çizgi ~ kal*, vücud* ~ harita*, "
        "(avuç içi*/avuçlar*) ~ kaşın*, (her yer*/vücud*/bütün vücu*/tüm vücu*/heryer*/kollar*/karn*/"
        "gövde*/boyn*/sırt*/bacaklar*/her taraf*) ~ (kabar*/dökül*/döküntü*/kurdeşen*/kaşın*/kızar*/"
        "kıpkırmızı/benek*/pul), "
        "(kabar*/döküntü*/kurdeşen*/kaşın*) ~ (her yer*/vücud*/heryer*/her taraf*/yayıl*), (red spots/"
        "red points/spots/itch*) ~ (all over/everywhere/body), birden kabar*, her yrm, (red/"
        "spots) ~ (all/whole) (my/the)? body, body ~ red, yüz* göz* (şiş*/kabar*)",
    ),
    rule(
        _ALLERGY,
        "(kabardı*/kabarıyo*/kabarmış*/kabrdı*/döküntü*/kaşınıyo*/kaşınmaya/kızardı*/kızarmış*/rash/"
        "hives/scratch*/itch*/juckt*)",
        _DRUG,
        near=50,
    ),
    rule(_ALLERGY, _PUFFED, _DRUG, near=90),
    rule(
        _ALLERGY,
        _PUFFED,
        phrases(
            "(kaşın*/kabar*/döküntü*/hırıl*/nefes*/kustu*/kusuyo*/kusma*/kusup/öksür*/boğaz*/mosmor/itch*/"
            "hives/rash/wheez*/vomit*/cough*)"
        ),
        near=90,
    ),
    rule(
        _ALLERGY,
        "(kaşınıyo*/kaşıntı*/kabardı*/itch*/rash*/döküntü*)",
        "(nefes*/boğaz*/öksür*/bayıl*/dudak*/dudağ*/dil/dilim/dili/breath*/throat/lips/tongue)",
        near=90,
    ),
    rule(_SWALLOWING, "(yutkun*/yutam*/yutm*)", SWELLING, TREATMENT, near=90),
    rule(
        _WENT_DOWN,
        "(kaplama*/porselen*/kron*/dolgum*/diş*/crown/veneer)",
        "(ortada yok/bulamıyo*/bulamadım/kayıp/kayboldu/missing/gone)",
        "(öksür*/öksürük*/cough*)",
    ),
    rule(
        _BREATHING,
        "(öksür*/tıkan*/morar*/cough*/chok*/mosmor)",
        "(yuttu*/yutmuş*/kaçtı*/kaçmış*/takıldı*/swallow*/inhal*)",
        near=90,
    ),
)
