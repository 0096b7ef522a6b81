"""Words of good and bad mood: beginnings of folded words, so that Turkish endings need no list of their own."""

from __future__ import annotations

# Thanks are often only manners: they count for less in a question or a request.
THANKS = {
    "tesekkur": 0.9, "tesekur": 0.9, "tsk": 0.7, "tskkr": 0.8, "tskler": 0.8, "sagol": 0.9, "sagolun": 0.9,
    "saol": 0.8,
    "eyvallah": 0.6, "thank": 0.9, "thanks": 0.9, "thx": 0.7, "minnettar": 1.4, "mutesekkir": 1.3,
    "mersi": 0.8, "eyw": 0.6, "eyv": 0.6, "tskrler": 0.8, "tesekkr": 0.9, "sagolasi": 1.0, "saolasin": 0.9,
    "cheers": 0.7, "naziksiniz": 1.2, "incesiniz": 1.2, "cansiniz": 1.3, "supersiniz": 1.5,
    "harikasiniz": 1.6, "duaciniz": 1.2, "hafifledim": 1.0, "rabbim": 0.5,  "appreciate": 1.0,
    "grateful": 1.3,
    "🙏": 0.8,
}  # fmt: skip
GOOD = {
    "super": 1.4, "harika": 1.6, "mukemmel": 1.6, "muhtesem": 1.6, "sahane": 1.5, "efsane": 1.5,
    "enfes": 1.5, "bayildi": 1.5,
    "bayildim": 1.5, "bayiliyo": 1.3, "begendi": 1.2, "begendim": 1.3, "begendik": 1.3, "memnun": 1.2,
    "guzel": 1.0, "tatli": 0.7,
    "mutlu": 1.2, "basarili": 1.0, "kaliteli": 1.0, "ozenli": 1.1, "titiz": 1.0, "nazik": 1.1,
    "kibar": 1.0, "guleryuz": 1.2,
    "ilgili": 0.5, "ilgilendiniz": 0.9, "sayenizde": 1.2, "sayende": 1.1, "bravo": 1.3, "helal": 1.1,
    "aferin": 0.9, "tebrik": 1.3, "ellerinize": 1.3,
    "elinize": 1.3, "eline": 0.5, "ellerine": 0.9, "emeginize": 1.3, "yakisti": 1.0, "nefis": 1.3,
    "optum": 1.1, "opuyorum": 1.1,
    "kusursuz": 1.5, "sorunsuz": 1.0, "acisiz": 0.9, "agrisiz": 0.8, "rahatladim": 1.2, "sevindim": 1.2,
    "sevdim": 1.1, "seviyorum": 1.2,
    "razi": 1.2, "guvenilir": 1.1, "profesyonel": 0.7, "candan": 1.0, "samimi": 0.8, "sasirdim": 0.3,
    "kavustuk": 0.8, "bereket": 0.8,
    "great": 1.3, "perfect": 1.5, "perfectly": 1.4, "love": 1.3, "loved": 1.4, "lovely": 1.3,
    "amazing": 1.6, "awesome": 1.5, "excellent": 1.5,
    "happy": 1.2, "nice": 0.9, "good": 0.8, "wonderful": 1.5, "fantastic": 1.5, "brilliant": 1.4,
    "best": 1.1, "beautiful": 1.2, "gorgeous": 1.3,
    "friendly": 1.1, "gentle": 0.8, "painless": 1.0, "delighted": 1.4, "pleased": 1.2, "impressed": 1.3,
    "recommend": 0.7, "wow": 0.8, "kind": 0.5,
    "thrilled": 1.5, "satisfied": 1.1, "helpful": 1.0, "glad": 1.0, "flawless": 1.4, "superb": 1.5,
    "hooray": 1.0, "yay": 1.0,
    "👍": 0.6, "❤": 1.2, "😍": 1.3, "😊": 0.8, "🥰": 1.2, "💕": 1.1, "👏": 1.1, "💐": 1.0, "🎉": 1.0, "🌸": 0.6,
    "😘": 1.0, "💯": 1.1, "🤩": 1.3, "☺": 0.6,
}  # fmt: skip
BAD = {
    "rezalet": 2.2, "rezil": 2.2, "berbat": 2.0, "igrenc": 2.0, "sikayet": 1.3, "magdur": 1.6,
    "dolandir": 2.2, "kandirdi": 1.7, "kandiril": 1.7, "yalan": 1.4,
    "pisman": 1.5, "kotu": 1.3, "sacma": 1.3, "ayip": 1.4, "ayipt": 1.4, "yazik": 1.2, "yaziklar": 1.6,
    "saygisiz": 1.8, "terbiyesiz": 2.0, "ilgisiz": 1.5,
    "umursa": 1.3, "umursam": 1.3, "bozuk": 0.9, "bozul": 0.8, "kirik": 0.8, "hasarli": 0.9, "defolu": 1.0,
    "biktim": 1.7, "bikti": 1.6, "biktik": 1.6, "usandi": 1.6,
    "bezdi": 1.5, "sinir": 1.2, "cildir": 1.5, "delir": 1.3, "kepaze": 2.0, "skandal": 2.0,
    "sorumsuz": 1.8, "ozensiz": 1.4, "sahte": 1.2,
    "cirkin": 1.1, "uzgun": 0.8, "uzuldum": 1.0, "uzucu": 1.1, "utan": 1.4, "lanet": 1.8, "mahvet": 1.8,
    "mahvol": 1.7, "vicdansiz": 1.9, "ahlaksiz": 2.0, "sahtekar": 2.1,
    "hirsiz": 2.0, "soygun": 1.9, "vurdumduymaz": 1.7, "laubali": 1.5, "cok kaba": 1.2, "azarla": 1.4,
    "tersle": 1.4, "bagir": 1.2, "oyala": 1.4, "bekletil": 1.4,
    "beklettiniz": 1.4, "bekletti": 1.2, "mutsuz": 1.4, "memnuniyetsiz": 1.5, "guvensiz": 1.3,
    "kalitesiz": 1.4, "yamuk": 1.0, "egri": 0.8, "catlak": 0.6, "tovbe": 1.4,
    "pes": 1.1, "yuh": 1.6, "oha": 1.0, "ciddiyetsiz": 1.6, "amator": 1.3, "beceriksiz": 1.7, "facia": 1.8,
    "felaket": 1.7, "eziyet": 1.5, "cile": 1.0, "iskence": 1.4,
    "savmis": 1.2, "bastan savma": 1.4, "dalga": 0.7, "cakma": 1.2, "kizgin": 1.4, "ofke": 1.4,
    "kufur": 1.2, "haksizlik": 1.3, "gecik": 0.7, "ertelen": 0.7, "hala": 0.3, "hala yok": 0.8,
    "rezillik": 2.0, "yuzsuz": 1.7, "haram": 1.4, "muamele": 0.9, "alay": 1.2, "suratim": 0.8,
    "yakismad": 0.8, "soguttu": 1.2, "sogudu": 1.1, "pismanim": 1.5, "zikkim": 1.4, "allahtan kork": 1.4,
    "isyan": 1.3, "azar": 1.0, "unuttunuz": 0.8, "savsakl": 1.4, "ihmal": 1.2, "kusur": 0.5, "tuccar": 1.0,
    "keriz": 1.5, "enayi": 1.5, "humiliat": 1.6, "unacceptabl": 1.9, "mistreat": 1.6, "humiliating": 1.7,
    "laughed": 1.0, "wobbly": 0.6, "mistake": 0.8, "mistakes": 0.9, "kusuyorum": 1.2, "yirtil": 0.7,
    "sokul": 0.7, "sokuldu": 0.8, "soktu": 0.7, "soldu": 0.6, "cop": 1.1, "kokuyo": 0.8, "mikrop": 1.0,
    "pis": 0.9, "kirli": 0.8, "hijyen": 0.4, "ukala": 1.5,
    "terrible": 2.0, "awful": 2.0, "worst": 2.1, "scam": 2.2, "scammer": 2.2, "fraud": 2.2, "disgust": 2.0,
    "unacceptable": 1.9, "ridiculous": 1.7, "angry": 1.5,
    "disappoint": 1.5, "disappointed": 1.5, "disappointing": 1.5, "complain": 1.3, "useless": 1.6,
    "horrible": 2.0, "rude": 1.6, "pathetic": 1.8, "unprofessional": 1.7, "broken": 0.8, "damaged": 0.8,
    "bad": 1.1, "liar": 1.8,
    "lied": 1.5, "ashamed": 1.6, "shame": 1.4, "poor": 1.0, "ruined": 1.6, "joke": 1.1, "nightmare": 1.8,
    "incompetent": 1.7, "ignored": 1.3, "ignoring": 1.3, "careless": 1.4,
    "upset": 1.2, "furious": 1.9, "annoyed": 1.3, "annoying": 1.3, "fed up": 1.6, "regret": 1.4,
    "waste": 1.3, "stolen": 1.2, "cheated": 1.7, "overcharged": 1.2, "lost": 0.5, "sloppy": 1.3,
    "crap": 1.6, "garbage": 1.5,
    "trash": 1.3, "rubbish": 1.4, "hate": 1.6, "dirty": 1.0, "worse": 1.2, "sad": 0.8, "unhappy": 1.4,
    "crooked": 0.8, "smells": 0.8, "unhelpful": 1.4, "wtf": 1.5, "shocking": 1.4, "appalling": 1.9,
    "😡": 1.8, "🤬": 2.2, "😤": 1.4, "😠": 1.5, "👎": 1.2, "😭": 0.7, "😢": 0.8, "🙄": 1.2, "😒": 1.1, "💩": 1.5,
    "🤦": 1.1, "🤮": 1.8, "😞": 1.0, "😔": 0.9, "🖕": 2.2, "💔": 1.0,
}  # fmt: skip

# Phrases, as expressions, with what they are worth; read besides the single words.
GOOD_PHRASES = {
    r"\bon numara(?:$|[!.,]|siniz|ydi| (?:bes|5|hizmet|doktor|ekip|ilgi|klinik|urun|is\b|insan))|\b(?:bes|"
    r"5) yildiz|\bhak ettiniz|\bhak ediyorsunuz|\bten out of ten|\b10/10|\bfive stars?\b": 1.3,
    r"\btam (?:istedig|bekledig|hayal|dusundug|oturdu|oldu\b)\w*|\bcuk (?:diye )?oturdu|\bbekledig\w*(?:den"
    r"|mden) (?:\w+ )?(?:iyi|guzel|hizli|erken|kaliteli)|\bfotograf\w*(?:tan|ten|takinden|dakinden) (?:bile "
    r"|daha )?(?:\w+ )?(?:iyi|guzel)": 1.4,
    r"\biyi ki\b(?! siz degil)|\bhic (?:aci|agri|sizi)\w*(?:madi|medi| yok| olmadi| hissetme\w*)|\b(?:agri|"
    r"aci)\w* (?:hic )?(?:yok|kalmadi|gecti|hissetmedim)": 1.0,
    r"\bbu kadar (?:guzel|iyi|yumusak|hizli|kaliteli|ilgili|ince)\b|\bince dusun\w*|"
    r"\bbekled?i?mi?yordum\b.{0,30}saglik": 1.1,
    r"\b(?:el|emeg|agz|dil|kol)\w* (?:\w+ )?saglik|\b(?:allah|rabbim) (?:\w+ )?razi|\bvar ol(?:un|asin)|"
    r"\bhakkinizi helal|\bcanimsin\w*|\bkralsin\w*|\badamsin\w*|\bhelal olsun|\bdua\w* (?:ed|al)\w*|"
    r"\bboyle(?:si|sine) (?:kalmadi|gormedim|ilgi)|\bgozum kapali (?:oneri|tavsiye)\w*": 1.3,
    r"\btavsiye ederim|\bherkese (?:oner|tavsiye)\w*|\btekrar (?:alirim|alacag|siparis ver|gelirim|"
    r"gelecegim|alicam)\w*|\bartik (?:hep )?(?:sizden|hep)\b": 1.0,
    r"\b(?:cok|gayet|bayagi|oldukca) (?:iyi|guzel|hizli|rahat|temiz|ilgili|sik|hos|duzgun|yumusak|kaliteli|"
    r"memnun|mutlu)\w*": 0.8,
    r"\bhizli(?:ydi| geldi| gonder\w*| kargo\w*| cevap\w*| donus\w*)|\bcabucak geldi|\byuzum guldu|\bgulduk"
    r"|\bgozlerim doldu|\bmutluluk|\bkotu (?:diyemem|degil)|\bkorkmuyo\w*|\bkorkum (?:gecti|kalmadi)|"
    r"\bgulebiliyorum|\bguven veri\w*|\bguler yuz\w*": 1.1,
    r"\bwell done|\bmade my day|\bso (?:fast|quick|soft|pretty|kind|happy|good|comfortable)|\bthat was fast"
    r"|\bthank you so much|\bexactly (?:as|what|like)|\bbetter than (?:i|expected|the p)|\bover the moon|"
    r"\bdid not expect such|\bno pain|\bdidn'?t hurt|\bwill (?:order|buy|come) again|\bhighly|\bworth every|"
    r"\bfits? (?:perfectly|great|like a glove)|\bspot on|\bcan'?t stop smiling|\btop notch|\bgod bless|"
    r"\bkeep it up|\bkeep up the": 1.4,
}  # fmt: skip
BAD_PHRASES = {
    r"\bhayal kirik\w*|\ballah (?:belan|askina|allah)\w*|\bne bicim|\bbu ne (?:bicim|demek|rezil|sorumsuz|"
    r"hal)|\bboyle (?:\w+ ){1,2}(?:mi olur|olmaz|olur mu)|\bolacak (?:is|sey) degil|\bpes (?:yani|artik|"
    r"dogrusu)|\byok artik|\byazik(?:lar)? olsun|\byeter (?:artik|be|ya)|\bbir daha (?:asla|mi|almam|gelmem)"
    r"|\bbi(?:r)? daha (?:mi|asla|sizden|gelmem|almam|adimimi)\w*": 1.7,
    r"\b(?:kimse|hic kimse) (?:\w+ ){0,2}(?:ilgilenm|bakm|aram|donm|cevap verm|acm|umursa|yok)\w*|"
    r"\b(?:cevap|donus|ses|haber|donen|arayan|ilgilenen|bakan|muhatap|geri donus)(?: soran| ses| eden| "
    r"veren)? (?:yok|alamadim|alamiyorum|vermiyo\w*|gelmedi|bulamiyorum|vermediniz|yapmadiniz|olmadi)|"
    r"\bmuhatap bulam\w*|\b(?:telefon\w*|mesaj\w*) (?:acmiyo\w*|acan yok|bakmiyo\w*|cevap ver(?:mi|me)\w*)|"
    r"\ben ufak ilgi|\bilgi(?:lenen)? (?:yok|sifir|alaka)|\bilgilenmiyo\w*|\bilgilenmedi\w*|\bcevap "
    r"verm(?:iyo|edi|eyi)\w*|\bdonmuyo\w*|\bdonmediniz": 1.1,
    r"\bpara(?:mi|m|miz|mizi)\w* (?:\w+ )?(?:geri|iade|verin|alamadim|yedi\w*|cope|sokaga|bosa|gitti)\b|"
    r"\bparam(?:a)? yazik|\bbosuna (?:para|geld|bekle)|\bbosa (?:gitti|para)|\bbeyhude|\bbedavaya mi|"
    r"\bbedavaya yap": 0.9,
    r"\b(?:alakasi|ilgisi|benzerligi) yok|\bhic (?:de )?(?:\w+ )?(?:benzem|begenm|memnun|guzel degil|iyi "
    r"degil|olm|hos)\w*|\bmemnun (?:kalm|degil|olm)\w*|\biyi degil\w*|\bguzel degil\w*|\b(?:is|hal|"
    r"durum)\w* (?:cigrindan|sarpa)|\b(?:hic|bir) (?:bi )?(?:ozur|tesekkur)\w* (?:bile )?(?:dilem|yok)\w*|"
    r"\bozur bile|\bguven\w* (?:kalmadi|bitti|sarsildi|yok)|\bnefret\w*|\bsoguttu\w*|\bcop(?: cikti| gibi|e "
    r"gitti|e attim|luk)\w*": 1.5,
    r"\b(?:\d{1,3}|bir|iki|uc|dort|bes|kac|alti|on) ?(?:gun|hafta|ay|saat)(?:dur|dir|tir|lardir|tur|den "
    r"beri|dan beri|di)\b|\b(?:gun|hafta|ay|saat)(?:ler|lar)dir\b|\b(?:ay|hafta|gun)lar oldu|\bkac(?:inci)? "
    r"(?:kere|kez|defa|kacinci)|\byine (?:mi |ayni |gec|ertele|yanlis)\w*|\bhala (?:\w+ ){0,3}(?:yok|gelmedi"
    r"|bekl\w*|ayni|arayan|cevap|hazirlan\w*|kargola\w*|agri\w*|sis\w*|yamuk)|\bbekletildi\w*|\bsaat "
    r"bekle\w*|\bsaatlerce\b|\bkac gundur|\bhala agri\w*": 0.8,
    r"\bdedi(?:niz|niz ama|gi gibi degil)\b.{0,20}\bama\b|\bsoz ver\w* (?:\w+ )?(?:tutm|ama)\w*|"
    r"\bsoylerken baska|\biki yuzlu|\bbastan sav\w*|\bkulak as\w*ma\w*|\bgaranti disi|\b(?:bir|1) (?:kere|"
    r"gun|hafta|kez) (?:\w+ ){0,2}(?:bozul|sokul|yirtil|kir|patla|sol|cek)\w*|\b(?:ilk|aldigim) (?:giyis\w*|"
    r"gun\w*|yikama\w*|kullanim\w*) (?:\w+ )?(?:bozul|sokul|yirtil|kir|patla|sol|cek|sok)\w*|\bdikis\w* "
    r"(?:\w+ )?(?:sok|atti|patla)\w*|\byanik izi|\biz kaldi|\bkapora\w* yak\w*|\byol(?: |cu )yanlis|\bmali "
    r"satmak|\bkazik\w*": 1.0,
    r"\bsize de (?:boyle|ayni)|\bbu mu\b(?: yani)?|\bbu kumas mi|\bkalite bu mu|\b(?:pamuk|deri|orijinal|"
    r"kaliteli) mi (?:simdi|bu|allah|yani|diyo)\w*|\bbu fiyata (?:bu|boyle) (?:cop|mal|sey)|\bseviyesizlik|"
    r"\bkul hakki|\bhakkimi helal etm\w*|\bara(?:yan|mi)? soran yok|\bdalga (?:mi )?gec\w*|\badam yerine|"
    r"\bdegmezsiniz|\bdegmez\b|\bnumara ceviri\w*|\banlicaz|\btuh|\b(?:of+ ya|off+ ya|of be|ufff?)\b|"
    r"\byetti\b|\bbu nasil (?:is|hizmet|firma|klinik)|\bne zaman (?:gelecek|donecek)siniz artik|\bcanim(?:a|"
    r"iza) yetti|\biciniz acimi\w*|\btek kelimeyle": 1.2,
    r"\b(?:sizin )?yuzunuzden|\bguya\b|\byuzume (?:kapat|bagir|bak)\w*|\bsuratima\b|\bbu nasil\b(?! (?:yap|"
    r"ol|kul))|\bne bicim|\bparayi alana kadar|\bsozde\b|\b(?:ilgi\w*|ciddiyet|saygi|kalite|hizmet|temizlik|"
    r"hijyen)\w* (?:sifir|yok|bu mu)|\b(?:sifir|ne) (?:ilgi|saygi|ciddiyet|hijyen)\b|\b(?:telefon\w*|"
    r"mesaj\w*) (?:\w+ )?(?:bakan|acan|donen|cikan) (?:yok|olmaz|olmadi)|\bhic mi\b|\bgibi oldum\b|"
    r"\bmusteri\w* boyle|\bboyle mi davran\w*|\bhaberiniz olsun\b|\bdedi(?:niz|ler)\b.{1,40}\b(?:kaldi|cikti"
    r"|surdu|olmadi|degil|okunuyo\w*|yok|gelmedi|duruyo\w*)|\bbaska agzim\w*|\bkacinci\b|\bizinsiz\b|\blaf "
    r"(?:atti|soktu|sokt)\w*|\bunuttunuz|\bunutmussunuz|\bhallet(?:meyi|emedi)\w*|\b(?:iki|uc|2|3|4|5) "
    r"(?:kere|kez|defa) (?:ayni|yanlis|aradim|yazdim|erteled)\w*": 1.0,
    r"\bhung up\b|\bwaited (?:for )?(?:\w+ )?(?:hours?|minutes|days|weeks|months)|\blooked? the same|\bnot "
    r"professional|\bi expected|\bpaid for\b.{0,50}\b(?:not|never|same|nothing)|\bno ?(?:body|one) (?:takes|"
    r"took|even|cares?|told|came|was)|\bsince (?:monday|tuesday|last|two|three)\b.{0,30}\b(?:no|nothing)|"
    r"\bwithout asking|\bwaiting for \w+ (?:weeks|days|months)|\b(?:two|three|four|\d) (?:weeks|months|"
    r"days) (?:and|of|now)\b|\bfeels like a con|\bwrong (?:again|twice)|\bshame on|\byour staff (?:was|were|"
    r"is|treat|laugh|shout|hung)": 1.1,
    r"\bnever again|\bno (?:answer|reply|response|one (?:answer|call|care|help|repl)\w*)|\bnobody (?:\w+ "
    r"){0,2}(?:call|answer|repl|care|help|listen)\w*|\b(?:still|yet) (?:\w+ )?(?:no|not|waiting|nothing)\b|"
    r"\blooks? nothing like|\bnothing like|\bwaste of|\brip.?off|\bmoney back|\bfell (?:off|apart)|\bhow "
    r"(?:dare|is this|many times|long)\b.{0,30}!|\bwhat a (?:joke|mess|shame)|\b(?:is this|are you) (?:a "
    r"joke|kidding|serious)|\bsick of|\btired of (?:wait|this|your)\w*|\bfed up|\byou people|\bnot (?:happy|"
    r"satisfied|good|acceptable|impressed|pleased|ok(?:ay)?\b|what i)|\bdo(?:es)?n'?t care|\bstay away|"
    r"\bavoid (?:this|them)|\bdo not (?:buy|trust)|\bmarch in, march out|\bfor weeks\b|:\(|\bmy \w+ (?:was|"
    r"is) terrible|\btreats? people|\bno apolog\w*|\bmessed up|\bscrewed": 1.4,
}  # fmt: skip
