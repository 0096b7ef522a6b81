"""How people say why they send something back, in Turkish and English, folded."""

from __future__ import annotations

from invekto.chat_analysis.entities.patterns import Pattern

_CAME = (
    r"(?:gel\w*|gond\w*|yolla\w*|cik\w*|koy\w*|at(?:ti|mis)\w*|ulast\w*|verm\w*|kargola\w*|sent|arrived|"
    r"came|delivered)"
)
_BODY_PART = (
    r"(?:bel|basen|kalca|omuz|gogus|gobek|kol|bacak|ayag|ayak|boy|sirt|kafa|parmag|parmak|topug|bilek|bileg|govde|"
    r"karn|ust|boyun)\w*"
)
# "beden küçük", "numara biraz dar"; in "bir beden büyük olsun" the other size is wished for.
_SIZE_ALONE = (
    r"(?<!bir )(?<!bi )(?<!1 )(?<!iki )(?<!2 )\b(?:beden|numara|kalip) (?:cok |biraz |bayagi |fazla )?"
)
_NOT_WISHED = (
    r"\b(?! (?:ist\w*|olsun|olan\w*|ol(?:ur|sa)\w*|al\w*|gonder\w*|yolla\w*|var\w*|m[iu]\w*|beden\w*|"
    r"numara\w*))"
)
# The same reasons as lay people put them; each is joined to the rule of its reason below.
_PHOTO = r"(?:site|resim|foto|gorsel|ekran|ilan|reklam|instagram|katalog)\w*"
_COLOR_WORD = (
    r"(?:siyah|beyaz|kirmizi|mavi|lacivert|yesil|sari|turuncu|mor|pembe|gri|kahve\w*|bej|krem|bordo|haki|"
    r"lila|ekru|vizon)"
)
_MORE = {
    "wrong_item": (
        r"(?:gelmis|geldi|cikti|gondermis\w*|gonderdiniz|yollamis\w*|koymus\w*) (?:ama |ben |oysa |halbuki "
        r")?(?:\w+ )?(?:olacakti|"
        r"olcakti|istemistim|istiyodum|secmistim|siparis (?:etmistim|vermistim))\w*|you sent (?:me )?(?:a |the "
        r")?\w+(?: \w+)?,? (?:but )?i (?:picked|ordered|wanted|asked|"
        r"chose|selected)|(?:ordered|wanted|asked for|picked) (?:a |the )?\w+(?: \w+)? (?:but |and )?(?:got|received|"
        r"you sent|it was|came)|"
        r"(?:kadin|erkek|cocuk) (?:modeli|bedeni)?\w* (?:gel|cik)(?:mis|di|ti)\w*|"
        r"istedigim (?:bu |urun |sey |model |renk )?degil\w*|(?:siparis (?:ettigim|verdigim)|aldigim) (?:urun |sey |"
        r"bu |"
        r"model )?(?:bu )?degil\w*|benimki degil\w*|bu benim degil|(?:siparis|paket|urun|kargo)\w* karis\w*|"
        r"karis(?:mis|tir\w+)"
        r" (?:siparis|paket|urun)\w*|(?:urun|paket|siparis|numara|beden|renk|model|marka)\w* (?:hep |tamamen )?yanlis "
        rf"{_CAME}|yanlis(?:lik)? (?:yapmis|olmus)\w*|(?:\d+|{_COLOR_WORD}|s|m|l|xl|xs) (?:\w+ )?(?:istedim|istemistim|"
        rf"siparis (?:ettim|verdim|etmistim)|aldim|almistim|soylemistim|demistim|sectim|secmistim)(?: ama| fakat|,)? "
        rf"(?:siz "
        rf"|bana )?(?:\d+|{_COLOR_WORD}|s|m|l|xl|xs)(?: \w+)? ?(?:{_CAME}|var)|(?:farkli|baska|bambaska|alakasiz) "
        rf"(?:bir? )?"
        r"(?:sey|urun|model|renk|beden|numara|marka)\w* (?:\w+ )?(?:gonder|yolla|gel|cik|koy|at|teslim)\w*|(?:got|"
        r"received|"
        r"was sent|came with|gave me) (?:a |an |the )?(?:wrong|different|someone else)\w*|someone else'?s (?:order|"
        r"parcel|"
        r"package)|(?:not|isn'?t) (?:what|the one) i (?:ordered|asked|wanted|bought)|wrong \w+ (?:was |has been |in "
        r"the )?(?:sent|"
        r"delivered|arrived|came|box)|mixed up (?:my|the) order"
    ),
    "damaged": (
        r"(?:goruntu|isik|elektrik) yok\w*|"
        r"(?:ses|goruntu|isik|elektrik) (?:vermiyo|gelmiyo|cikmiyo)\w*|su (?:kacir|akit|sizdir|ak)(?:iyor|iyo|"
        r"ti)\w*|gaz kacir\w*|"
        r"tek taraf\w* (?:\w+ )?(?:calis|ses)\w*|yolda (?:\w+ )?(?:kiril|dagil|ezil|toz ol)\w*|rotten|cur(?:uk|"
        r"umus)\w*|"
        r"(?:parca|vida|aparat|kumanda|kapak|aksesuar|kablo|adaptor|teki|bir teki|icerik|takim|set|urun)\w* "
        r"(?:eksik\w*|yok(?:tu)?|"
        r"cikmadi)\b|eksik (?:parca|vida|urun|aparat|gel|cik|gonder|yolla)\w*|calism(?:iyor|iyo|adi|az)\w*|(?:pasli|"
        r"paslanmis|kuflu|"
        r"kuflenmis|cürük|curuk|eski|kirli|tozlu|islak|kokmus|bozulmus|erimis|acilmis|acik paket|egri|yamuk|egik|"
        r"yamulmus|"
        r"burusuk) (?:sekilde |halde |olarak |bi(?:r)? sekilde )?(?:gel|cik|ulas|teslim|elim|gonder|yolla|at)\w*|"
        r"kuflen\w*|"
        r"paslan\w*|sokuk\w*|dikisi? (?:sokuk|acik|atmis|yok|acilmis)\w*|(?:son kullanma |kullanma )?(?:tarihi|"
        r"skt\w*|miadi) "
        r"(?:gecmis|dolmus|bitmis)\w*|delik(?:ti|mis)?\b|deli[kg]i? (?:var|cik|gel)\w*|deligi var|yirti[kg]\w*|"
        r"leke(?:si|ler)? "
        r"var|lekeliydi|kirik(?:ti|mis)?\b(?! beyaz)|kirigi var|catlag\w* var|ciziklerle?\w*|yamuk\w*|(?:kol|sap|"
        r"ayag|kulp|kapag|"
        r"camı?|cami|ucu|kenar|kose|teker|tekerleg|vida|toka|askı|aski|dugme|fermuar|topug|zincir|mandal|menteşe|"
        r"mentese|ekran)\w* "
        r"(?:\w+ )?(?:kirik|kirilmis|kopuk|kopmus|bozuk|catlak|catlamis|egri|yamuk|cikmis|dusmus|eksik|sokuk|"
        r"takilmiyor)\w*|"
        r"bozuktu|bozukmus|bozuk urun|arizali\w*|hic acilm\w*|acilmadi|acmiyor|dokuluyor(?:du)?|sizdir(?:mis|iyor|"
        r"di)\w*|"
        r"(?:ikinci el|2\. ?el|onceden giyil\w*|daha once giyil\w*|giyilip|denenmis) (?:gibi|urun|geldi|gonder\w*)|"
        r"missing (?:a |one |the |some )?(?:parts?|pieces?|screws?|items?|buttons?|lid|charger|sleeve)|(?:is|are|was|"
        r"were) missing|"
        r"(?:has|had|with|there is|there was) (?:a |an |some )?(?:big |small |little |huge )?(?:hole|stain|crack|"
        r"scratch|tear|dent)"
        r"\w*|came (?:broken|damaged|used|dirty|open\w*|dead)|expired|rusty|mou?ldy|does ?n[o']?t (?:work|turn on|"
        r"charge|open|"
        r"switch on)|doesnt (?:work|turn on|charge)|leaked|chipped|was used|already (?:worn|used|opened)|in pieces"
    ),
    "small": (
        r"\d{2} (?:cok |biraz )?(?:dar|kucuk|siki|az geldi)\b|(?:fazla|asiri) (?:kucuk|dar|kisa|siki)\b|hurts? my "
        r"(?:feet|toes)|shoes? hurts?|"
        r"(?:uzerime|ustume|ayagima|bana|belime|basima|koluma|kafama|parmagima|bilegime) (?:\w+ )?(?:kucuk|dar|kisa|"
        r"kisaydi|dardi|"
        r"kucuktu)\b|(?:kalibi?|kalip|kesimi|beli|belden|omuz\w*|gogus\w*|kollar\w*|kolu|boyu|paca\w*|ayak|taban\w*|numarasi|"
        r"bedeni|agi|kafasi|burnu) (?:cok |asiri |biraz |bayagi |fazla )?(?:dar|kucuk|kisa|siki)(?:di|ti|mis|ydi|tu|"
        r"misti)?\b|(?:cok|"
        r"asiri|bayagi|fazla|biraz) (?:dar|kucuk|kisa|siki)(?:di|tu|ydi|ti|mis|mus|misti)\b|(?:ayag|topug)\w* "
        r"vur(?:uyor|du|uyo)\w*|"
        r"vurdu ayag\w*|kapanm(?:adi|iyor|iyo)\w* (?:onu|fermuar\w*|dugme\w*|belim)|minicik\w*|minik (?:gel|cik)\w*|"
        r"cocuk (?:bedeni|"
        r"urunu) gibi|(?:zor|guc) (?:giydim|girdim|sigdim|girdi)|giyemedim|sigamadim|icine sig\w*|nefes alamiyor\w*|"
        r"parmag\w* "
        r"(?:gecm|girm|olm)\w*|basimdan gecm\w*|kalcam\w* gecm\w*|bacag\w* (?:gecm|sikti|sikiyo)\w*|yapisti ustume|"
        r"smaller than (?:expected|i thought|the size)|(?:too |so |very |a bit |really |way )(?:tight|small|short|"
        r"narrow|snug)|"
        r"(?:is|are|was|were|it'?s|they'?re) (?:tight|small on me|short on me|tiny)|squeez\w*|pinch\w*"
    ),
    "large": (
        r"\d{2} (?:cok |biraz )?(?:bol|buyuk)\b(?! beden)|(?:fazla|asiri) (?:bol|genis|uzun|buyuk)\b|"
        r"(?:uzerime|ustume|ayagima|bana|belime|basima|koluma|parmagima|bilegime) (?:\w+ )?(?:buyuk|bol|genis|"
        r"uzun)(?:tu|du|mus|ti)?\b"
        r"|(?:kalibi?|kalip|kesimi|beli|belden|omuz\w*|gogus\w*|kollar\w*|kolu|boyu|paca\w*|numarasi|bedeni) (?:cok |"
        r"asiri |biraz |"
        r"bayagi |fazla )?(?:buyuk|bol|genis|uzun)(?:tu|du|mus|ti)?\b|(?:cok|asiri|bayagi|fazla) (?:bol|genis|buyuk|"
        r"uzun)(?:du|tu|ti|mus)\b|"
        r"omuz\w* dus\w*(?: cok buyuk)?|icinde (?:kaybol|yuz)\w*|parmag\w*dan (?:dus|cik)\w*|ayag\w*dan (?:dus|"
        r"cik)\w*|bel\w*den dus\w*|"
        r"ustumden dus\w*|buyuk (?:numara|beden) (?:gelmis|geldi|oldu|olmus)\w*|yerleri? supur\w*|cadir gibi|"
        r"bigger than (?:expected|i thought)|(?:is|are|was|were|it'?s|they'?re|looks?) (?:\w+ )?(?:huge|enormous)|"
        r"oversized on me|(?:too |so |very |a bit |really |way )(?:big|large|loose|long|"
        r"wide|baggy)|(?:it'?s|they'?re|is|are) (?:big|loose|baggy|long) on me|(?:slips?|fall(?:s|ing)?) off (?:my|"
        r"me)|swim\w* in it"
    ),
    "color": (
        r"(?:koyu|acik|soluk|parlak) (?:kac|gel|cik|kal|dur|gorun)(?:ti|di|mis|iyor|iyo|du)\w*|(?:way |much )?too "
        r"(?:much )?(?:dark|light|bright|pale)|"
        rf"ren(?:k|gi) (?:cok |asiri |biraz |baya |fazla )?(?:koyu|acik|soluk|solgun|mat|canli degil|cirkin|kotu|"
        rf"donuk)\w*|reng\w* (?:\w+ )"
        rf"{{0,3}}(?:gibi degil|degil|farkli|baska|tutm\w*|uyusm\w*|yansit\w*|alakasiz)\w*|{_PHOTO} (?:\w+ "
        rf")?{_COLOR_WORD} (?:\w+ ){{1,3}}?"
        rf"(?:gelen |elime (?:gelen|ulasan) |ama |bu )?(?:\w+ )?{_COLOR_WORD}\w*(?: (?:geldi|cikti|gelmis))?|"
        rf"{_COLOR_WORD} (?:dur|gozuk|gorun|"
        rf"yazi|diyo)\w* (?:ama )?(?:\w+ )?{_COLOR_WORD}(?: (?:geldi|cikti|gelmis))?|renkler? (?:\w+ )?(?:farkli|"
        rf"uymadi|uyusmuyor|tutmadi|baska|"
        r"ayni degil)\w*|(?:soluk|koyu|acik) renk (?:geldi|cikti)|renk (?:cok )?(?:farkli|baska|alakasiz)\w*|color "
        r"(?:doesn'?t|does not|didn'?t) "
        r"match|colou?r (?:isn'?t|is not|wasn'?t|is nothing|is completely|is totally|is so|looks)\w*(?: \w+)?|(?:not|"
        r"isn'?t) the colou?r|shade is "
        r"(?:\w+ )?(?:off|different|wrong)|hate the colou?r"
    ),
    "quality": (
        r"bekle(?:digim|nti\w*) (?:gibi|kadar)? ?(?:degil|cikmadi|karsilam\w*|alti\w*)\w*|beklentim\w* (?:karsilam|"
        r"alt)\w*|(?:cok|asiri|fazla) (?:ince|"
        r"adi|basit|ucuz|kalitesiz|sert)(?:ydi|ymis|cik)?\b(?! mi)|incecik\w*|icini? goster\w*|ic goster\w*|"
        r"transparan\w*|tuy (?:dok|at|birak)\w*|tuyleni\w*|"
        r"boncuk boncuk|renk (?:ver|at|birak)(?:di|iyor|iyo|mis|ti)\w*|boya (?:ver|at|birak|cik)\w*|boyuyor\w*|"
        r"taban\w* (?:acil|ayril|cik|yarıl|yaril|"
        r"kop|dus)\w*|yapis\w* (?:acil|cik)\w*|koku\w* (?:\w+ )?(?:kalici degil|ucuyor|uctu|gecmiyor|cikmiyor|kotu|"
        r"berbat)|kalici degil\w*|"
        r"(?:sarj|pil|batarya)\w* (?:\w+ )?(?:cabuk|hemen|hizli|1 saat\w*|dayanm\w*|tutmuyo\w*|bit)\w*(?: bit\w*)?|"
        r"isinmiyo\w*|sogutm\w*|sallaniyo\w*|"
        r"gicirdi\w*|(?:kisa surede|hemen|iki gunde|bir gunde|bir haftada|bir ayda|\d+ (?:gun|hafta|ay)\w*) (?:\w+ "
        r")?(?:bozul|kiril|sokul|kop|yirtil|sol|"
        r"acil|patla|dagil|karar|paslan)\w*|bozuldu\w*|(?:bir|iki|uc|\d+) (?:kere|kez|defa|giyis|giyim|kullanim|"
        r"yikama)\w* (?:\w+ )?(?:sonra )?(?:\w+ )?"
        r"(?:sokul|yirtil|bozul|sol|cekti|cekmis|kop|acil|patla|tuylen|dagil|kiril|delin)\w*|delindi\w*|yirtildi\w*|"
        r"catladi\w*|paslandi\w*|taslar\w* "
        r"(?:dus|dokul)\w*|(?:teknoloji|performans|ses|goruntu)\w* (?:\w+ )?(?:kotu|berbat|dusuk|yetersiz|zayif)|"
        r"resimdekiyle? alakasi\w*|"
        r"(?:fotograf|resim|gorsel|site)\w* (?:gibi|alakasi|ilgisi|ile ayni|benzem)\w* (?:degil|yok|bile)?\w*|hayal "
        r"kirikligi\w*|islevsiz|"
        r"ise yaramiyo\w*|ise yaramadi|kullanissiz\w*|sakat\b|cop gibi|dandik\w*|taklit\w*|replika\w*|fos cikti|"
        r"not as (?:described|advertised|pictured|expected|shown)|nothing like the (?:pictures?|photos?)|(?:looks|"
        r"feels) (?:so |very |really )?"
        r"(?:cheap|fake|flimsy)|disappointed (?:with|in|by) the (?:quality|fabric|material)|falls? apart|worn out|"
        r"(?:too|so|very|really) (?:thin|"
        r"cheap|flimsy|see.?through)|see.?through|itchy fabric|stopped (?:working|charging)|broke (?:after|within|"
        r"in)|(?:colou?r )?(?:ran|bled|bleeds)\b|"
        r"battery (?:dies|drains|doesn)\w*|fell off|seams? (?:came|are|is|broke)\w*|counterfeit|replica|low quality|"
        r"bad quality"
    ),
    "other": (
        r"kasindir\w*|kasindim|(?:cild|yuz|ten)\w* (?:yak|kizar|kabar|tahris|kasin)\w*|kizarti yapti|sivilce yapti|"
        r"(?:iki|2) (?:tane|adet|kere|kez|defa) "
        r"(?:\w+ )?(?:almis|siparis|vermis|gelmis|gonder)\w*|yanlislikla (?:\w+ )?(?:almis|siparis|vermis|sec|ekle|"
        r"fazla)\w*|fazla(?:dan)? (?:\w+ )?"
        r"(?:almis|siparis|gel)\w*|ayni(?:si|sindan|ndan)\w* (?:\w+ )?(?:varmis|vardi|var\b|almis|hediye)\w*|"
        r"(?:telefon|araba|arac|cihaz|tablet|makine|model)"
        r"\w* (?:\w+ )?(?:uygun|uyumlu) degil\w*|uyumlu degil\w*|uymuyor\w*|olculer\w* (?:\w+ )?(?:masa|dolap|"
        r"pencere|yatak)\w*|ordered (?:two|it twice|double|"
        r"2|too many)(?: by mistake)?|accidentally (?:ordered|bought)|already (?:have|had|own|got) (?:one|it|the same)|"
        r"not compatible|allergic|irritat\w*"
    ),
    "size": (
        r"\d{1,2} (?:yas |beden |numara |no )?(?:\w+ )?olmadi\w*|"
        r"(?:belden|omuzdan|gogusten|kalcadan|ustume|uzerime|ustumde|uzerimde|vucuduma|tam) (?:tam )?(?:oturm|olm|"
        r"uym)(?:adi|uyor|uyo|iyor|amis)\w*|olcu\w* "
        r"(?:\w+ )?(?:tutm|yanlis|uym|farkli|hatali)\w*|beden\w* (?:\w+ )?(?:olmadi|uymadi|uygun degil|tutmadi|"
        r"yanlis|hatali)\w*|numara\w* (?:\w+ )?"
        r"(?:olmadi|uymadi|tutmadi)\w*|kalib\w* (?:\w+ )?(?:hatali|tuhaf|bozuk|garip)|olmadi (?:ustume|uzerime|bana|"
        r"ayagima|kizima|ogluma)|(?:sizes?|sizing) "
        r"(?:is|are|was|runs?) (?:off|wrong|not right|weird)|doesn'?t fit|does not fit|not fitting|isn'?t my size|"
        r"(?:the )?wrong size for me|fit is (?:off|wrong|bad)"
    ),
    "late": (
        r"(?:\d+|bir|iki|uc|dort|bes) (?:gun|hafta|ay) (?:sonra|gec|gecikmeyle) (?:\w+ )?(?:gel|ulas|teslim|elim)\w*|"
        r"gec (?:ulas|teslim|elim|gel|gonder|kargola)\w*|"
        r"cok gec(?:ikti|ti)?\b(?! saat)|gecik(?:tigi|tiginden|tiniz|mis|me|mesi)\w*|(?:dogum gunu|dugun|bayram|"
        r"tatil|yilbasi|mezuniyet|davet|nisan|kina|"
        r"sunnet|yolculu|sevgililer gunu|anneler gunu|babalar gunu|mac|konser|tore?n)\w* (?:\w+ )?(?:yetism|yetisem|"
        r"gecti|bitti|kacti|oldu bitti)\w*|"
        r"zamaninda (?:gelm|ulasm|yetism|teslim ed[ie]lm)\w*|vaktinde (?:gelm|ulasm)\w*|(?:took|taking) (?:too|so|"
        r"way too) long|never (?:came|arrived) on "
        r"time|(?:missed|after) (?:the |my |our |her |his )?(?:birthday|wedding|party|christmas|holiday|eid)|(?:not|"
        r"didn'?t|did not) (?:arrive|come) (?:on|in) time|"
        r"weeks? late|days? late"
    ),
    "changed_mind": (
        r"hoslanma(?:di|dim|dik)\w*|hoslanmamis\w*|(?:i |did )not like|caydim\b|cayma hakki\w*|"
        r"vazge(?:c|ç)\w*|fikrimi? degis\w*|bana (?:hic )?(?:gitmedi|yakismadi|uymadi tarz\w*)(?: model\w*)?|"
        r"(?:model|tarz|stil|durus|kesim|desen)\w* (?:\w+ )?"
        r"(?:begenm|sevm|hosuma gitm|yakism|uygun degil|tarzim degil)\w*|begenmedi\w*|begenilmedi\w*|sevmedi\w*|"
        r"hosu(?:ma|na) gitm\w*|ihtiya\w* (?:yok|kalm|bitti)\w*"
        r"( artik)?|daha (?:ucuz|uygun|iyi|guzel)\w* (?:\w+ )?(?:buldum|gordum|aldim|var)|baska (?:yer|site|magaza|"
        r"marka)\w* (?:\w+ )?(?:aldim|buldum|gordum)|"
        r"icime sinm\w*|pisman\w*|gerek (?:kalm|yokmus)\w*|gereksiz (?:al|oldu)\w*|kullanma(?:yaca|dim|m)\w*|"
        r"almaktan vazge\w*|istemiyor(?:um)? artik|"
        r"artik istem\w*|kararsiz kaldim|tarzim degil\w*|bana gore degil\w*|dusundugum gibi degil\w*|anlik (?:bir "
        r")?(?:karar|hevesle)\w*|changed (?:my|her|his|our) "
        r"mind|(?:don'?t|do not|doesn'?t|dont) (?:need|want|like) (?:it|them|this|that)?(?: any ?more)?|(?:found|got|"
        r"bought) (?:it |one |them )?(?:a )?(?:cheaper|better)"
        r"(?: \w+)?|(?:he|she|they|wife|husband|mom|mum|daughter|son) (?:didn'?t|did not|doesn'?t|hated|hates) "
        r"?(?:like)?|no longer (?:need|want)\w*|not my style|"
        r"doesn'?t suit me|impulse (?:buy|purchase)|second thoughts"
    ),
}  # fmt: skip


def _with_more(value: dict[str, str], pattern: str) -> str:
    return rf"(?:{pattern})|\b(?:{_MORE[value.get('direction', value['reason'])]})\b"


# In this order: a reason that names a fault of ours comes before a change of mind.
REASONS: tuple[tuple[dict[str, str], Pattern], ...] = tuple(
    (value, Pattern(_with_more(value, pattern)))
    for value, pattern in (
        (
            {"reason": "wrong_item"},
            r"\b(?:yanlis (?:urun|beden|renk|model|siparis|sey|paket|boy|kitap|parca|marka)\w*"
            rf"|(?:baska|farkli|bambaska|alakasiz) (?:bi(?:r)? )?(?:urun|renk|beden|model|sey|marka|numara|"
            rf"birsey)\w* (?:\w+ )?{_CAME}"
            rf"|(?:yanlis|baskasinin(?:ki)?|baskasina ait) (?:\w+ )?{_CAME}"
            r"|(?:ikisi|hepsi|ikisi|ucu|biri|digeri)\s(?:de |da )?(?:\w+ )(?:gonderil|gonder|gel)(?:mis|di)\w*"
            r"|(?:istedim|istemistim|siparis ettim|siparis verdim|soyledim|almistim|aldim|sectim|sipariş "
            r"ettim|sipars ettim)"
            r"(?:,|\s)\s?(?:ama |fakat |siz |bana )?(?:(?!\d{1,3} )\w+ ){1,3}(?:gelmis|geldi|gondermis\w*|"
            r"gonderdiniz|yollamis\w*|cikti|yolladiniz|gonderilmis)"
            r"|(?:yerine) (?:\w+ ){1,3}(?:gelmis|geldi|gondermis\w*|gonderdiniz|yollamis\w*|cikti|"
            r"yolladiniz|gonderilmis|atmis\w*)"
            r"|sent (?:me )?(?:the )?wrong|wrong (?:item|product|size|colou?r|order|one|model|shoes?|thing|parcel)"
            r"|(?:you )?sent (?:me )?an? (?:\w+ ){1,2}(?=.{0,20}\b(?:ordered|wanted|asked))|(?:not what|"
            r"different (?:item|one|product|from what)) i ordered"
            r"|instead of (?:the )?\w+ (?:i ordered|you sent)|received (?:a |the )?(?:wrong|different))\b",
        ),
        (
            {"reason": "damaged"},
            r"\b(?:(?:kirik|catlak|kirilmis|bozuk|ezik|patlak|delik|lekeli|yirtik|defolu|cizik|hasarli|"
            r"sokuk|akmis|dokulmus|paslanmis|kirli) (?:bi(?:r)? sekilde |halde |durumda )?"
            r"(?:gel|cik|ulas|elime|teslim|var|olarak)\w*"
            r"|kirilmis\w*|hasarli\w*|yirtik\w*|yirtilmis\w*|ezik\w*|ezilmis\w*|patlamis\w*|catlamis\w*|"
            r"catlak\w*|parcalanmis\w*|"
            r"dokulmus\w*|akmis\w*|cizik\w*|cizilmis\w*|lekeli\w*|lekeler? var\w*|kullanilmis\w*|"
            r"giyilmis\w*|tuzla buz\w*|paramparca\w*|un ufak\w*|"
            r"(?:kapag|cam|ekran|kulp|sap|fermuar|dugme|ayag|topug|kos)\w* (?:kirik\w*|kirilmis|kopmus|"
            r"kopuk|catla\w*|bozuk\w*|yok|eksik)|"
            r"calisma(?:z halde cikti|z|di|yor|yo)\w*|acilmiyor\w*( bile)?|acilmadi\w*|sarj olmuyor\w*|"
            r"damaged|broken|torn|cracked|smashed|shattered|scratched|stained|leaking|dented|ripped|dead "
            r"on arrival|doesn'?t (?:work|turn on)|not working|won'?t turn on|"
            r"faulty|defective|(?:a )?(?:hole|stain|crack|scratch) (?:in|on))\b",
        ),
        (
            {"reason": "size", "direction": "small"},
            r"\b(?:(?:cok |biraz |az |bana |ona |kizima |ogluma |bi tik |fazla |asiri ){0,2}(?:kucuk|kcuk|"
            r"kucc?uk|dar|kisa) (?:gel|gld|ol|kal|cik|geliyo)\w*"
            r"|siki(?:yor|yo|yoo|ti)\b\w*|sikti|sikiyor\w*(?: parmagimi)?|sigm(?:adi|iyor|adim|iyo|adik)\w*"
            r"|daracik|dapdar|kucucuk|"
            rf"{_BODY_PART} (?:\w+ )?(?:sik(?:iyor|ti|iyo)|gecmedi|gecmiyo\w*|kapanmadi|kapanmiyo\w*|girmedi"
            rf"|girmiyo\w*|dar\b|dar geldi|olmuyor|olmuyo|kisa\b)\w*|"
            r"(?:fermuar|dugme|onu|kapanma)\w* (?:kapanmadi|kapanmiyo\w*|iliklenm\w*)|icine giremedim|"
            r"giremedim|zor girdi\w*|"
            r"bir beden buyu[gk]\w*|bi beden buyu[gk]\w*|1 beden buyu[gk]\w*|"
            r"(?:is |was |are |were |way |bit |little )?too (?:small|tight|short|narrow)|runs? small|(?:a "
            r"bit |little |so |very )(?:tight|small|short)|"
            r"can'?t (?:zip|button|get it on)\w*|couldn'?t zip\w*|need a (?:bigger|larger) size|size up)\b"
            r"|(?<=\w )(?<!ne kadar )\bdar (?=mayo|pantolon|gomlek|elbise)"
            rf"|{_SIZE_ALONE}(?:kucuk|dar)(?:tu|mus|ti|mis|di)?{_NOT_WISHED}",
        ),
        (
            {"reason": "size", "direction": "large"},
            r"\b(?:(?:cok |biraz |az |bana |ona |kizima |ogluma |bi tik |fazla |asiri ){0,2}(?:buyuk|byuk|"
            r"buyk|bol|uzun|genis) (?:gel|gld|ol(?:du|uyo|mus)|kal|cik|geliyo)\w*"
            r"|ustum\w* (?:dokuluyo\w*|cuval\w*|duruyo\w*)|cuval gibi\w*|ayag\w* cikiyo\w*|icinde yuzuyo\w*"
            r"|yuzuyorum icinde|kocaman (?:geldi|oldu|cikti)|beli dusuyo\w*|ayagimdan cikiyo\w*|"
            r"bi(?:r)? beden kucu[gk]\w*|1 beden kucu[gk]\w*|dusuyor ustum\w*|bollu[gk]\w*|"
            r"(?:is |was |are |were |way |bit |little )?too (?:big|large|loose|long|wide|baggy)|runs? "
            r"(?:big|large)|(?:a bit |little |so |very )(?:loose|big|baggy|large)|"
            r"need a smaller size|falls? off (?:my|me)|size down)\b"
            rf"|{_SIZE_ALONE}(?:buyuk|bol)(?:tu|mus|du)?{_NOT_WISHED}",
        ),
        (
            {"reason": "color"},
            r"\b(?:reng\w* (?:\w+ ){0,2}(?:farkli|begenm\w*|degisik|baska|uymadi|tutmadi|tutmuyo\w*|ayni "
            r"degil|alakasi? yok|hic|soluk|koyu|acik|yakismadi|sevmedim|benzemiyo\w*|solgun|oyle degil)\w*"
            r"|(?:hic )?ayni renk degil|renk (?:farki|tonu|farkli|uyumsuz|tutm|ayni degil|olarak farkli|"
            r"alakasiz|fotograf)\w*(?: \w+)?|tonu (?:farkli|tutm|baska)\w*|"
            r"colou?r (?:is |was |looks? )?(?:\w+ )?(?:different|not|wrong|off|darker|lighter)\w*|"
            r"(?:different|not the) (?:same )?(?:colou?r|shade)|"
            r"(?:much )?(?:darker|lighter|paler) than|don'?t like the colou?r)\b",
        ),
        (
            {"reason": "quality"},
            r"\b(?:kalitesiz\w*|kalitesi\w* (?:\w+ )?(?:kotu|berbat|dusuk|sifir|yok|rezalet|begenm)\w*|"
            r"kalite (?:sifir|yok|kotu|berbat|dusuk)\w*|"
            r"(?:kumas|malzeme|iscilik|dikis|dokusu|astar)\w* (?:\w+ )?(?:kotu|berbat|ince\b|incecik|ipince"
            r"|kalitesiz|plastik|naylon|sert|ozensiz|sokul\w*|sokuk|patla\w*|ac[iı]l\w*|atti|tuylen\w*|"
            r"cekt\w*)|"
            r"(?:cok |bi(?:r)? )?(?:yikay?i?nca|yikamada|yikadim|ilk yikamada|giyince|yikama\w*|bir kere "
            r"giy\w*|ilk giyiste|ilk giyiş\w*) (?:\w+ ){0,3}(?:cek|sol|sokul|tuylen|boncuklan|buzul|bozul|"
            r"yirtil|rengi|ac|akt|boya)\w*|"
            r"sokuldu\w*|soktu\b|soldu\b|solmus|soluyo\w*|tuylen\w*|boncuklan\w*|cekti\b|cekmis\b|"
            r"(?:yikayinca )?kucul(?:du|mus)\w*|bozuld?u\w*(?: calismiyo\w*)?|karar(?:di|mis|iyo)\w*|"
            r"kaplamasi \w+|boyasi (?:ak|cik|atti|dokul|soyul)\w*|soyul\w*|dagildi\w*|koptu\w*|kopuyo\w*|"
            r"kirildi\w*|patladi\b|"
            r"defolu\w*|ucuz (?:duruyo|gorunu|mal)\w*|naylon gibi|plastik gibi|(?:kotu|agir|berbat) koku\w*"
            r"|kokuyo\w*|sahte\w*|cakma(?![kg])\w*|orijinal degil\w*|orjinal degil\w*|"
            r"(?:poor|bad|low|cheap|terrible|awful) (?:\w+ )?(?:quality|material|fabric)|quality is (?:\w+ "
            r")?(?:poor|bad|low|terrible|awful|cheap)|fell apart|falling apart|stopped working|broke "
            r"(?:after|in|on)|faded|fades|shrunk|shrank|"
            r"(?:is |looks? |feels? |so |too |very ){1,2}(?:cheap|thin|see.?through|flimsy)|came off|"
            r"peel\w*|fake|not original|smells?)\b",
        ),
        (
            {"reason": "other"},
            r"\b(?:alerji\w* (?:yap|ol)\w*|alerji yapti\w*|kasint\w* yapti\w*|alerjim var|"
            r"(?:telefon|araba|arac|cihaz|masa|yatag|yatak|laptop|ocag|makine|prizi?|mutfa|pencere|kapi|"
            r"dolab|salon|koltug|duvar)\w* (?:uyma|uyum|sigma|olma|uygun degil)\w*|"
            r"uyumlu degil\w*|uyumsuz\w*|(?:iki|2) (?:kere|defa|kez|tane) (?:siparis|almis|gelmis|verilmis|"
            r"geld)\w*|yanlislikla (?:iki|2)\w* .{0,12}|cift siparis\w*|mukerrer\w*|"
            r"hediye (?:gelmis|ayni|ikinci)\w*|aynisi(?:ndan)? (?:hediye|vardi|var|geldi)\w*|zaten (?:vardi"
            r"|varmis|almis)\w*|"
            r"allerg\w+|rash|(?:doesn'?t|does not|not|didn'?t|isn'?t) (?:fit|compatible)(?: with)? (?:my|"
            r"the|our) \w+|incompatible|ordered (?:it )?twice|bought (?:it )?twice|got two|duplicate)\b",
        ),
        (
            {"reason": "size"},
            r"\b(?:ust\w*e? (?:hic )?olmadi|bana (?:olmadi|olmuyo\w*)|(?:uzerime|uzerime de|ayagima|kizima|"
            r"ogluma|esime|anneme|babama|ona) (?:olmadi|olmuyo\w*|uymadi)|beden\w* (?:\w+ )?(?:uymadi|olmadi"
            r"|tutmadi|uymuyo\w*|tutmuyo\w*|yanlis sec\w*)|yanlis beden (?:aldim|sec\w*)|"
            r"(?:did|does|do)n'?t fit|not my size|doesnt fit|didnt fit|wrong size for)\b",
        ),
        (
            {"reason": "late"},
            r"\b(?:(?:o kadar |cok )?gec (?:geld|gelmis|gelince|geliyo|kaldiniz|kaldi\b|ulas|cikti|"
            r"teslim)\w*|gecikti\w*|gecikme\w*|yetism(?:edi|ez|iyo|eyecek|edigi)\w*|dugun(?:e|den sonra)\w* "
            r"(?:yetis|gel)\w*|"
            r"(?:dogum gunu|dugun|bayram|tatil|yilbasi|nisan|mezuniyet|davet)\w* (?:gecti|bitti|gecmisti|"
            r"geçti|sonra geldi|gecince)\w*|"
            r"(?:too|so|very) late|arrived (?:\w+ ){0,3}late|came (?:too )?late|late delivery|(?:arrived|"
            r"came) after (?:the |my |our )?\w+)\b",
        ),
        (
            {"reason": "changed_mind"},
            r"\b(?:vazgec\w*|vazgectik|begenm(?:edi|iyo|ed)\w*(?:m)?|fikrim\w* degis\w*|"
            r"istemiyorum artik|artik istem\w*|ihtiyac\w* kalmadi|(?:gerek|luzum) kalmadi|yakismadi\w*|"
            r"yakistiramadim|durmadi ustumde|durusunu (?:sevm|begenm)\w*|"
            r"(?:baska|daha ucuz|daha iyi)\w* (?:yerde|yerden|buldum|aldim)\w*|pisman oldum|icime sinmedi|"
            r"hosuma gitmedi|ic(?:i)?me sinmedi|kararimi degis\w*|kullanmayacagim|kullanmicam|sevm(?:edim|"
            r"edi)|aldigima pismanim|"
            r"changed? my mind|don'?t (?:like|want|need) (?:it|them|this)(?: any ?more)?|didn'?t like|no "
            r"longer (?:want|need)|not for me|regret)\b",
        ),
    )
)  # fmt: skip
