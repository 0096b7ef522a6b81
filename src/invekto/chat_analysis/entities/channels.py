"""Where a customer says they come from: an application, a person, the street."""

from __future__ import annotations

from invekto.chat_analysis.entities.beginnings import Beginnings
from invekto.chat_analysis.entities.claims import Claims
from invekto.chat_analysis.entities.patterns import Pattern
from invekto.chat_analysis.normalise import Folded

_CAME_BY = (
    r"(?:\b(?:gor(?:dum|duk|up|mustum|unce|mus|erek)|bul(?:dum|duk|up|mustum)|ulas\w*|yaz(?:iyorum|an|dim|"
    r"mistim|iyom)|geliyorum|gel(?:dim|dik|en|mistim)|"
    r"takip (?:ed|et)\w*|tak[iı]p\w*|reklam\w*|tavsiye\w*|oner\w*|yonlendir\w*|referans\w*|sayfa\w*|"
    r"video\w*|memnun\w*|kesfet\w*|story\w*|hikaye\w*|post\w*|paylas\w*|"
    r"karsim\w*|dusunce|dustunuz|dustu\b|kaydir\w*|dinled\w*|convinc\w*|brought|across|link\w*|reklami\w*|ilan\w*|"
    r"vardiniz|cikt\w*|ciktiniz|rastla\w*|denk gel\w*|izle\w*|oku(?:dum|duk|yup)|duy(?:dum|duk|mus\w*)|"
    r"arat\w*|ara(?:dim|yinca|rken)|tanid\w*|gec(?:erken|iyordum)|tabela\w*|kampanya\w*|inceled\w*|yorum\w*"
    r"|"
    r"saw|seen|found|find|follow\w*|ad\b|ads\b|advert\w*|recommend\w*|from|past|by|heard|came|brought|"
    r"searched|came up|watched|post|reel|page)\b)"
)
_KIN = (
    r"(?:arkadas|arkdas|arkadaş|kuzen|abla|abi|abim|komsu|teyze|anne|baba|kardes|es|tanidi[kg]|hasta|yenge|"
    r"dayi|hala|amca|gorumce|elti|kanka|dost|"
    r"yegen|patron|mudur|ogretmen|is yeri|doktor|dis hekim|baldiz|kayinvalide|eltim|bir tanidik|musteri)"
)
_CHANNELS: tuple[tuple[str, Pattern, bool], ...] = tuple(
    (channel, Pattern(pattern), sure)
    for channel, pattern, sure in (
        (
            "referral",
            rf"\b{_KIN}\w*(?:(?:dan|den|tan|ten)) (?:duy|ogren|isit|geliyor|geldim|buldum)\w*"
            rf"|\b{_KIN}\w* (?:\w+ ){{0,2}}(?:size|sizde|sizden|sizin|burda|burdan|burada|buradan|klinig\w*) (?:\w+ "
            rf"){{0,3}}"
            r"(?:yaptir\w*|yaptı\w*|gel(?:mis|di|iyor)\w*|almis\w*|aldi\w*|tedavi\w*|ameliyat\w*|memnun\w*|hasta\w*|"
            r"musteri\w*|alisveris\w*|ol(?:mus|du)\w*|ovdu\w*|bahset\w*|dedi\w*|soyle\w*)"
            rf"|\b{_KIN}\w* (?:\w+ )?(?:cevre|vasita|araci|sayesinde|uzerinden|grubu)\w*|\bvasitasiyla\b|\baraciligi\w*"
            rf"|\b(?:{_KIN}|herkes|cevrem)\w* (?:\w+ ){{0,2}}(?:sizi|burayi) (?:\w+ )?(?:ov|soyle|oner|tavsiye|"
            rf"methed|anlat|bahset)\w*"
            r"|\bcevremde (?:\w+ )?(?:duy|oner|ov)\w*|\bkulaktan kulaga\b|\bnamini[zi]\w* duy\w*|\breferansla\b"
            r"|\b(?:friend|sister|brother|colleague|cousin|wife|husband|mother|mom|mum|neighbou?r|aunt|uncle|coworker|boss|"
            r"daughter|son|roommate|flatmate)s?(?: of mine)? (?:has |have |had |got |did |also |was |is |came |went |"
            r"bought )"
            r"(?:\w+ ){0,5}(?:with you|to you|from you|at your|your (?:clinic|shop|store|patient|customer)|by you|here)"
            r"|\b(?:heard|know|learned|found out) (?:about |of )?(?:you|your \w+|it) (?:\w+ )?(?:from|through|via) "
            r"(?:a |my |an )?(?:old )?"
            r"(?:friend|sister|brother|colleague|cousin|wife|husband|mother|mom|neighbou?r|aunt|uncle|coworker|boss)\w*"
            r"|\bthrough (?:a|my) (?:friend|colleague|cousin|relative)\w*"
            rf"|\b{_KIN}\w*(?: (?!yaz|sor)\w+){{0,4}} (?:tavsiye|tavsye|oner(?:d|m|i[sl]|ip|ince)|"
            rf"yonlendir(?:d|m|il)|methet|ovdu|overek|ove ove|bahset|soyledi(?!m)|anlatti(?!m)|gonderdi|"
            rf"yolladi|verdi numara|numaranizi|memnun|referans)\w*"
            r"|\btavsiye(?:yle| ile|si|siyle|sinden| uzerine| etti\w*| ettiler| edildi\w*| edilmis\w*| "
            r"edince)\w*|\b(?:sizi )?(?:oner(?:di|diler|misti|ildi|isi)|yonlendirdi(?:ler)?|"
            r"yonlendirildim)\b"
            r"|\breferans(?:i|iyla|ile|li)\w*|(?<=\w )\b(?:hanim|bey|abla|abi|hoca)\w* (?:yonlendir|tavsiye|"
            r"oner|gonderdi|methet|bahset|selam)\w*"
            r"|\b(?:friend|sister|brother|colleague|cousin|wife|husband|mother|mom|neighbou?r|aunt|uncle|"
            r"coworker|boss|dentist|mate)(?:s|'s| of mine)? (?:\w+ )?(?:recommend|told|suggest|sent|refer|"
            r"mention|gave me)\w*"
            r"|\brecommended (?:by|you|to me)|\b(?:was |been )?referred (?:by|to)|\bword of mouth",
            True,
        ),
        (
            "instagram",
            r"\b(?:i?nstag(?:ram|rm|ram)\w*|instgram\w*|insta(?:dan|da|daki|nizdan|nizda|niz|"
            r"gr\w*|yi|ya)?|ig(?:den|de| (?:ad|page|post|reel|rekl\w*|hesab\w*))?)\b", False),
        (
            "instagram",
            r"\b(?:reels?(?:te|ten|de|den|iniz\w*|larda|s)?|kesfet(?:te|ten|im\w*|ime|e)?|stor(?:y|i)(?:den|de|niz\w*|si\w*|ler\w*)?|"
            r"hikayeniz\w*|hikayede|hikayeden|influencer\w*|fenomen\w*)\b", False),
        (
            "facebook",
            r"\b(?:face ?book\w*|facebok\w*|feysbuk\w*|feys(?:ten|te|den)?|face(?:den|te|ten|de)|face (?=rekl|grup|"
            r"sayfa|ilan)|"
            r"fb(?:den|de)?)\b", False),
        ("tiktok", r"\b(?:tik ?to[kc]\w*|tiktak\w*)\b", False),
        ("youtube", r"\b(?:you ?tu(?:be|b|p)\w*|yutu[bp]\w*|yutub\w*|yt(?:den|de)?)\b", False),
        (
            "google",
            r"\b(?:google\w*|gogle\w*|googl\w*|gugil\w*|gugul\w*|harita(?:lar\w*|da\w*)|arama motoru\w*|arama(?: "
            r"yap\w*| sonuc\w*)(?= (?:\w+ ){0,3}(?:ilk|cik|siz))|gugil\w*|maps(?:te|"
            r"ten|de)?)\b", False),
        (
            "other",
            r"\b(?:(?:gazete|dergi|radyo|televizyon|tv|metro|otobus|durak|apartman|belediye|brosur)\w* (?:ilan|"
            r"reklam|afis|pano)\w*|"
            r"(?:televizyon|tv|radyo|gazete|dergi)\w* (?:\w+ ){0,3}(?:gor|izle|cik|dinle|oku|duy)\w*|fuar\w* (?:\w+ "
            r")?(?:gor|tanis|stand|aldi)\w*|"
            r"(?:eksi ?sozluk|sozluk|twitter|linkedin|pinterest|trendyol|hepsiburada|n11|amazon|ciceksepeti|"
            r"sahibinden|letgo|dolap|gardrops|armut|"
            r"doktortakvimi|doktorsitesi|donedurm|whatclinic|realself|sikayetvar|telegram|forum|blog|podcast|discord|"
            r"snapchat|snap|threads|reddit|kadinlar kulubu|"
            r"whatsapp|wp|wapp|internet|web|nette?|linktree)\w*(?: grubu\w*| grub\w*| uzerinden| sayfa\w*)? ?(?:\w+ "
            r"){0,2}(?:gor(?:dum|duk|up|unce)|bul(?:dum|duk|up)|ulas(?:tim|tik|iyor)|duy(?:dum|duk)|"
            r"oku(?:dum|duk)|paylas(?:ti|mis|il)|rastla(?:dim|dik)|cik(?:ti|tiniz)|onerdiler)\w*|el ilan\w*|"
            r"brosur\w*|kartvizit\w* (?:bul|ver|al|gor)\w*|"
            r"sms (?:geldi|gelince|uzerine|kampanya)|"
            r"radyo\w* (?:duy|dinle)\w*|televizyon\w* (?:gor|izle|cik)\w*|tv(?:de|den) (?:gor|izle|"
            r"cik)\w*|gazete\w* (?:gor|oku|cik)\w*|dergi\w* (?:gor|oku)\w*|brosur\w*|el ilan\w*|billboard\w*"
            r"|afis\w*|fuar(?:da|dan)\w* (?:gor|tanis)\w*|"
            r"(?:internet|sikayetvar|eksi|ekşi|twitter|whatsapp|linkedin|pinterest|trendyol|hepsiburada|n11"
            r"|telegram|forum|blog|site|podcast|google dis)\w*(?:dan|den|da|de|ten|te) (?:\w+ ){0,2}(?:gor(?:d|u[pn])|"
            r"bul(?:d|up)|ulas|duy(?:d|up)|oku(?:d|yup)|cik)\w*|"
            r"(?:heard|saw|found|read about) (?:about )?(?:you|your clinic|u|it|your shop)? ?(?:on|in|at|"
            r"from) (?:the )?(?:radio|tv|television|newspaper|magazine|twitter|linkedin|internet|web|online|"
            r"forum|reddit|blog|podcast|fair|flyer|trustpilot|whatclinic|bookimed))\b",
            True,
        ),
        (
            "walk_in",
            r"\b(?:sokag\w* (?:\w+ )?gec\w*|gecerken (?:\w+ ){0,2}(?:gor|fark|dikkat|rastla|tabela)\w*|mahallede "
            r"(?:\w+ )?gor\w*|"
            r"(?:yerinizi|dukkaninizi|magazanizi|kliniginizi|subenizi|tabelani\w*|vitrin\w*) (?:\w+ ){0,2}(?:gor|"
            r"fark|rastla|dikkat)\w*|tabela\w* "
            r"(?:dikkat|carp)\w*|onunden (?:her gun |hep |surekli )?gec\w*|karsi(?:nizda|nizdaki|dan| apartman\w*| "
            r"bina\w*) (?:\w+ ){0,3}(?:gor|tabela)\w*|"
            r"drove (?:past|by)|(?:was |were )?(?:walking|driving|passing) (?:by|past)|(?:saw|noticed|spotted) "
            r"(?:your|the) (?:sign|shop|store|window|"
            r"storefront|place|clinic from)\w*|live (?:next door|across|nearby) and saw|"
            r"tabela\w* (?:\w+ )?gor\w*|onunuzden gec\w*|onunden gec\w*|kapi\w* onunden|yoldan gec\w*|"
            r"gecerken gor\w*|vitrin\w* gor\w*|sokaktan gec\w*|dukkan\w* (?:gor|onun)\w*|walk(?:ed|ing) "
            r"(?:by|past|in)|(?:pass|driv)(?:ed|ing|e) (?:by|past)|saw (?:your|the) (?:sign|shop|store|"
            r"window|clinic from)\w*|(?:your|the) sign(?:board)?)\b",
            True,
        ),
    )
)  # fmt: skip
_SAW = Pattern(_CAME_BY)
# "i will post this on facebook", "instagrama koymayın": what one is going to do there.
_WILL = Pattern(r"\b(?:will|gonna|going to|can i|do you|koymayin|atmayin|paylasmayin)\b[a-z ]{0,20}$")
# "instagram hesabınız ne", "google yorumu yazarım" tell nothing of how they came.
_NOT_CAME = Pattern(
    r"^[\w']*\s?(?:hesab\w* (?:ne|adi|var|hangi|yok|kapali|acik)|sayfa\w* (?:kapali|calis|acil|yok|var)|a koy|da "
    r"nasil|nasil|(?:'?da |de )?nasil|adres\w* (?:ne|var)|(?:yorum|puan|yildiz)\w* (?:yaz|ver|"
    r"yap|birak|at)|sayfaniz (?:var|ne|hangi)|hesabiniz (?:var|ne)|a yaz|da paylas(?:abilir|ir|acag|icam|"
    r"iyor)|dan (?:da )?(?:mesaj at(?:in|abilir|sam)|yazsam|yazabilir|yazayim|ulasabilir|bakabilir)|video\w* var mi)"
)
_CHANNEL_REACH = 34


def find_channel(folded: Folded, begins: Beginnings, claims: Claims) -> None:
    """Only where the customer says that they came that way, not every mention of an application."""
    text = folded.text
    for channel, pattern, sure in _CHANNELS:
        for match in begins.matches(pattern):
            if not sure and _NOT_CAME.match(text[match.end() : match.end() + 30]):
                continue
            if not sure and _WILL.search(text[max(0, match.start() - 30) : match.start()]):
                continue
            low, high = max(0, match.start() - _CHANNEL_REACH), match.end() + _CHANNEL_REACH
            if sure or _SAW.search(text, low, high) or _FROM.match(text[match.start() : match.end() + 8]):
                claims.add("channel", *folded.span(*match.span()), channel, exclusive=False)
                return


_FROM = Pattern(
    r"\w+'?(?:dan|den|tan|ten)\b(?! (?:sat|dm|da |de |mesaj|cevap|ilan|yazsam|yazabil|yazayim|ulasabil|bakabil|nasil))"
)
