"""Turkey's 81 provinces and the cities abroad that customers write from, by the names people use."""

from __future__ import annotations

import re

from invekto.chat_analysis.entities.claims import Claims
from invekto.chat_analysis.normalise import Folded, fold_text

PROVINCES = tuple(
    """Adana Adıyaman Afyonkarahisar Ağrı Aksaray Amasya Ankara Antalya Ardahan Artvin Aydın Balıkesir
    Bartın Batman
    Bayburt Bilecik Bingöl Bitlis Bolu Burdur Bursa Çanakkale Çankırı Çorum Denizli Diyarbakır Düzce Edirne
    Elazığ
    Erzincan Erzurum Eskişehir Gaziantep Giresun Gümüşhane Hakkari Hatay Iğdır Isparta İstanbul İzmir
    Kahramanmaraş
    Karabük Karaman Kars Kastamonu Kayseri Kırıkkale Kırklareli Kırşehir Kilis Kocaeli Konya Kütahya
    Malatya Manisa
    Mardin Mersin Muğla Muş Nevşehir Niğde Ordu Osmaniye Rize Sakarya Samsun Siirt Sinop Sivas Şanlıurfa
    Şırnak
    Tekirdağ Tokat Trabzon Tunceli Uşak Van Yalova Yozgat Zonguldak""".split()  # noqa: SIM905 - a page of quotes would hide the names
)
_ALSO_CALLED = {
    "afyon": "Afyonkarahisar", "antep": "Gaziantep", "maras": "Kahramanmaraş", "urfa": "Şanlıurfa",
    "izmit": "Kocaeli", "adapazari": "Sakarya", "icel": "Mersin", "antakya": "Hatay", "iskenderun": "Hatay",
    "ist": "İstanbul", "istambul": "İstanbul", "istnbul": "İstanbul", "istabul": "İstanbul", "stanbul": "İstanbul",
    "izmr": "İzmir", "ankra": "Ankara", "diyarbekir": "Diyarbakır", "gantep": "Gaziantep", "eskisehr": "Eskişehir",
    "alanya": "Antalya", "bodrum": "Muğla", "fethiye": "Muğla", "gebze": "Kocaeli",
}  # fmt: skip
# Where customers from abroad write from, under the name the place is known by there or here.
_ABROAD = {
    name.casefold(): name
    for name in """London Manchester Leeds Birmingham Liverpool Glasgow Edinburgh Bristol Sheffield Nottingham
        Leicester  Cardiff Belfast Dublin Cork Berlin Hamburg Frankfurt Stuttgart Dortmund
        Bremen Hannover Leipzig  Nürnberg Düsseldorf Köln München Mannheim Essen Duisburg Zürich
        Basel Genf Bern Wien Graz Linz Salzburg  Amsterdam Rotterdam Utrecht Eindhoven Brussels
        Antwerp Gent Paris Lyon Marseille Lille Strasbourg  Stockholm Göteborg Malmö Oslo Bergen
        Copenhagen Helsinki Rome Milan Madrid Barcelona Lisbon Athens  Sofia Bucharest Belgrade
        Sarajevo Skopje Pristina Tirana Warsaw Prague Budapest Kiev Moscow Dubai Doha  Kuwait
        Riyadh Jeddah Baghdad Erbil Tehran Beirut Amman Cairo Algiers Tunis Casablanca Tripoli
        Baku Tbilisi  Batumi Toronto Montreal Boston Chicago Houston Sydney Melbourne Lefkoşa
        Girne Mağusa""".split()  # noqa: SIM905 - a page of quotes would hide the words
} | {
    "londra": "London", "viyana": "Wien", "munih": "München", "munich": "München", "koln": "Köln",
    "cologne": "Köln",
    "zurih": "Zürich", "bruksel": "Brussels", "atina": "Athens", "moskova": "Moscow", "bakü": "Baku",
    "vienna": "Wien",
    "kahire": "Cairo", "sofya": "Sofia", "uskup": "Skopje",
}  # fmt: skip
# Everyday words too: they name a place only with a capital letter or a case ending of place.
_ALSO_WORDS = frozenset(
    {
        "agri",
        "batman",
        "ordu",
        "van",
        "mus",
        "kars",
        "usak",
        "bolu",
        "aydin",
        "karaman",
        "ist",
        "essen",
        "bern",
        "cork",
        "lyon",
        "rome",
        "gent",
        "girne",
        "stanbul",
        "linz",
        "bergen",
        "basel",
    }
)
_BY_NAME = (
    {fold_text(name): place for name, place in _ABROAD.items()}
    | {fold_text(name): name for name in PROVINCES}
    | _ALSO_CALLED
)

_NAME = re.compile(
    r"\b(" + "|".join(sorted(_BY_NAME, key=len, reverse=True)) + r")"
    r"('?(?:da|de|ta|te|dan|den|tan|ten|ya|ye|a|e|yi|i|u|nin|in|un|li|lu|daki|deki|taki|teki|dayim|deyim|"
    r"dayiz|deyiz|tayim|teyim|daydi\w?|deydi\w?|dayken|danim|denim|liyim|luyum|yla|dayd[iı]m))?\b"
)
_OF_PLACE = re.compile(
    r"^'?(?:da|de|ta|te|dan|den|tan|ten|ya|ye|dayim|deyim|dayiz|deyiz|daki|deki|daydi\w?|danim|denim)$"
)


def find_city(text: str, folded: Folded, claims: Claims) -> None:
    for match in _NAME.finditer(folded.text):
        name, ending = match.group(1), match.group(2) or ""
        start, end = folded.span(*match.span(1))
        written_as_name = text[start:end].istitle()
        if name in _ALSO_WORDS and not written_as_name and not _says_where(name, ending):
            continue
        if claims.free(start, end):
            claims.add("city", start, end, _BY_NAME[name])


def _says_where(name: str, ending: str) -> bool:
    """Whether a case ending makes a place of a name that is a word too: "vanda", but not "agrida"."""
    return "'" in ending or (name != "agri" and _OF_PLACE.match(ending) is not None)
