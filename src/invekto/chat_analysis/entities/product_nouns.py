"""The nouns of online shops, as they are written on a label; their folded spelling is made here."""

from __future__ import annotations

from invekto.chat_analysis.normalise import fold_text

_TURKISH = """elbise etek gömlek pantolon kot ceket mont kaban palto tulum takım tayt şort bluz tişört kazak hırka
    eşofman pijama gecelik sabahlık mayo bikini sütyen sutyen külot boxer atlet çorap trençkot yağmurluk yelek
    sweatshirt hoodie triko tunik ferace başörtüsü eşarp şal abiye gelinlik damatlık smokin kravat papyon kemer
    şapka bere atkı eldiven zıbın body badi önlük bornoz peştamal havlu ayakkabı bot çizme terlik sandalet
    babet topuklu sneaker krampon pabuç patik panduf çanta cüzdan valiz bavul sırt çantası kolye küpe yüzük
    bileklik bilezik kelepçe broş tespih gözlük şemsiye parfüm ruj maskara rimel fondöten allık eyeliner oje
    krem şampuan sabun losyon serum tonik deodorant kolonya diş fırçası tarak fırça makyaj nevresim çarşaf
    yorgan yastık battaniye pike yatak alez perde halı kilim paspas masa sandalye koltuk kanepe sehpa dolap
    kitaplık raf ayna lamba avize abajur mum vazo saksı çerçeve tablo biblo tencere tava çaydanlık demlik
    cezve bardak fincan kupa tabak kase sürahi tepsi çatal kaşık bıçak termos matara süzgeç rende tost makinesi
    blender mikser süpürge ütü fırın ocak buzdolabı televizyon laptop tablet kulaklık hoparlör şarj kablo
    powerbank klavye mouse fare yazıcı kamera drone kılıf saat drill matkap çekiç tornavida merdiven hortum
    kitap defter kalem ajanda silgi boya tuval puzzle oyuncak bebek arabası bisiklet scooter kaykay paten çadır
    mat dambıl top raket forma kask bal çay kahve zeytin zeytinyağı peynir reçel baharat çikolata lokum kuruyemiş
    fındık fıstık ceviz makarna mama tasma kum bez biberon emzik beşik mama sandalyesi lego tuşluk yumurtalık
    kürk kapitone pantalon salopet crop büstiyer korse jartiyer tozluk bandana toka taç peruk kına lens
    cımbız maket makas epilatör tıraş düzleştirici maşa kurutma masaj tartı termometre nemlendirici ampul priz
    anahtarlık magnet rozet plaket bayrak branda tente şezlong hamak mangal semaver döşek minder puf berjer
    komodin gardırop şifonyer portmanto klima vantilatör ısıtıcı soba kettle airfryer robot kumanda modem
    hafıza kartı çakmak bileği yapboz oyun konsol gitar keman davul org kalemlik sırtlık seccade takke
    tesbih kefen lahana salça sucuk pastırma turşu un pirinç bulgur mercimek nohut şeker sirke""".split()  # noqa: SIM905 - a page of quotes would hide the words
_NOT_ALONE = frozenset(
    """çantası fırçası makinesi sandalyesi arabası sırt diş tost mama bebek hafıza kartı top org un kum bez fare
    oyun şeker mat boya kurutma masaj lens taç body raf saat bal robot maket crop ocak toka makyaj fırın bere
    fırça şarj kama""".split()  # noqa: SIM905 - a page of quotes would hide the words
)
# Short nouns that are words of other meanings once folded; they count bare or in the plural only.
_ALSO = {"bal": "bal", "bere": "bere", "fırça": "fırça", "fırın": "fırın", "lens": "lens"}

TURKISH = {fold_text(name): name for name in _TURKISH if name not in _NOT_ALONE}
TURKISH |= {fold_text(name): name for name in _ALSO.values()}
TURKISH |= {
    "tshirt": "tişört", "tisort": "tişört", "tshort": "tişört", "t-shirt": "tişört",
    "trenckot": "trençkot", "pantlon": "pantolon",
    "ayakabi": "ayakkabı", "ayakkbi": "ayakkabı", "elbse": "elbise", "gomlk": "gömlek",
    "esofmn": "eşofman", "kazk": "kazak", "cnta": "çanta",
    "sweat": "sweatshirt", "svitsort": "sweatshirt", "ceketim": "ceket", "monttan": "mont", "pantalon": "pantolon",
}  # fmt: skip


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split("|")]


_COMPOUNDS = _names("""sırt çantası|el çantası|spor ayakkabı|topuklu ayakkabı|spor çantası|bebek arabası|
    mama sandalyesi|diş fırçası|koltuk örtüsü|masa örtüsü|yatak örtüsü|iş elbisesi|çocuk bezi|
    bebek bezi|telefon kılıfı|araba kılıfı|koltuk kılıfı|kol saati|duvar saati|akıllı saat|
    nevresim takımı|eşofman takımı|pijama takımı|çay takımı|kahve takımı|yemek takımı|tencere seti|
    bıçak seti|bardak takımı|kahve makinesi|çay makinesi|tost makinesi|saç kurutma|saç düzleştirici|
    saç maşası|tıraş makinesi|çamaşır makinesi|bulaşık makinesi|dikiş makinesi|elektrikli süpürge|
    güneş gözlüğü|güneş kremi|el kremi|yüz kremi|gelin ayakkabısı|kar botu|yağmur botu|oyun konsolu|
    bisiklet kaskı|kedi maması|köpek maması|kedi kumu|kupa bardak|çelik termos|şarj aleti|
    şarj kablosu|hafıza kartı|ekran koruyucu|iş ayakkabısı|iş önlüğü|abiye elbise|bebek battaniyesi|
    uyku tulumu|uyku seti|baby monitor|masa lambası|kitap ayracı|çalışma masası|ofis koltuğu|
    yemek masası|oyuncak araba|oyuncak bebek|kar küresi|doğum günü seti|parti seti|makyaj seti|
    makyaj çantası|yoga matı|kamp sandalyesi""")
_ENGLISH_COMPOUNDS = _names("""wine glass|coffee mug|coffee machine|phone case|running shoe|tote bag|hand cream|
    sleeping bag|water bottle|table lamp|coffee table|office chair|dining table|rain coat|sun glasses|
    baby stroller|bath towel|bed sheet|duvet cover|pillow case|tea set|t shirt|laptop bag|
    winter coat|leather jacket|wedding dress""")
COMPOUNDS = {fold_text(name): name for name in (*_COMPOUNDS, *_ENGLISH_COMPOUNDS)}

ENGLISH = frozenset(
    """dress shirt t-shirt skirt jacket coat jeans trousers pants shorts blouse sweater jumper hoodie cardigan
    suit scarf hat glove belt sock shoe boot sneaker sandal slipper bag handbag backpack wallet
    suitcase necklace earring ring bracelet sunglasses perfume lipstick mascara shampoo soap
    towel bathrobe pillow blanket duvet curtain rug carpet lamp vase candle chair table sofa armchair
    desk shelf mirror mug cup plate bowl glass jug pan kettle toaster blender fridge oven
    headphone earbud speaker charger cable keyboard laptop tablet printer tent stroller toy puzzle
    bike bicycle scooter skateboard helmet notebook pen tea honey chocolate bikini swimsuit
    pyjamas leggings vest raincoat umbrella mattress cushion basket tray tracksuit romper onesie""".split()  # noqa: SIM905 - a page of quotes would hide the words
)
