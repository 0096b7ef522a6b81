"""The nouns of online shops, as they are written on a label.

A noun of two words is a name of its own ("masa örtüsü"), or one of ``FOR`` before one of ``HEADS``
("kedi maması", "telefon kılıfı"), which grow together freely in Turkish.
"""

from __future__ import annotations

from invekto.chat_analysis.normalise import fold_text


def _words(text: str) -> list[str]:
    return text.split()


def _names(text: str) -> list[str]:
    return [" ".join(name.split()) for name in text.split("|")]


_CLOTHES = _words("""elbise etek gömlek pantolon kot ceket mont kaban palto tulum takım tayt şort bluz tişört
    kazak hırka eşofman pijama gecelik sabahlık mayo bikini sütyen sutyen külot boxer atlet çorap trençkot
    yağmurluk yelek sweatshirt hoodie triko tunik ferace başörtüsü eşarp şal abiye gelinlik damatlık smokin
    kravat papyon kemer şapka bere atkı eldiven zıbın body badi önlük bornoz peştamal havlu kapitone pantalon
    salopet crop büstiyer korse jartiyer tozluk bandana toka taç peruk kına lens polar parka anorak blazer jean
    kimono pardesü panço polo süveter hoody sweat gilet fanila iççamaşırı tanga slip pareo şalvar cepken kaftan
    bindallı bone türban fular boyunluk kaşkol kasket kep fötr pelerin büstier jumpsuit tüpelbise ceketyelek
    yeleği eşofmanaltı pijamaaltı şortetek badlon tesettür kürk çarık""")
_SHOES = _words("""ayakkabı bot çizme terlik sandalet babet topuklu sneaker krampon pabuç patik panduf loafer
    makosen espadril stiletto postal ev-terliği galoş dolgutopuk oxford mokasen spor-ayakkabı""")
_BAGS = _words("""çanta cüzdan valiz bavul kolye küpe yüzük bileklik bilezik kelepçe broş tespih tesbih gözlük
    şemsiye kartlık portföy clutch bel-çantası halhal alyans tektaş künye hızma piercing anahtarlık cüzdanlık""")
_CARE = _words("""parfüm ruj maskara rimel fondöten allık eyeliner oje krem şampuan sabun losyon serum tonik
    deodorant kolonya tarak fırça nevresim cımbız epilatör düzleştirici maşa tartı termometre nemlendirici
    far kapatıcı pudra aydınlatıcı highlighter bronzer primer micellar roll-on deo vazelin lipgloss dudak-parlatıcı
    peeling sünger diş-macunu macun ped tampon jel köpük vitamin kolajen takviye""")
_HOME = _words("""çarşaf yorgan yastık battaniye pike yatak alez perde halı kilim paspas masa sandalye koltuk
    kanepe sehpa dolap kitaplık ayna lamba avize abajur mum vazo saksı çerçeve tablo biblo tencere tava
    çaydanlık demlik cezve bardak fincan kupa tabak kase sürahi tepsi çatal kaşık bıçak termos matara süzgeç
    rende blender mikser süpürge ütü buzdolabı televizyon branda tente şezlong hamak mangal semaver döşek
    minder puf berjer komodin gardırop gardrop şifonyer portmanto klima vantilatör ısıtıcı soba kettle airfryer
    kumanda tuşluk yumurtalık heykel stor tül fon runner supla amerikan-servis kırlent yatak-örtüsü çekyat zigon
    dresuar konsol ayakkabılık vestiyer ranza beşik sürgü karyola baza puf tabure mutfak-robotu fritöz düdüklü
    güveç sahan borcam kavanoz saklama-kabı baharatlık şekerlik tuzluk peçetelik ekmeklik küllük askılık askı
    sepet çöp-kovası kova leğen sünger mop dispenser havluluk sabunluk nevresim uyku-seti pikap mikrodalga
    davlumbaz ankastre kombi şofben petek aspiratör termosifon rulo duvar-kağıdı çiçeklik avizeler
    spot abajurlar buhurdanlık tütsü difüzör oda-kokusu seccade takke lahana""")
_ELECTRONIC = _words("""laptop tablet kulaklık hoparlör şarj kablo powerbank klavye yazıcı kamera drone kılıf
    drill matkap çekiç tornavida merdiven hortum modem projeksiyon monitör mikrofon ekran-kartı adaptör batarya
    pil tv notebook playstation gamepad joystick mousepad webcam router anten projektör tripod gimbal stylus
    airpods earbuds soundbar bileklik konsol flash-bellek usb ssd harddisk toner kartuş""")
_OTHER = _words("""bal fırın mouse
    kitap defter kalem ajanda silgi boya tuval puzzle oyuncak bisiklet scooter kaykay paten çadır
    dambıl raket forma kask çay kahve zeytin zeytinyağı peynir reçel baharat çikolata lokum kuruyemiş fındık
    fıstık ceviz makarna mama tasma bez biberon emzik lego ampul priz magnet rozet plaket bayrak çakmak bileği
    yapboz gitar keman davul org kalemlik sırtlık salça sucuk pastırma turşu pirinç bulgur mercimek nohut sirke
    hediyelik davetiye balon nikah-şekeri kupür takvim kartvizit afiş broşür peluş kukla akvaryum kafes tırmalama
    tarhana pekmez tahin helva kadayıf baklava erişte yufka badem kaju kuruüzüm kayısı hurma incir bisküvi
    peçete mendil deterjan yumuşatıcı çamaşır-suyu ıslak-mendil walkman sapan olta kamış pusula fener dürbün
    halter kettlebell trambolin ip-atlama kürek tırmık testere pense keser eğe bant vida dübel silikon-tabancası
    bebek-arabası puset ana-kucağı mama-sandalyesi yürüteç oyun-halısı dönence emzik yapıştırıcı çıkartma sticker
    paspas tutkal flüt saz bağlama ukulele darbuka melodika tuner""")
TURKISH_NAMES = [
    name for name in (*_CLOTHES, *_SHOES, *_BAGS, *_CARE, *_HOME, *_ELECTRONIC, *_OTHER) if "-" not in name
]
# What is also another word once folded, or something else without a second noun.
NOT_ALONE = frozenset(
    _words("""far jel köpük ped fon tül rulo taç boya kupür bant askı sepet keser eğe spot puf takım silgi vida
    pudra konsol ranza sürgü petek slip polo bone peeling kolajen takviye kına usb şarj bez kürek
    kayısı hurma incir saz bağlama org davul badem ip sapan olta kamış fener lahana slip tuner primer""")
)
# Some of these are named without doubt when they stand as they are.
BARE_ONLY = frozenset(_words("""sepet konsol petek peeling boya silgi org davul vitamin bez puf tül"""))

# Written otherwise than on the label.
SPELLINGS = {
    "tshirt": "tişört", "tshort": "tişört", "t-shirt": "tişört", "tisort": "tişört", "tişort": "tişört",
    "tişörd": "tişört", "pantlon": "pantolon", "gomlk": "gömlek", "elbse": "elbise", "esofmn": "eşofman",
    "kazk": "kazak", "cnta": "çanta", "ayakkbi": "ayakkabı", "ayakabi": "ayakkabı", "sweat": "sweatshirt",
    "svitsort": "sweatshirt", "pantalon": "pantolon", "sutyen": "sütyen", "kulaklik": "kulaklık",
    "swit": "sweatshirt", "mon": "mont", "şarz aleti": "şarj aleti", "gardrop": "gardırop", "hırkam": "hırka",
    "hoody": "hoodie", "kapşonlu": "kapüşonlu", "kapüşonlu": "kapüşonlu", "tesbih": "tespih",
    "ev terliği": "terlik", "tel kılıfı": "telefon kılıfı", "badi": "badi", "bluetooth kulaklık": "bluetooth kulaklık",
    "tuvalet kağıdı": "tuvalet kağıdı", "pantol": "pantolon",
}  # fmt: skip
del SPELLINGS["mon"]

# What a thing is for, before what it is.
FOR = _words("""kedi köpek kuş balık bebek çocuk telefon laptop tablet bilgisayar araba oto koltuk masa yatak
    mutfak banyo yemek kahve çay spor okul sırt el kol bel bacak duvar saç diş yüz göz güneş kar yağmur kamp
    bahçe iş ev ofis makyaj mevlüt gelin düğün parti yılbaşı oyuncak oyun piknik plaj deniz yoga seyahat
    nişan kına sünnet tv televizyon ekran kamera mama emzik çamaşır bulaşık dikiş tost waffle fön tıraş traş ağız
    ayak dudak vücut cilt tırnak kaş kirpik kulak boyun baş bisiklet motor motosiklet omuz postacı alışveriş
    doktor hemşire aşçı garson iş servis pasta kek ekmek su meyve salata çorba baharat tuz şeker kuruyemiş
    fincan bardak çatal bıçak kaşık tencere tava nevresim eşofman pijama yastık yorgan battaniye halı perde
    salon oda koridor balkon veranda gece masaj ütü kurutma çöp şarj kumanda kulaklık klavye mouse mutfak
    dolap ayakkabı çizme bot şapka kemer cüzdan gözlük takı mücevher kitap kalem defter boya resim müzik
    hamster tavşan akvaryum at köpek""")
# What it is, alone and as the second of two: çanta, okul çantası.
HEADS = {
    "çanta": "çantası", "örtü": "örtüsü", "kılıf": "kılıfı", "mama": "maması", "kum": "kumu", "yatak": "yatağı",
    "tasma": "tasması", "ayakkabı": "ayakkabısı", "krem": "kremi", "fırça": "fırçası", "makine": "makinesi",
    "makina": "makinesi", "set": "seti", "koltuk": "koltuğu", "lamba": "lambası", "askı": "askısı",
    "kutu": "kutusu", "bez": "bezi", "maske": "maskesi", "botu": "botu", "elbise": "elbisesi",
    "gözlük": "gözlüğü", "saat": "saati", "takım": "takımı", "masa": "masası", "sandalye": "sandalyesi",
    "dolap": "dolabı", "sehpa": "sehpası", "araba": "arabası", "battaniye": "battaniyesi", "havlu": "havlusu",
    "bornoz": "bornozu", "halı": "halısı", "perde": "perdesi", "mat": "matı", "kafes": "kafesi",
    "oyuncak": "oyuncağı", "kask": "kaskı", "eldiven": "eldiveni", "ayna": "aynası", "raf": "rafı",
    "robot": "robotu", "kapak": "kapağı", "süpürge": "süpürgesi", "fincan": "fincanı",
    "bardak": "bardağı", "kaşık": "kaşığı", "bıçak": "bıçağı", "tencere": "tenceresi", "kumanda": "kumandası",
    "kablo": "kablosu", "alet": "aleti", "koruyucu": "koruyucusu", "losyon": "losyonu", "yağ": "yağı",
    "macun": "macunu", "kalem": "kalemi", "önlük": "önlüğü", "tulum": "tulumu", "çarşaf": "çarşafı",
    "düzleştirici": "düzleştirici", "maşa": "maşası", "tarak": "tarağı",
    "çorap": "çorabı", "şapka": "şapkası", "terlik": "terliği", "çadır": "çadırı", "matara": "matarası",
    "şişe": "şişesi", "termos": "termosu", "tava": "tavası", "tepsi": "tepsisi", "ısıtıcı": "ısıtıcı",
    "sepet": "sepeti", "kova": "kovası", "pad": "pedi", "stand": "standı", "tutucu": "tutucusu",
    "yastık": "yastığı", "minder": "minderi", "havuz": "havuzu", "konsol": "konsolu", "bant": "bandı",
    "parfüm": "parfümü", "şampuan": "şampuanı", "serum": "serumu", "toka": "tokası", "maskara": "maskarası",
}  # fmt: skip
# Compounds said with both nouns bare ("robot süpürge"), and those that the table above would misread.
COMPOUNDS = _names("""spor ayakkabı|topuklu ayakkabı|koşu ayakkabısı|takım elbise|abiye elbise|kupa bardak|çelik
    termos|robot süpürge|elektrikli süpürge|dik süpürge|şarjlı süpürge|akıllı saat|akıllı bileklik|kol saati|
    bluetooth kulaklık|kablosuz kulaklık|kulak üstü kulaklık|baby monitor|oyuncak araba|oyuncak bebek|kar küresi|
    kot ceket|kot pantolon|kot gömlek|kot etek|kot şort|deri ceket|deri mont|deri çanta|deri cüzdan|deri kemer|
    deri eldiven|polar battaniye|ıslak mendil|peluş ayı|yapay çiçek|mouse pad|doğum günü seti|saç kurutma makinesi|
    saç kurutma|fön makinesi|su ısıtıcı|hafıza kartı|ekran kartı|ekran koruyucu|kitap ayracı|duvar kağıdı|
    uyku tulumu|uyku seti|diş macunu|protein tozu|kedi tırmalama tahtası|kedi tırmalama|çatal bıçak takımı|çatal kaşık
    takımı|kamp çadırı|iç çamaşırı|eşofman altı|eşofman üstü|pijama altı|külotlu çorap|diz altı çorap|şişme yelek|
    uzaktan kumandalı araba|ana kucağı|oyun halısı|oto koltuğu|mutfak robotu|dudak parlatıcısı|dudak kalemi|göz kalemi|
    göz farı|tuvalet kağıdı|kağıt havlu|çamaşır suyu|bulaşık deterjanı|çamaşır deterjanı|oda kokusu|araba kokusu|
    nikah şekeri|telefon tutucu|araç tutucu|şarj cihazı|mutfak tartısı|bebek telsizi|bebek küveti|bebek beşiği|çeyiz
    seti|servis tabağı|saklama kabı|tost makinesi|yüz yıkama jeli|duş jeli|saç boyası|saç kremi|saç spreyi|saç yağı|
    ped havlu|hasır çanta|bez çanta|omuz çantası|çapraz çanta|mont kaban|şal kolye|dikiş seti|el feneri|kafa feneri|
    tablet kalemi|fırın tepsisi|kek kalıbı|kahve değirmeni|french press|sandalye minderi|çim biçme makinesi|basınçlı
    yıkama makinesi|vidalama seti|tornavida seti|takı seti|tesbih kutusu|tuz lambası|şarap kadehi|çay kaşığı|masa üstü
    fan|gece lambası|yer minderi|puf koltuk|l koltuk|köşe takımı|çalışma masası|yemek odası takımı|yatak odası takımı|
    kuru mama|yaş mama|ödül maması""")
_OF_ENGLISH = _names("""wine glass|coffee mug|coffee machine|coffee maker|phone case|phone cover|running shoe|tote
    bag|hand cream|face cream|sleeping bag|water bottle|table lamp|coffee table|office chair|dining table|rain coat|
    sun glasses|baby stroller|bath towel|beach towel|bed sheet|duvet cover|pillow case|pillow cover|tea set|dinner
    set|laptop bag|winter coat|leather jacket|denim jacket|wedding dress|evening dress|yoga mat|air fryer|hair
    dryer|hair straightener|vacuum cleaner|robot vacuum|baby clothes|baby carrier|car seat|high chair|dog bed|cat
    food|dog food|cat litter|dog collar|screen protector|power bank|smart watch|wall clock|desk lamp|photo frame|
    picture frame|cutting board|frying pan|shower curtain|gift box|swim suit|sports bra|track suit|eye cream|
    lip balm|nail polish|face mask|body lotion|sun cream|knife set""")
ENGLISH_COMPOUNDS = {fold_text(name): name for name in _OF_ENGLISH}

ENGLISH = frozenset(
    _words("""dress shirt t-shirt tshirt skirt jacket coat jeans trousers pants shorts blouse sweater jumper
    hoodie cardigan suit scarf hat glove belt sock shoe boot sneaker sandal slipper bag handbag backpack wallet
    suitcase necklace earring ring bracelet sunglasses perfume lipstick mascara shampoo soap towel bathrobe
    pillow blanket duvet curtain rug carpet lamp vase candle chair table sofa armchair desk shelf mirror mug cup
    plate bowl glass jug pan kettle toaster blender fridge oven headphone headset earbud earphone speaker charger
    cable keyboard laptop tablet printer tent stroller pram toy puzzle bike bicycle scooter skateboard helmet
    notebook pen tea honey chocolate bikini swimsuit pyjamas pajamas leggings vest raincoat umbrella mattress
    cushion basket tray tracksuit romper onesie knife fork spoon watch tie bra lingerie nightgown robe heels loafer
    trainer purse jewelry jewellery brooch anklet pendant moisturizer moisturiser foundation lotion serum
    deodorant conditioner sunscreen quilt bedsheet tablecloth napkin apron teapot saucepan pot wok grill heater
    fan vacuum iron mixer thermos flask lampshade bookcase bookshelf wardrobe cabinet stool bench crib cot pacifier
    diaper bib doll teddy drone camera monitor phone projector router toothbrush razor comb hairdryer polo
    sweatshirt overalls dungarees parka poncho shawl kimono abaya hijab""")
)
# Words of everything: an English noun only beside "the", "a", a number, or a word of buying.
ENGLISH_DOUBTFUL = frozenset(
    _words("""table glass ring fan phone iron pot bench tie pan watch shelf heels oven chair desk camera pen cup
    plate mirror bra cot foundation""")
)
