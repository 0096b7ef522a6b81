"""Fainting, the heart, strokes and clots; and those who no longer want to live."""

from __future__ import annotations

from invekto.chat_analysis.emergency.rules import Rule, rule
from invekto.chat_analysis.emergency.words import EYE, TREATMENT
from invekto.chat_analysis.notation import phrases

_UNCONSCIOUS, _HEART, _SELF_HARM = "unconscious", "heart or stroke", "self-harm"

_FAINTED = phrases(
    "(bayıldı*/bayılıyo*/bayılmış*/bayılıp/bayılıver*/bayılyo*/bayılan/baygın*/bygın*/bayılmışım/"
    "fainted/faint/fainting)",
)
_FAINTED_BECAUSE = phrases(
    "(iğne*/ameliyat*/çekim*/çekil*/çekt*/anestezi*/dolgu*/botoks*/lipo*/ilaç*/ilac*/tansiyon*/"
    "şeker*/düştü*/düşüp/kalkınca/kalkarken/"
    "kalkmaya/yere/yerde/banyo*/tuvalet*/lavabo*/koltuk*/ambulans*/hastane*/kafası*/sonra/sonrası/"
    "kez/kere/kendine/ayıl*/az önce/demin/"
    "şimdi/şuan/şu an/ter/terl*/titr*/beyaz*/solgun/duruyo*/gidip/dönüyo*/hala/112/germe*/ekim*/"
    "yardım*/napalım/ne yap*/acil)",
    "(injection/surgery/extraction/after/since/twice/floor/again/times/now/hospital/hit/blood/"
    "medicine/anesthe*/anaesthe*/lift/tuck)",
)
_HEARTBEAT = "(kalbim*/kalbi/kalbin/kalp/heart/herz*)"
_BEATS_BADLY = (
    "(duracak*/durdu*/duruyo*/hızl*/çarpı*/çarpıyo*/düzensiz*/tekl*/fırla*/çıkacak*/çıkıcak*/"
    "deli gibi/küt*/fast/racing/pound*/irregular/stopp*/skipp*/flutter*/jump*/rast)"
)
_CHEST = "(kalb*/kalp*/göğs*/göğüs*/chest/heart/sternum/iman tahta*/gögs*/herz*/brust)"
_PAINED = (
    "(sıkış*/skış*/ağrı*/ağrıyo*/ağrım*/baskı*/basınç*/bıçak*/batı*/batma*/saplan*/daral*/ezil*/"
    "ağırlık*/yanıyo*/yanma*/kötü*/"
    "pain*/tight*/pressure/heavy/hurt*/squeez*/crush*/burn*/elephant/weird/schmerz*)"
)
_BAD_SIGNS = phrases(
    "(ter/terl*/terli*/soğuk*/kol*/kolum*/omz*/omuz*/sırt*/çene*/nefes*/midem*/bulan*/kustu*/"
    "kusuyo*/kusma*/kusup/baş* dön*/bayıl*/titr*/soluk/beyaz*/mor*/rengi*/"
    "halsiz*/yığıl*/düştü*/iğne*/anestezi*/çekim*/çekil*/ameliyat*/lipo*/stent*/kalp hasta*/"
    "tansiyon*/geçmedi*/dinm*/dilaltı*/dilalti*/geçmiyo*/sonra*/uyuş*/"
    "felç/germe*/estetik*/hala/yardım*/acil*/şimdi/şu an/ölüyo*/ölücem*)",
    "(sweat*/arm/jaw/back/breath*/nause*/sick/vomit*/dizz*/faint*/pale/numb*/injection/surgery/"
    "after/since/extraction/tooth/hours?/now/shoulder/lipo/tuck/help/medicine)",
)
_HALF_FACE = phrases(
    "(ağz*/ağız*/yüz/yüzü*/yüzüm*/dudağ*/dudak*/yanağ*/gülüş*/gülümse*/surat*) ~ (kaydı*/kayıyo*/"
    "kayık*/kaymış*/yamul*/yamuk*/eğril*/eğri*/çarpıl*/düştü*/düşük*/felç*/sark*/çekti*/çekil*)",
    "face* ~ (droop*/drop*/numb/fallen/falling/sagg*/lopsided/paraly*/crooked), mouth ~ (droop*/"
    "drop*/crooked/sagg*/side)",
    "(side of) ~ face ~ (droop*/drop*/numb/fall*/down/weak)",
)
_SPEECH_OR_LIMB = phrases(
    "konuş* ~ (boz*/peltek*/dolan*/anlaşılm*/kay*/zor*/tuhaf*/garip*/değiş*/gitti*/yavaş*/"
    "yuvarl*), konuşam*, konuşması*, dil* ~ (dolan*/dolaş*/peltek*/dönm*/tutul*), peltek*, "
    "(kol*/el/eli/elim/elimi/bacak*/bacağ*/ayağ*/ayak*) ~ (tutm*/kalkm*/kaldıram*/hissetm*/"
    "hissedem*/uyuş*/güçsüz*/oynatam*/oynam*/kıpırd*/düştü*/düşüyo*/boşal*/felç*/karınca*), "
    "(sol/sağ/bir/tek) (taraf*/yan*/kol*) ~ (uyuş*/hissetm*/tutm*/felç*/oynam*/güçsüz*/boşal*/"
    "hisset*/oynatam*), saçmal*, (tanımıyo*/tanımadı*/tanıyam*)",
    "(slur*/speech*/speak*/talk*/words) ~ (slur*/weird/drunk/funny/strange/wrong/garbl*/not/cant/"
    "can't/mumbl*), slurr*, (arm/leg/hand/side) ~ (numb/weak/lift/move/moving/heavy/dead/paraly*/"
    "limp/tingl*)",
    "(can't/cant/cannot) ~ (speak/talk/lift/move) , confused*, makes no sense, not making sense",
)

_RELATIVE = phrases(
    "(annem*/babam*/eşim*/kocam*/karım*/hanım*/kızım*/oğlum*/oğlan*/dedem*/ninem*/anneannem*/"
    "babaannem*/teyzem*/"
    "halam*/amcam*/dayım*/yengem*/ablam*/abim*/abime/kardeş*/çocuk*/arkadaş*/gelin*/nişanlım*/"
    "annm/adam/kadın/hasta*)",
)

RULES: tuple[Rule, ...] = (
    rule(_UNCONSCIOUS, _FAINTED, _RELATIVE, near=25),
    rule(
        _HEART,
        "(kalb*/göğs*/kalbm/gögsüm) ~ (sıkışı*/sıkıştı*/sıkışyo*/skışı*), nab* (alamı*/alınm*), "
        "nab* ~ (düşük*/yüksek*/zayıf*/hızlı*), herzrasen, brustschmerz*, schlaganfall*, "
        "elimden ~ düştü, yere yıkıl*, (bizi/beni) duymuyo*, göz* açık ama, floppy, (barely/"
        "not) (responding/awake), barely (answering/answer), (can't/cant/cannot) find ~ words, "
        "sözle* ~ toparl*, not making sense, göğs* ~ fil otur*, el* ~ (kaşık/bardak/kalem/"
        "çatal) ~ (tutam*/düş*), (sağ/sol) taraf* ~ uyuş*, kelime* ~ bulam*",
    ),
    rule(_HEART, phrases(raw=r"nab\w{1,6}\W+(?:\w{1,9}\W+)?1[2-9]\d")),
    rule(
        _HEART,
        "(saçmalıyo*/saçmalamaya/sayıklıyo*/sayıklamaya/kimseyi tanım*/bizi tanım*/beni tanım*/(he/"
        "she/dad/mum/mom/is/husband/wife) (is)? confused/keeps vomiting/clumsy/nonsense/konuşmuyo*/"
        "kelimeler* ~ bulam*)",
        TREATMENT,
        near=90,
    ),
    rule(_UNCONSCIOUS, _FAINTED, _FAINTED_BECAUSE, near=80),
    rule(
        _UNCONSCIOUS,
        "bilinc* ~ (kapa*/kayb*/yok/gitti*/gidip*/açık değil/bulan*/gel*/yerinde değil), "
        "bilinç* ~ (kapa*/kayb*/yok/gitti*/gidip*/bulan*), bilnci* ~ (gidip*/yok/kapa*/gitti*), "
        "bilinçsiz*, "
        "(bayılacağ*/bayılacak*/bayılıcak*/bayılıcam*/bayılcam*/bayılcak*/bayılacam*/bayılmak üzere), "
        "bayıl* (kaldı*/duruyo*/gibi), baygınlık ~ (geçir*/geldi*/geliyo*/var*/hissi*/giriyo*), "
        "(kendimden/kendinden) (geçti*/geçic*/geçecek*/geçiyo*/geçmiş*/geçicem*), kendine ~ (gelem*/"
        "gelmi*/gelmedi*), (kendime gelem*), "
        "(yığıldı*/yığılı*/yığılıp/yığılıyo*/yığılmış*/yere serildi), tepki* ~ (vermi*/vermiyo*/yok), "
        "seslen* ~ (cevap*/duym*), (kalkmıyo*/kalkamıyo*) ~ gözler*, soğuk ter ~ ~ cevap*, (uyanmıyo*/"
        "uyandıram*/ayılmı*/ayılmadı*/ayıltam*), (narkoz*/sedasyon*/ameliyat*/iğne*) ~ uyanm*, "
        "gözleri* ~ (kaydı*/kayıyo*/geriye), "
        "(nöbet/havale) ~ (geçirdi*/geçiriyo*/geçirmiş*), (kasıldı*/kasılıyo*/kasılma*) ~ (titr*/"
        "köpük*/gözleri*), ağz* köpü*, fenalaş*, fenalık ~ (geldi*/geliyo*/bastı*/geçir*), "
        "göz* karar* ~ (yığıl*/düş*/bayıl*/otur*/tutun*/kalk*/başım*), "
        "(about to/going to/gonna/nearly/almost/keep/keeps/kept) faint*, passed out, passing out, "
        "pass out, black* out, blacked out, unconscious, collapsed*, collapsing, (not/isn't/wont/"
        "won't/cant/can't) ~ (wake up/waking up/respond*/responsive), unresponsive, "
        "lost consciousness, (seizure/convuls*), eyes rolled*, ohnmächtig*, bewusstlos*, "
        "(she/he/wife/husband/mum/mom/mother/father/dad/i/son/daughter/sister) (has/have/"
        "just)? (fainted/faint/faints/collapse*)",
    ),
    rule(
        _HEART,
        phrases(
            f"{_CHEST} ~ {_PAINED}",
            f"{_HEARTBEAT} ~ {_BEATS_BADLY}",
            f"{_PAINED} ~ (in/on)? (my/his/her)? {_CHEST}",
        ),
        _BAD_SIGNS,
        near=110,
    ),
    rule(
        _HEART,
        "kalp krizi* ~ (geçir*/gibi/mi*/belirti*/olabil*/sanki/galiba), (kriz geçiriyo*), "
        "heart attack*, kalb* ~ (durdu*/duracak*/sıkışıyo*/sıkıştı*), göğs* ~ (sıkış*/sıkışıyo*/"
        "baskı var/bıçak*/fil oturm*), göğüs ağrı*, "
        "çarpıntı* ~ (geçmi*/dinm*/durm*/başladı*/var/tuttu*/oldu*/geldi*/150/140/130/160), "
        "soğuk (soğuk)? ter*, (nabız*/nabz*) ~ (yüksek*/fırla*/düşük*/hızlı*/çok/vurmu*/alınm*), "
        "chest ~ (pain*/tight*/pressure/heavy/hurt*), pain ~ chest, (palpitation*/heart racing/"
        "heart is racing), cold sweat*",
        phrases(
            "(iğne*/anestezi*/çekim*/çekil*/çekt*/ameliyat*/lipo*/diş*/dolgu*/botoks*/sedasyon*/ilaç*/"
            "ilac*/germe*/ekim*/ektir*/estetik*/işlem*/uyuştur*/geçmi*/dinm*/nefes*/ter*/bayıl*/"
            "baş*/acil*/yardım*/şimdi/şu an*/galiba/hala/sonra*/kol*/şuan/babam*/annem*/eşim*/kocam*/"
            "dedem*/sanırım/geçiriyo*/geçirdi*/midem*/mide*)",
            "(injection/surgery/extraction/since/after/now/help/tuck/lipo/filler/tooth/dentist/breath*/"
            "arm/sweat*/think/feel*/husband/wife/father/mother/dizzy/hours?)",
        ),
        near=110,
    ),
    rule(
        _HEART,
        "tansiyon* ~ (fırla*/çıktı*/düştü*/düşmü*/düştüm/yerlerde/20*/22*/19*/18*/8*/7*/yüksel*/"
        "düşük*), blood pressure ~ (low/high/drop*/180/200)",
        "(baş* ~ (dön*/çat*)/bayıl*/ter/terl*/nefes*/göğs*/göğüs*/kustu*/kusuyo*/kusma*/kusup/yığıl*/"
        "karar*/iğne*den/ameliyat*/çekim*/kanı*/kana*/anestezi*/dizz*/faint*/chest/after)",
        near=90,
    ),
    rule(
        _UNCONSCIOUS,
        f"(baş* (çok)? dön*), dizz*, {EYE} karar*, light headed, lightheaded",
        "(yığıl*/düştüm/düşüyo*/terl*/ter/kustu*/kusuyo*/kusma*/kusup/bayıl*/bayld*/ayakta (dur*/zor)/"
        "kalkam*/boşal*/kapaklan*/soluk*/kireç/beyaz*/çarpıntı*/nefes*/sweat*/vomit*/faint*/stand/"
        "collapse*)",
        TREATMENT,
        near=90,
    ),
    rule(_HEART, _HALF_FACE, _SPEECH_OR_LIMB),
    rule(
        _UNCONSCIOUS,
        "(kafamı/kafasını/başını) ~ (vurdu*/çarptı*)",
        "(düştüm/düştü/düşmüş)",
        "(ameliyat*/iğne*/narkoz*/anestezi*/sedasyon*/lipo*/ayağa kalk*/kalkınca)",
        near=70,
    ),
    rule(
        _HEART,
        "(felç/inme) ~ (geçiriyo*/geçirdi*/indi*/iniyo*/geldi*/oldu*/oluyo*/gibi*), (having/"
        "had) a stroke, (stroke/schlaganfall) ~ (symptom*/sign*/think), (think/maybe/"
        "like) ~ a? stroke, dil* (dolan*/dolaşıyo*/dolandı*), "
        "konuş* ~ (peltek*/bozuldu*/anlaşılm*/kayıyo*/kaydı), konuşamıyo* ~ (kol*/yüz*/ağz*), "
        "speech ~ (slur*/weird/funny), slurr*, (sol/sağ/bir) (tarafı*/yanı*/yanım*/kolu*/kolum*/eli*/"
        "elim*/bacağ*) ~ (tutm*/hissetm*/felç*/oynatam*/kalkmı*/kaldıram*/boşaldı*), "
        "(arm/leg/side) ~ (went numb/weak/can't move/cant move/won't move/paraly*), (can't/cant/"
        "cannot) (move/lift/feel) ~ (arm/leg/side)",
    ),
    rule(
        _HEART,
        "(baldır*/bacağ*/bacak*/calf*/calves/leg) ~ (şiş*/ağrı*/ağrıyo*/kramp*/sert*/kızar*/mor*/"
        "swollen/swell*/pain*/hurt*/hard/red/cramp*)",
        "(nefes*/göğs*/göğüs*/çarpıntı*/ameliyat*/lipo*/germe*/estetik*/estetig*/estetiğ*/kalb*/"
        "öksür*/breath*/chest/surgery/tuck/lipo*/passed out/operation/pıhtı*/emboli*/clot*/bbl/lift)",
    ),
    rule(_HEART, "(clot/clots/embolism/pıhtı*)", "(hospital/er/hastane*/acil servis*)", TREATMENT, near=70),
    rule(_HEART, "(emboli*/pıhtı attı*/pulmonary embol*/blood clot in ~ (leg/lung*)/dvt)"),
    rule(
        _HEART,
        "(ağrı*/acı*/pain/ache) ~ (çene*/jaw/diş*) ~ ~ (kol*/omz*/omuz*/sırt*/arm/shoulder/back)",
        "(ter*/midem*/bulan*/nefes*/göğs*/baş* dön*/sweat*/nause*/sick/breath*/chest/dizz*/kustu*/"
        "kusuyo*/kusma*/kusup)",
    ),
    rule(
        _SELF_HARM,
        "(intihar*/kendimi (öldür*/as*/kes*)/canıma kıy*/yaşamak istemiyorum/ölmek istiyorum/"
        "hayatıma son*/suicid*/kill myself/end my life/want to die/don't want to live)",
    ),
)
