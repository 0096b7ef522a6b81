"""What a blocked vessel does after a filler: skin that changes colour, eyes that stop seeing."""

from __future__ import annotations

from invekto.chat_analysis.emergency.rules import Rule, rule
from invekto.chat_analysis.emergency.words import EYE, FACE, FILLER
from invekto.chat_analysis.notation import phrases

_VISION, _SKIN = "vision", "skin colour"

_PALE_OR_DARK = phrases(
    "(bembeyaz/beyazladı*/beyazlaş*/beyazlamış*/beyazlıyo*/beyazlık*/beyazlığ*/kireç*/fildişi*/"
    "porselen gibi/mermer*/mum gibi/soluk*/soluklaş*/solgun*/soldu/soluyo*/renksiz*/"
    "gri/grileş*/griye*/grimsi/mavi/mavims*/mavileş*/mavilik*/masmavi/lacivert*/morumsu/mosmor*/"
    "patlıcan*/simsiyah*/siyahla*/siyahlık*/siyahım*/"
    "siyah/kapkara*/karardı*/kararıyo*/kararma*/kararm*/karart*/kömür gibi/alacalı*/benekli/"
    "dantel*/ağ gibi/nekroz*/çürüdü*/çürüyo*/çürümüş*/kül rengi)",
    "burun ucu beyaz",
    "(morluk/morarma) ~ (yayıl*/şiddet*/ağrı)",
    "rengi değiş*",
    "beyaz* (oldu*/kesildi/bir leke/leke*/kaldı*/gibi/bi/halka*/kesti)",
    "kara leke*",
    "(renk*/rengi) ~ (attı*/gitti*/değiş*/soldu*/kaçtı*/koyulaş*/bozul*)",
    "doku* ~ (öl*/kayb*/çürü*)",
    "damar* ~ (tıkan*/tıkandı*)",
    "kan ~ (gitmi*/dolaş*/gelmi*/ulaşm*)",
    "(white/whit*/blanch*/pale/blue*/bluish*/gr[ae]y*/gray*/grey*/greyish/black*/purple*/dusky/"
    "mottled/marbl*/blotch*/violet/lacy/"
    "necro*/dying/colourless/discolou?r*/changed colou?r/weiss/blau/schwarz)",
)
_STRONGLY = phrases(
    "(bembeyaz/kireç gibi/mermer*/simsiyah*/kapkara*/grileş*/siyahlaş*/siyahladı*/beyazladı*/"
    "beyazlaşt*/fildişi*/renksiz*/nekroz*/karardı*/kararıyo*/kararmış*/siyahlaşıyo*/kapkara/"
    "simsiyah)",
    "(kararıo*/morarıo*/beyazlıo*)",
    "(gri/siyah/mavi/beyaz/kara/bembeyaz) (oldu*/kesildi*/kaldı*/ve hissiz/ve soğuk)",
    "(morardı*/mor/mosmor) ~ (hissetm*/hissiz/soğuk/buz/uyuş*/acıyo*)",
    "(soğuk/buz/hissiz) ~ (morardı*/mosmor)",
    "(weiss/blau/schwarz/like marble)",
    "(gone/went/going/turned/turning/is/are/looks) ~ (white/blue/bluish*/grey/gray/black/dusky/mottled)",
    "(going/gone/turn*/getting) dark",
    "blanch*",
    "necro*",
    "dusky*",
)
_SENSE = phrases(
    "(hissiz*/hissetm*/uyuşuk*/uyuştu/uyuşma*/buz/soğuk*/sızlıyo*/zonkl*/yanıyo*/yanma*/acıyo*/"
    "acıyor*/ağrı*/ağrıyo*/dayanılm*/"
    "şiddetli/dayanıl*/kabuk*/sivilce*/irin*/bas* ~ değişm*/basınca*/bastır*/dokun*/çöktü*)",
    "(cold/numb*/hurt*/pain*/agony/sting*/burn*/throb*/ache*/press/push/blister*/pimple*)",
)
_SEEING = phrases(
    f"{EYE} ~ (görmü*/görmi*/görmed*/görmez*/görmüyo*/grmüyo*/görmyo*/gormio/göremi*/görem*/"
    "karardı/kararı*/kararıyo*/kör/söndü*/gitti*/kapkara*/karanlık*/bulan*/bulank*/buğu*/flu/"
    "puslu/perde*/sis/duman*/kayb*/çift/şimşek*/ışık çak*/seçem*/seçmi*/az görü*/yarım*/gölge*/"
    "gri/bulut*/kaydı)",
    "(görme/görüş/grme/görmem/görmesi/görüşüm*/görüşü*/görmemde/görmede) ~ (kayb*/kayıp/kaybı*/"
    "bozul*/bulan*/azal*/git*/gitti*/düş*/daral*/yok/bozuk*/yarı*/karar*/kapan*)",
    "(bulanık/bulnk/bulnık/bulanik/çift/yarım/flu/puslu/karanlık/az/siyah/gri/kararık/perdeli/"
    "sisli/çifter) ~ (görü*/görü*/görmeye/goryo*)",
    "(hiçbir şey/hiç bir şey/hiçbişey/bişey/hiç/bir tarafı*/sol tarafı*/sağ tarafı*/"
    "tarafı*) ~ (göremi*/görmü*/seçemi*/göremiyo*)",
    "göremiyo* (diye/diyo*/ağlıyo*), (kör oldu*/kör oluyo*/kör olucam*/kör kaldı*/kör gibi*/körleş*)",
    "ışık* ~ (dağıl*/saçıl*/çak*/hale*/görüyo* ama)",
    "(gözüm*/gözün*/gözü*) ~ (önünde/içinde) ~ (sis*/perde*/nokta*/leke*/siyah*/kara*/karar*/"
    "duman*/bulut*/çizgi*)",
    "bulanıklık, bulanıklaş*, bulanıklaşt*",
    "(can't/cant/cannot/can not/couldn't/can hardly/can barely/hardly/not) see*, (blur*/doubl*/"
    "hazy/milky/misty/los*/loss of/no/foggy/fogg*/dark/black/cloud*/fuzz*/dim/half/poor/"
    "partial) ~ (vision/sight/eyesight/eye/see*)",
    "(vision/sight/eyesight/eye) ~ (gone/blur*/los*/doubl*/dark*/fogg*/weird/black/dim/fuzz*/"
    "cloud*/went/bad/grey/curtain/worse/half/blind/shadow*/flash*/white/nothing/less)",
    "(going/went/gone/is/getting/almost/am) blind*, (see*/seeing) ~ (double/blurr?y/black/spots/"
    "flashes/nothing/shadow*/half/dark/stars/light*), curtain*, (shadow/fog) ~ (side/eye/left/"
    "right), eye* ~ (fog/mist/haze/smoke), (sehe/sehen) ~ (nichts/verschwommen/doppelt/schlecht)",
    "(what/everything/all) ~ (see/side) ~ (black/grey/gray/dark/fuzzy/blurry)",
    "everything* ~ (grey/gray/dark/black/fuzzy/blurry/foggy/cloudy)",
)
_AFTER = phrases(
    "(dolgu*/dolgs*/botoks*/botox*/iğne*/enjek*/işlem*/ameliyat*/operasyon*/lazer*/anestezi*/"
    "sonra*/birden*/aniden*/şu an*/simdi/"
    "şimdi/acil*/görmüyo*/göremiyo*/yaptır*/yaptı*/yapıl*/saat*/dakika*/bugün/dün/yarım/kaldırma*/"
    "filler/uyuştur*/çekim*/yardım*/imdat*)",
    "(filler*/botox/inject*/surgery/laser/since/after/today/yesterday/hour*/minutes/suddenly/now/"
    "help/doctor/procedure/lift/troughs/filled)",
    setting=True,
)

RULES: tuple[Rule, ...] = (
    rule(_SKIN, FACE, _PALE_OR_DARK, FILLER, near=90),
    rule(_SKIN, FACE, _PALE_OR_DARK, _SENSE, near=90),
    rule(
        _SKIN,
        "vascular occlusion, damar tıkan* (oldu*/mı*/galiba/var), blanching ~ (not/doesn't), (beyaz/"
        "soluk) ~ hissiz, burun ucu* beyaz*, (dayanıl*/şiddetli) ağrı ~ morluk* ~ yayıl*",
    ),
    rule(_SKIN, "(dudak*/dudağ*/burn*/çenem*/dudgm) ~ (mosmor/patlıcan*)", near=50),
    rule(
        _SKIN,
        FACE,
        "(buz gibi/soğudu*/soğuk ve/buz kesti/freezing/ice cold/(is/feels/and/gone) cold/cold to/"
        "ashen/net-like/lacy/ağaç dalı/çizgi çizgi mor*/dal dal/damar damar/dark and)",
        FILLER,
        near=90,
    ),
    rule(
        _SKIN,
        FACE,
        "(mor/morluk*/morarma*/morardı*/bruis*/purple)",
        "(dayanılm*/duramıyo*/çok ağr*/çok acı*/acıdan/ağrıdan/zonkl*/agony/unbearable/excruciating/"
        "soğuk/hissiz)",
        FILLER,
        near=90,
    ),
    rule(_SKIN, FACE, _STRONGLY, near=50),
    rule(
        _SKIN,
        "damar* ~ (tıkan*/tıkalı), damar tıkan*, vasküler tıkan*, doku* ~ (öldü*/ölüyo*), "
        "nekroz* ~ (oldu*/başla*/var/oluyo*/gibi), necrosis",
        FILLER,
    ),
    rule(_VISION, _SEEING, _AFTER),
    rule(
        _VISION,
        "(görmem/görüşüm/görmesi/görme/görüşü) ~ (düzelmedi*/düzelmiyo*/gelmedi*/gelmiyo*/dönmedi*/açılmadı*), "
        "(vision/sight) ~ (not/hasn't/never) ~ (back/better/returned/recovered), iki tane gör*, "
        f"{EYE} ~ (çeviremi*/oynatamı*/hareket etmi*)",
        FILLER,
    ),
    rule(
        _VISION,
        EYE,
        "(hiçbir şey/hiç bir şey/hiçbişey) göremi*, (ışık/ışıktan/ışığın) (dışında/başka/haricinde) ~ (yok/göremi*/"
        "görmü*), nothing but (light/dark/shadows), (karanlık/kapkara/karardı/perde/perdeli/bulanık*/"
        "bulank/gitti/görmüyo*/göremi*/görme yok/görüntü*/görntü/seçmi*/seçem*/yarısı yok/söndü*/"
        "zifiri*/sieht nichts), siyah (leke*/nokta*)",
        near=25,
    ),
    rule(
        _VISION,
        "(görmem/görüşüm/görüş/görme/görmemde) ~ (azaldı*/kayb*/bozuldu*/daraldı*/gitti*/yok/bulan*/"
        "düştü), (puslu/dumanlı/bulanık/bulank/çift/yarım/tünelden) ~ (görüyo*/görmeye/gör/goryo*/"
        "görürüm), "
        "(tek/bir/bi/sağ/sol) gözle ~ (gör*), (tek/bir/bi/sağ/sol) (gözümle/gözüyle/göz) ~ (görm*/"
        "göremi*/gitti*/karanlık), (she/he/i'm/dont/don't/does/doesn't/do/can't/cant/cannot/"
        "not) ~ (see/sees) ~ (from/nothing/good/well/anything/properly/eye/out/with), "
        "(says/said) ~ (can't/cant/cannot) see, eye* (sees/see/went/goes/is) (nothing/black/dark/"
        "blind/not/less), eye* ~ (don't/dont/doesn't/not) see, blind (in/on) (one/right/left), (dark/"
        "black/grey) (curtain/patch/shadow) ~ eye*, half ~ vision, (bir)? yarısı ~ (siyah/karanlık/"
        "yok), (hiç)? net (değil/görem*) ~ ~ çift, (ışık*/ışığı) ~ kapattın, missing from ~ view, "
        "(yarısı*/yarısını) ~ (görmü*/göremi*/yok gibi), (everything/everything's/eye/vision) ~ (hazy/"
        "milky/misty), vision ~ (fading/missing/gone/going), "
        "(everything/see) (is)? double, sehe ~ (nichts/verschwommen/doppelt/schlecht), auge ~ nichts",
    ),
    rule(
        _VISION,
        "(göremiyo*/görmüyo*/görmüyorum/göremiyorum/görüyom/görüyorum (bulanık/çift)/see)",
        "(dolgu*/botoks*/botox*/iğne*/enjek*/filler)",
        near=50,
    ),
    rule(
        _VISION,
        EYE,
        "(bulanık*/flu/perde/perdeli/bulut/bulutlu/puslu/sisli/(sis/duman) (var/gibi/bas*/indi)/"
        "görüntü*/göz beb*/kapkaranlık/şimşek*/çift/yarısı/seçem*)",
        FILLER,
        near=100,
    ),
    rule(
        _VISION, "(seçemem*/seçemiyo*), (göz beb*/gözbeb*/pupil*) ~ (büyü*/büyük/bigger/big/dilat*)", FILLER
    ),
    rule(
        _VISION,
        f"{EYE} ~ (görmüyo*/görmyo*/grmüyo*/gormuyo*/görmez old*/görmedi*/söndü*), (bir/tek/sağ/sol) "
        f"{EYE} ~ (görm*/"
        "karanlık/kapkara/bulan*), "
        "kör (oldum/oluyorum/oluyom/oluyo/oldu), (can't/cant/cannot) see ~ (eye/eyes/anything/out/"
        "side), (lost/losing) ~ (vision/sight/eyesight), (going/gone/went) blind, "
        "görme kayb*, çift görüyo*",
    ),
    rule(
        _VISION,
        "(gözüm*/gözü/gözün*/gözünde*/göz arkası*/eye) ~ (ağrıyo*/ağrı*/zonkl*/patlayacak*/patlıcak*/"
        "basınç*/pain*/hurt*/ache*/pressure)",
        FILLER,
        near=70,
    ),
)
