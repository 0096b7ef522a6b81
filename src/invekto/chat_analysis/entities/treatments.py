"""Treatments of dental and aesthetic clinics by the names people use, as one plain name each."""

from __future__ import annotations

import re

from invekto.chat_analysis.entities.claims import Claims
from invekto.chat_analysis.entities.vocabulary import by_length
from invekto.chat_analysis.normalise import Folded

# Plain name: what people write, folded.
_NAMES = {
    "implant": "implant|implnt|inplant|implat|dental implant|dis implanti|dental implants|implants|impalnt",
    "kanal tedavisi": "kanal tedavisi|kanal tedavi|kanl tedavisi|root canals|root canal treatment|root "
        "canal|kanal tedavileri",
    "diş taşı temizliği": "dis tasi temizligi|dis tasi temizleme|dis tasi|distasi temizligi|distasi|dis "
        "taslari|tartar cleaning|scaling|tartar removal",
    "diş temizliği": "dis temizligi|dis temizleme|teeth cleaning|dental cleaning|tooth cleaning|teeth clean",
    "diş beyazlatma": "dis beyazlatma|dis beyazlatmasi|beyazlatma|bleaching|teeth whitening|whitening|"
        "tooth whitening|disimi beyazlat|dislerimi beyazlat",
    "diş çekimi": "dis cekimi|dis cektirme|cekim|tooth extraction|extraction|tooth removal|disimi cektir|"
        "dis cektir|dis cekilmesi",
    "yirmilik diş çekimi": "yirmilik dis cekimi|20lik dis cekimi|yirmi yas dis cekimi|20 lik dis cekimi|"
        "wisdom tooth removal|wisdom tooth extraction|wisdom teeth removal|yirmilik cekimi|20 yas disi "
        "cekimi|gomulu dis cekimi",
    "dolgu": "dolgu|dolgular|dis dolgusu|kompozit dolgu|filling|fillings|tooth filling",
    "zirkonyum kaplama": "zirkonyum kaplama|zirkonyum|zirkon kaplama|zirkon|zirkonyumlar|zirconium crowns|"
        "zirconia crowns|zirconium|zirkonium",
    "porselen kaplama": "porselen kaplama|porselen dis|porselen",
    "kuron": "kuron|kron|crown|crowns|dental crown",
    "kaplama": "dis kaplama|dis kaplamasi",
    "lamina": "lamina|laminalar|yaprak porselen|lamine|laminate veneers|veneers|veneer|dental veneers|"
        "porcelain veneers",
    "bonding": "bonding|kompozit bonding|bonding kompozit|composite bonding",
    "gülüş tasarımı": "gulus tasarimi|hollywood smile|hollywood gulusu|smile design|smile makeover|gulus estetigi",
    "ortodonti": "ortodonti|orthodontics|orthodontic treatment|ortodontik tedavi|ortodonti tedavisi",
    "diş teli": "dis teli|dis telleri|tel tedavisi|braces|metal braces|tel taktirmak|tel taktir|tel takti|"
        "tel takil",
    "şeffaf plak": "seffaf plak|seffaf plaklar|invisalign|clear aligners|aligners|aligner|telsiz ortodonti",
    "protez": "protez|protezler|takma dis|dentures|denture|dis protezi|damakli protez|total protez|"
        "hareketli protez",
    "köprü": "dis koprusu|kopru dis|dental bridge|uclu kopru|kopru protez",
    "sinüs lifting": "sinus lifting|sinus lift|sinus kaldirma",
    "all on four": "all on four|all on 4|all-on-4|all on 6|all on six|all-on-four",
    "kemik tozu": "kemik tozu|kemik grefti|bone graft|bone grafting|kemik tozu uygulamasi",
    "diş eti tedavisi": "dis eti tedavisi|diseti tedavisi|gum treatment|dis eti estetigi|kuretaj|diseti "
        "estetigi|pembe estetik",
    "gece plağı": "gece plagi|night guard|nightguard|dis gicirdatma plagi",
    "fissür örtücü": "fissur ortucu|fissure sealant",
    "apikal rezeksiyon": "apikal rezeksiyon|apikal|kok ucu ameliyati",
    "röntgen": "panoramik rontgen|dis rontgeni|panoramik film",
    "botoks": "botoks|botox|btx|botks|botok|alin botoksu|masseter botoksu|botoksu",
    "masseter botoksu": "masseter botoks|masseter botox|masseter botoksu|cene botoksu",
    "dudak dolgusu": "dudak dolgusu|dudak dolgu|lip filler|lip fillers|lip augmentation|dudak dolgsu|lips "
        "filled|dudak dolgunlastirma",
    "göz altı ışık dolgusu": "goz alti isik dolgusu|isik dolgusu|goz alti dolgusu|under eye filler|"
        "gozalti dolgusu|tear trough filler|gozalti isik dolgusu",
    "yanak dolgusu": "yanak dolgusu|cheek filler|elmacik dolgusu|elmacik kemigi dolgusu|cheek fillers",
    "çene dolgusu": "cene dolgusu|jawline dolgusu|chin filler|jawline filler|jawline|jaw filler|cene ucu dolgusu",
    "burun dolgusu": "burun dolgusu|nose filler|liquid rhinoplasty|burun ucu dolgusu",
    "burun estetiği": "burun estetigi|burun ameliyati|rinoplasti|rhinoplasty|nose job|nosejob|burun yaptir"
        "|burun estetik|burnumu yaptir|burun duzeltme|burun ucu estetigi|revizyon burun",
    "mezoterapi": "mezoterapi|mesotherapy|mezotrapi|sac mezoterapisi|mezoterapisi",
    "PRP": "prp|prp tedavisi|prp saca",
    "altın iğne": "altin igne|gold needle|fraksiyonel radyofrekans|scarlet|golden needle",
    "dermapen": "dermapen|microneedling|dermaroller|derma pen",
    "lazer epilasyon": "lazer epilasyon|lazr epilasyon|epilasyon|laser hair removal|lazer epilsyon|laser "
        "epilation|istenmeyen tuy|alexandrite lazer|buz lazer",
    "lazer": "lazer|laser|lazr|fraksiyonel lazer",
    "leke tedavisi": "leke tedavisi|leke tedavi|leke lazeri|pigmentation treatment|melasma treatment|leke "
        "icin lazer|leke giderme",
    "akne tedavisi": "akne tedavisi|sivilce tedavisi|acne treatment|akne izi tedavisi|acne scar treatment|"
        "sivilce izi tedavisi",
    "cilt bakımı": "cilt bakimi|medikal cilt bakimi|hydrafacial|hidrafacial|skin care|facial|klasik cilt "
        "bakimi|hydra facial|cilt bakim",
    "kimyasal peeling": "kimyasal peeling|chemical peel|peeling|karbon peeling|carbon peel",
    "gençlik aşısı": "genclik asisi|youth vaccine|somon dna|salmon dna|skinbooster|skin booster|genclik asilari",
    "ip askı": "ip aski|fransiz askisi|thread lift|ip ile yuz germe|orumcek agi|ip askisi|pdo thread|threads",
    "yüz germe": "yuz germe|facelift|face lift|yuz germe ameliyati|boyun germe|neck lift",
    "HIFU": "hifu|ulthera|ultherapy|ultrason ile germe|odakli ultrason",
    "saç ekimi": "sac ekimi|sac ekim|hair transplant|hair transplantation|sac ektir|fue|dhi|hair implant|"
        "sac ekme|hair transplants|sac ektirme|sac ekimim",
    "sakal ekimi": "sakal ekimi|beard transplant|sakal ektir",
    "kaş ekimi": "kas ekimi|eyebrow transplant|kas ektir",
    "kalıcı makyaj": "kalici makyaj|permanent makeup|microblading|mikroblading|dudak renklendirme|kas kontur",
    "liposuction": "liposuction|lipo|liposuccion|yag aldirma|yag aldir|vaser|lipo suction|liposakcin|laser lipo",
    "karın germe": "karin germe|abdominoplasti|tummy tuck|abdominoplasty|karin germe ameliyati",
    "meme estetiği": "meme estetigi|gogus estetigi|boob job|breast surgery",
    "meme büyütme": "meme buyutme|gogus buyutme|breast augmentation|silikon taktir|breast implants|breast "
        "implant|meme silikonu|gogus silikonu",
    "meme küçültme": "meme kucultme|gogus kucultme|breast reduction",
    "meme dikleştirme": "meme diklestirme|gogus diklestirme|breast lift",
    "göz kapağı estetiği": "goz kapagi estetigi|goz kapagi ameliyati|blefaroplasti|blepharoplasty|eyelid "
        "surgery|goz kapagi|badem goz|almond eyes|badem goz estetigi",
    "kepçe kulak": "kepce kulak|kulak estetigi|otoplasti|otoplasty|ear surgery|kepce kulak ameliyati",
    "jinekomasti": "jinekomasti|gynecomastia",
    "popo kaldırma": "bbl|popo kaldirma|popo estetigi|brazilian butt lift|butt lift|brezilya popo",
    "kirpik lifting": "kirpik lifting|lash lift|ipek kirpik",
    "selülit tedavisi": "selulit tedavisi|cellulite treatment|g5|g5 masaji",
    "bölgesel incelme": "bolgesel incelme|soguk lipoliz|cryolipolysis|coolsculpting|lipoliz|bolgesel "
        "zayiflama|lipolysis",
    "dövme silme": "dovme sildirme|dovme silme|tattoo removal|dovmemi sildir|dovme sildir",
    "ben aldırma": "ben aldirma|et beni aldirma|mole removal|ben alimi|et beni",
    "varis tedavisi": "varis tedavisi|kilcal damar tedavisi|kilcal damar",
    "dolgu eritme": "dolgu eritme|dolgu eritmek|filler dissolving|dissolve filler",
    "ozon tedavisi": "ozon tedavisi|ozone therapy",
    "mide balonu": "mide balonu|gastric balloon",
    "tüp mide": "tup mide|gastric sleeve",
}  # fmt: skip
_BY_ALIAS = {alias: name for name, aliases in _NAMES.items() for alias in aliases.split("|")}
_TREATMENT = re.compile(
    rf"(?<![\w'])(?P<name>{by_length(_BY_ALIAS)})(?P<case>\s?'?(?:i|u|si|su|yi|yu|ni|nu|a|e|ya|ye|na|ne|da|"
    rf"de|ta|te|nda|"
    r"nde|dan|den|tan|ten|ndan|nden|in|un|nin|nun|la|le|yla|yle|lar|ler|lari|leri|larin|lerin|im|um|lik|ci|ciniz|"
    r"inizi|imi|umu|iniz|unuz|imiz|im(?:in|e|den)|lari\w{0,4}|leri\w{0,4}|mi\w{0,3}|me\w{0,3}|ma\w{0,3}|"
    r"mis\w{0,3}|di\w{0,3}|mek|mak|icem|ecegim|iyorum|cam|cem|sem))?(?!\w)"
)
# The same words in another trade: "dolgu topuk", "altın kaplama", "lazer yazıcı", "fotoğraf çekimi".
_OTHER_TRADE = re.compile(
    r"\b(?:topuk\w*|ayakkabi|yazici\w*|kesim|baski|metre|kolye|kupe|bileklik|yuzuk|fotograf|video|tabak\w*|"
    r"fincan\w*|vazo|"
    r"biblo|makyaj temizleme|kopruyu|printer|mouse|oyuncak|yastik\w*|mont|kaz tuyu|elyaf|kablo|kargo\w*|"
    r"scarlet johansson)\b"
)
# Short or everyday words that name a treatment only among words of the clinic.
_DOUBTFUL = frozenset(
    {
        "cekim",
        "porselen",
        "jawline",
        "laser",
        "lazer",
        "lazr",
        "scarlet",
        "facial",
        "filling",
        "fillings",
        "threads",
        "crown",
        "crowns",
        "extraction",
        "vaser",
        "fue",
        "dhi",
        "g5",
        "porselen dis",
        "dolgu",
        "dolgular",
        "zirkon",
        "beyazlatma",
        "protez",
        "protezler",
        "scaling",
        "peeling",
        "apikal",
        "whitening",
    }
)
_NAMED_BEFORE = re.compile(
    r"\b(?:burun|burnum\w*|burnu)\s(?:yaptir\w*|estetik\w*|ameliyat\w*|oldu\w*|duzelt\w*|ol(?:acag|"
    r"mak)\w*)"
)


def find_treatment(folded: Folded, claims: Claims) -> None:
    """Each treatment once per mention, the longest name first; nothing in a sentence of another trade."""
    text = folded.text
    other_trade = _OTHER_TRADE.search(text) is not None
    for match in _TREATMENT.finditer(text):
        if other_trade and match["name"] in _DOUBTFUL:
            continue
        start, end = folded.span(*match.span("name"))
        if claims.free(start, end):
            claims.add("treatment", start, end, _BY_ALIAS[match["name"]])
    for match in _NAMED_BEFORE.finditer(text):
        start, end = folded.span(*match.span())
        if claims.free(start, end):
            claims.add("treatment", start, end, "burun estetiği")
