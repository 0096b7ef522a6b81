"""Turkey's 81 provinces, their large districts, and the cities abroad that customers write from."""

from __future__ import annotations

from functools import cache

from invekto.chat_analysis.entities.claims import Claims
from invekto.chat_analysis.entities.patterns import Pattern
from invekto.chat_analysis.entities.words import Lexicon, Word
from invekto.chat_analysis.normalise import Folded, fold_text

PROVINCES = tuple(
    """Adana Adıyaman Afyonkarahisar Ağrı Aksaray Amasya Ankara Antalya Ardahan Artvin Aydın Balıkesir Bartın Batman
    Bayburt Bilecik Bingöl Bitlis Bolu Burdur Bursa Çanakkale Çankırı Çorum Denizli Diyarbakır Düzce Edirne Elazığ
    Erzincan Erzurum Eskişehir Gaziantep Giresun Gümüşhane Hakkari Hatay Iğdır Isparta İstanbul İzmir Kahramanmaraş
    Karabük Karaman Kars Kastamonu Kayseri Kırıkkale Kırklareli Kırşehir Kilis Kocaeli Konya Kütahya Malatya Manisa
    Mardin Mersin Muğla Muş Nevşehir Niğde Ordu Osmaniye Rize Sakarya Samsun Siirt Sinop Sivas Şanlıurfa Şırnak
    Tekirdağ Tokat Trabzon Tunceli Uşak Van Yalova Yozgat Zonguldak""".split()  # noqa: SIM905 - a page of quotes would hide the words
)
_ALSO_CALLED = {
    "afyon": "Afyonkarahisar", "antep": "Gaziantep", "maraş": "Kahramanmaraş", "k.maraş": "Kahramanmaraş",
    "urfa": "Şanlıurfa", "izmit": "Kocaeli", "adapazarı": "Sakarya", "içel": "Mersin", "antakya": "Hatay",
    "ist": "İstanbul", "istambul": "İstanbul", "istnbul": "İstanbul", "istabul": "İstanbul", "stanbul": "İstanbul",
    "istanbull": "İstanbul", "izmr": "İzmir", "ankra": "Ankara", "diyarbekir": "Diyarbakır", "gantep": "Gaziantep",
    "eskisehr": "Eskişehir", "dersim": "Tunceli", "zonguldağ": "Zonguldak",
    "uşağ": "Uşak", "şırnağ": "Şırnak", "karabüğ": "Karabük", "tekirdağ": "Tekirdağ", "elaziz": "Elazığ",
}  # fmt: skip

# The province is the city; these districts are named without it.
_DISTRICTS = {
    "İstanbul": """kadıköy üsküdar beşiktaş şişli bakırköy beylikdüzü esenyurt avcılar pendik kartal maltepe
        ataşehir ümraniye sancaktepe sultanbeyli tuzla beykoz sarıyer eyüpsultan gaziosmanpaşa bağcılar
        bahçelievler güngören zeytinburnu küçükçekmece büyükçekmece başakşehir arnavutköy çatalca silivri
        bayrampaşa esenler kağıthane levent mecidiyeköy taksim nişantaşı bostancı çekmeköy halkalı""",
    "Ankara": "çankaya keçiören yenimahalle mamak sincan etimesgut altındağ pursaklar gölbaşı polatlı kızılay batıkent",
    "İzmir": "bornova karşıyaka buca çiğli gaziemir balçova alsancak menemen torbalı ödemiş urla çeşme bergama aliağa",
    "Bursa": "nilüfer osmangazi yıldırım inegöl mudanya gemlik",
    "Antalya": "alanya manavgat kepez muratpaşa konyaaltı kemer serik kaş kumluca finike",
    "Muğla": "bodrum fethiye marmaris milas datça dalaman köyceğiz",
    "Kocaeli": "gebze körfez gölcük darıca çayırova kartepe",
    "Tekirdağ": "çorlu çerkezköy süleymanpaşa", "Mersin": "tarsus erdemli silifke mezitli anamur",
    "Balıkesir": "bandırma edremit ayvalık burhaniye gönen", "Aydın": "kuşadası didim nazilli söke",
    "Hatay": "iskenderun dörtyol samandağ", "Adana": "seyhan çukurova ceyhan kozan",
    "Manisa": "turgutlu akhisar salihli alaşehir soma", "Denizli": "pamukkale merkezefendi",
    "Gaziantep": "şehitkamil şahinbey nizip", "Şanlıurfa": "siverek viranşehir birecik",
    "Sakarya": "serdivan erenler hendek", "Samsun": "atakum ilkadım bafra çarşamba'lı",
    "Zonguldak": "ereğli çaycuma", "Ordu": "fatsa ünye", "Konya": "selçuklu meram karatay akşehir",
    "Kayseri": "melikgazi kocasinan talas", "Mardin": "kızıltepe midyat nusaybin", "Trabzon": "ortahisar akçaabat",
    "Kahramanmaraş": "elbistan", "Şırnak": "cizre silopi", "Diyarbakır": "kayapınar ergani", "Hakkari": "yüksekova",
    "Nevşehir": "ürgüp göreme", "Çanakkale": "biga", "Edirne": "keşan", "Kırklareli": "lüleburgaz",
}  # fmt: skip
# Where customers from abroad write from, under the name the place is known by there or here.
_ABROAD = {
    name.casefold(): name
    for name in """London Manchester Leeds Birmingham Liverpool Glasgow Edinburgh Bristol Sheffield Nottingham
        Leicester Cardiff Belfast Dublin Cork Berlin Hamburg Frankfurt Stuttgart Dortmund Bremen Hannover Leipzig
        Nürnberg Düsseldorf Köln München Mannheim Essen Duisburg Zürich Basel Genf Bern Wien Graz Linz Salzburg
        Amsterdam Rotterdam Utrecht Eindhoven Brussels Antwerp Gent Paris Lyon Marseille Lille Strasbourg Stockholm
        Göteborg Malmö Oslo Bergen Copenhagen Helsinki Rome Milan Madrid Barcelona Lisbon Athens Sofia Bucharest
        Belgrade Sarajevo Skopje Pristina Tirana Warsaw Prague Budapest Kiev Moscow Dubai Doha Kuwait Riyadh Jeddah
        Baghdad Erbil Tehran Beirut Amman Cairo Algiers Tunis Casablanca Tripoli Baku Tbilisi Batumi Toronto Montreal
        Boston Chicago Houston Sydney Melbourne Lefkoşa Girne Mağusa Aachen Bonn Bochum Augsburg Karlsruhe Kassel
        Bielefeld Wuppertal Ulm Luzern Innsbruck Newcastle Southampton Portsmouth Brighton Oxford Cambridge Coventry
        Bradford Luton Aberdeen Galway Limerick Valencia Porto Naples Turin Venice Thessaloniki Podgorica Zagreb
        Ljubljana Bratislava Krakow Vilnius Riga Tallinn Kyiv Odessa Petersburg Tashkent Almaty Astana Bishkek
        Tabriz Isfahan Basra Mosul Kirkuk Damascus Aleppo Manama Muscat Sharjah Islamabad Karachi Lahore Delhi Mumbai
        Singapore Tokyo Seoul Beijing Miami Dallas Atlanta Seattle Vancouver Calgary Ottawa Perth Brisbane
        Auckland""".split()  # noqa: SIM905 - a page of quotes would hide the words
} | {
    "londra": "London", "viyana": "Wien", "münih": "München", "munich": "München", "cologne": "Köln",
    "zürih": "Zürich", "brüksel": "Brussels", "atina": "Athens", "moskova": "Moscow", "bakü": "Baku",
    "vienna": "Wien", "kahire": "Cairo", "sofya": "Sofia", "üsküp": "Skopje", "selanik": "Thessaloniki",
    "lahey": "Den Haag", "the hague": "Den Haag", "anvers": "Antwerp", "cenevre": "Genf", "geneva": "Genf",
    "roma": "Rome", "milano": "Milan", "new york": "New York", "los angeles": "Los Angeles",
    "abu dhabi": "Abu Dhabi", "abu dabi": "Abu Dhabi", "saraybosna": "Sarajevo", "belgrad": "Belgrade",
    "bükreş": "Bucharest", "budapeşte": "Budapest", "varşova": "Warsaw", "prag": "Prague", "tahran": "Tehran",
    "bağdat": "Baghdad", "beyrut": "Beirut", "riyad": "Riyadh", "cidde": "Jeddah", "tiflis": "Tbilisi",
    "kopenhag": "Copenhagen", "lizbon": "Lisbon", "marsilya": "Marseille", "strazburg": "Strasbourg",
    "priştine": "Pristina", "magosa": "Mağusa", "gazimağusa": "Mağusa", "taşkent": "Tashkent",
}  # fmt: skip
# Everyday words too: they name a place only with a capital letter, a case ending of place, or a parcel's way.
_ALSO_WORDS = frozenset(
    """agri batman ordu van mus kars usak bolu aydin karaman ist essen bern cork lyon rome gent girne stanbul linz
    bergen basel tokat siirt nilufer yildirim kemer kas korfez kartal levent selcuklu soma talas urla biga bodrum
    cesme tuzla kepez serik yenimahalle golbasi sincan kizilay roma porto genf lille oxford ulm bonn riga soke
    erenler hendek meram seyhan edremit mamak buca kilis""".split()  # noqa: SIM905 - a page of quotes would hide the words
)
# A pain, a slap, a group of houses: even a case ending makes no place of these.
_WORDS_WITH_ENDINGS = frozenset(
    {
        "agri",
        "tokat",
        "kemer",
        "kas",
        "cesme",
        "bodrum",
        "yildirim",
        "levent",
        "tuzla",
        "soma",
        "korfez",
        "talas",
        "biga",
        "kilis",
        "kartal",
        "ordu",
        "hendek",
        "mus",
        "kars",
    }
)
_PLACE_CASE = frozenset(
    """da de ta te dan den tan ten ya ye a e dayim deyim dayiz deyiz tayim teyim taki teki daki deki daydim deydim
    danim denim""".split()  # noqa: SIM905
)
# "işte", "iste", "isten" are words; a case that makes no word with "ist" does name the city ("istten").
_OF_A_PLACE = frozenset({"ten", "teyim", "teyiz", "tenim", "de", "den", "deyim", "deyiz", "denim"})
_WAY = Pattern(r"\s(?:merkez\w*|kargo\w*|gonder\w*|yolla\w*|kac g[uü]n\w*|teslim\w*|icin kargo|ya kargo)")
_STREET = Pattern(
    r"(?:'?\w{0,3})\s(?:cadde\w*|cad\b|sokak\w*|sokag\w*|sk\b|mahalle\w*|mah\b|bulvar\w*|apartman\w*)"
)
# What a place is famous for is no place: "malatya kayısısı", "hatay usulü", "adana kebap".
_FAMOUS = Pattern(
    r"\s(?:kebap\w*|kebab\w*|usulu|kayisi\w*|fistig\w*|fistik\w*|elma\w*|kedi\w*|hali(?:si|lari)\w*|kumas\w*|cay(?:i|ini)?\b|"
    r"filmi\w*|dizi\w*|tisort\w*|maske\w*|kostum\w*|gibi\b|doner\w*|lokumu?\w*|havlu(?:su|lari)\w*|mantisi?\w*|peynir\w*|"
    r"baklava\w*|zeytin\w*|(?:hotel|otel|cafe|restaurant|park)\w*|koftesi?\w*|sofrasi\w*|bey\w*|hanim\w*|universite\w*)\b"
)


@cache
def _by_name() -> dict[str, str]:
    names = {fold_text(name): place for name, place in _ABROAD.items()}
    for province, districts in _DISTRICTS.items():
        names |= {fold_text(district): province for district in districts.split()}
    names |= {fold_text(name): name for name in PROVINCES}
    return names | {fold_text(name): place for name, place in _ALSO_CALLED.items()}


@cache
def _lexicon() -> Lexicon:
    return Lexicon(_by_name(), slips_from=8)


def find_city(text: str, folded: Folded, words: list[Word], claims: Claims) -> None:
    read = folded.text
    for named in _lexicon().find(words, read):
        first, last = words[named.first], words[named.after - 1]
        shown = last.end if named.bare else min(last.end, last.start + len(named.name.rpartition(" ")[2]))
        start, end = folded.span(first.start, shown)
        if (named.bare and _FAMOUS.match(read, last.end)) or _STREET.match(read, last.end):
            continue
        ending = read[shown : last.end] or _after_apostrophe(read, last.end)
        if named.name in _ALSO_WORDS and not _is_place(text[start:end], named.name, ending, read, last.end):
            continue
        if claims.free(start, end):
            claims.add("city", start, end, named.value)


def _after_apostrophe(read: str, place: int) -> str:
    if read[place : place + 1] != "'":
        return ""
    ending = _LETTERS.match(read, place + 1)
    return "'" + ending.group() if ending else ""


_LETTERS = Pattern(r"[a-z]+")


def _is_place(written: str, name: str, ending: str, read: str, end: int) -> bool:
    """Whether a name that is a word too is a place here: "Van", "vanda", "muşa kargo", but not "ağrıda"."""
    if ending.startswith("'"):
        return ending[1:] in _PLACE_CASE
    if name == "ist" and ending not in _OF_A_PLACE:
        return not ending and (written == "IST" or written == "İST" or _WAY.match(read, end) is not None)
    if ending in _PLACE_CASE and _WAY.match(read, end):
        return True
    if written.istitle():
        return not ending or ending in _PLACE_CASE or ending.startswith("l")
    return ending in _PLACE_CASE and name not in _WORDS_WITH_ENDINGS
