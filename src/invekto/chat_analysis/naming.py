"""Where a message names a person: by a common first name, by what stands around it, or because it is known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from invekto.chat_analysis.entities.names import FIRST_NAMES
from invekto.chat_analysis.normalise import fold_text

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ`-][^\W\d_]+)*")
_SHORTEST = 3  # letters of a known name; shorter ones are parts of too many words
_SHORTEST_BENT = 4

# First names that are words of every day as well, Turkish or English: these need a sign that one is meant.
_ALSO_WORDS = frozenset(
    """arda arzu aydan azra bahar baran basak bilge bora can cem ceylan cihan damla demet deniz derya dilek doga
    dogan duygu ece ela emel emin engin eren esen esin eylem eylul filiz gamze gizem gokce gonul gozde gul gulden
    gunay guven hale hande ilhan ilkay inci ipek irem kadir kivanc koray lale levent melek meral mert mesut mete metin
    mine miray naci nazli nil nur oguz onder onur oya ozan ozgur ozlem pinar polat sahin sami sarp sefa selim sena
    serap seren sevgi sevil sevim sevinc sezen sezer simge soner safak suna tan taner tarik tuba turan ufuk ugur umut
    utku veli yagmur yalcin yaren yasar yavuz yeliz yigit yilmaz yonca zafer zeki""".split()  # noqa: SIM905 - a page of quotes would hide the words
)
_SURE_NAMES = FIRST_NAMES - _ALSO_WORDS
_SURNAMES = frozenset(
    """acar akin aksoy aktas arslan aslan avci aydin bulut cakir can celik cetin demir dogan duman erdogan eren ates
    gul gunes guler isik kaplan kara karaca kaya keskin kilic koc korkmaz kurt oz ozcan ozdemir ozer ozkan ozturk
    polat sahin sari simsek tas tekin toprak tunc turan turk uysal yalcin yavuz yildirim yildiz yilmaz yuksel
    unal""".split()  # noqa: SIM905 - a page of quotes would hide the words
)
_ENDINGS = frozenset(
    """a e i u ya ye yi yu yla yle la le na ne in un nin nun da de ta te dan den tan ten dir cim cum cigim cugum
    im um m lar ler gil giller ci daki deki""".split()  # noqa: SIM905 - a page of quotes would hide the words
)
# What shops write behind a customer's name in their address book, and what is no name at all.
_GENERIC = frozenset(
    """abi abla adres alici amca anne baba bay bayan bey beyaz butik canta cargo customer destek dukkan ekip eski
    firma group hanim hasta hizmet hizmetleri hoca ilgili instagram internet kargo kadin klinik klinigi magaza market
    meta mobile moda musteri musterisi new numara online order ozel patient phone satis servis shop siparis store
    teyze the toptan trendyol urun ustasi whatsapp yeni yetkili home work iade elbise ayakkabi beden dis estetik doktor
    randevu botoks implant""".split()  # noqa: SIM905 - a page of quotes would hide the words
)
_HONORIFIC = re.compile(r"(?:hanim|bey|hanimefendi|beyefendi|hn|hnm|teyze|amca)(?:'?[a-z]{1,4})?")
_FAMILIAR = re.compile(r"(?:abla|abi|agabey|hoca|hocam|usta|kardes|kardesim)(?:'?[a-z]{1,3})?")
_NOT_BEFORE_HONORIFIC = frozenset(
    """aksamlar ama bana bay bayan ben bir bu buyrun cok degerli doktor dr efendim evet gelsin gun gunaydin gunler
    hangi hayir ilgili ile iyi kadin kolay lutfen merhaba merhabalar mi nasil ne o olan peki sayin selam selamlar sen
    siz sizin sn su tabi tabii tamam temsilci tesekkurler ve veya ya yani yetkili yok var hocam hello
    hi""".split()  # noqa: SIM905 - a page of quotes would hide the words
)
_TITLES = frozenset(
    "av avukat bay bayan doc dr dt mr mrs ms miss op opr prof sayin sn sevgili dear uzm".split()  # noqa: SIM905
)
# Whoever says this tells a name, however it is written.
_TELLS_NAME = re.compile(
    r"(?:\b(?:adim(?:iz)?|ismim|isim soyisim|isim soy ?isim|ad(?:im|i)? ?(?:ve )?soy ?ad(?:im|i)?|ad soyad|adi soyadi|"
    r"soyadim|soyismim|my (?:full )?name is|my name's|name'?s|ich heisse|mein name ist|je m'appelle|me llamo|"
    r"mi nombre es|mi chiamo|меня зовут|اسمي)\b|"
    r"\b(?:ad|isim|name|full name|alici|alici adi|musteri|hasta|hasta adi|gonderen)\s?[:=])\s*[:=,-]?\s*$"
)
_MAY_TELL_NAME = re.compile(
    r"\b(?:ben|bendeniz|benim|i am|i'm|im|this is|it's|ich bin|je suis|soy|я)\s*,?\s*$"
)
_ENDS_NAME = frozenset(
    """adina adres adresim and ben beden bir burada burda but by de diye dogum for from i ile icin is kargo kayit mail
    no numara numaram olan olarak order randevu siparis siparisim size soyadim ve tc tel telefon telefonum var ve yasim
    yasindayim yazar yazacak uzerine""".split()  # noqa: SIM905 - a page of quotes would hide the words
)
_REVERSED = re.compile(r"\b(?:merhaba(?:lar)?|selam(?:lar)?|slm|mrb|iyi \w+|gunaydin|alo)\W{1,3}$")
_LONGEST_TOLD = 3  # words


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    bare: str  # folded, without what follows an apostrophe
    capital: bool
    first: bool  # of a sentence: its capital says nothing


def known_words(names: Iterable[str]) -> frozenset[str]:
    """The words of these people's names by which a message is searched for them."""
    found = set()
    for name in names:
        for match in _WORD.finditer(name):
            word = fold_text(match.group()).strip("'-")
            if len(word) >= _SHORTEST and word not in _GENERIC:
                found.add(word)
    return frozenset(found)


def is_name(word: str, known: frozenset[str] = frozenset()) -> bool:
    """Whether a folded word by itself may be a person's name; too much is right."""
    return _bent(word, known) or _bent(word, FIRST_NAMES)


def name_spans(text: str, known: frozenset[str] = frozenset()) -> list[tuple[int, int]]:
    """Half-open ranges of ``text`` that name somebody; ``known`` as from ``known_words``."""
    words = list(_words(text))
    shouted = len(words) > 2 and all(word.capital for word in words)
    taken = [False] * len(words)
    for place, word in enumerate(words):
        if _bent(word.bare, _SURE_NAMES) or _bent(word.bare, known):
            taken[place] = True
    for place in range(len(words)):
        _by_surroundings(text, words, place, taken, known, shouted)
    for place in range(1, len(words)):
        if taken[place - 1] and not taken[place] and _touch(text, words, place):
            surname = words[place].bare in _SURNAMES or (words[place].capital and not shouted)
            taken[place] = surname and not _HONORIFIC.fullmatch(words[place].bare)
    return list(_joined(text, words, taken))


def _words(text: str) -> Iterator[_Word]:
    last = 0
    for match in _WORD.finditer(text):
        between = text[last : match.start()]
        first = last == 0 or any(sign in between for sign in ".!?\n:")
        last = match.end()
        bare = re.split("['’ʼ`]", match.group())[0]
        yield _Word(match.start(), match.end(), fold_text(bare), match.group()[0].isupper(), first)


def _bent(word: str, names: frozenset[str]) -> bool:
    """The name itself or with a Turkish ending: "zeynepten", "mehmetin"."""
    if word in names:
        return True
    return any(
        word[:length] in names and word[length:] in _ENDINGS
        for length in range(max(_SHORTEST_BENT, len(word) - 5), len(word))
    )


def _by_surroundings(
    text: str, words: list[_Word], place: int, taken: list[bool], known: frozenset[str], shouted: bool
) -> None:
    word = words[place]
    before = fold_text(text[max(0, word.start - 40) : word.start])
    likely = (word.capital and not shouted and len(word.bare) > 1) or is_name(word.bare, known)
    following = words[place + 1].bare if place + 1 < len(words) and _touch(text, words, place + 1) else ""
    title = words[place - 1].bare in _TITLES if place else False
    if _TELLS_NAME.search(before):
        for later in range(place, min(place + _LONGEST_TOLD, len(words))):
            if words[later].bare in _ENDS_NAME or (later > place and not _touch(text, words, later)):
                break
            taken[later] = True
    elif _HONORIFIC.fullmatch(following):
        if word.bare not in _NOT_BEFORE_HONORIFIC:
            taken[place] = True
            if place and is_name(words[place - 1].bare, known) and _touch(text, words, place):
                taken[place - 1] = True
    elif (likely and _is_pointed_at(word, title, before, following)) or _is_reversed(
        text, words, place, before
    ):
        taken[place] = True
    else:
        named = word.capital and not word.first and not shouted
        taken[place] = taken[place] or (named and word.bare in _ALSO_WORDS)


def _is_pointed_at(word: _Word, title: bool, before: str, following: str) -> bool:
    if word.bare in _NOT_BEFORE_HONORIFIC:
        return False
    return title or bool(_MAY_TELL_NAME.search(before) or _FAMILIAR.fullmatch(following))


def _is_reversed(text: str, words: list[_Word], place: int, before: str) -> bool:
    """ "merhaba berfu ben": a greeting, a name or two, and "ben"."""
    following = [word.bare for word in words[place + 1 : place + 3]]
    if "ben" in following[:1] or (following[1:] == ["ben"] and _touch(text, words, place + 1)):
        return _REVERSED.search(before) is not None and words[place].bare not in _NOT_BEFORE_HONORIFIC
    return False


def _touch(text: str, words: list[_Word], place: int) -> bool:
    """Only a space or a title's full stop stands between this word and the one before it."""
    return text[words[place - 1].end : words[place].start] in (" ", ". ", "  ")


def _joined(text: str, words: list[_Word], taken: list[bool]) -> Iterator[tuple[int, int]]:
    start = None
    for place, word in enumerate(words):
        if not taken[place]:
            continue
        start = word.start if start is None else start
        if place + 1 < len(words) and taken[place + 1] and _touch(text, words, place + 1):
            continue
        yield start, word.end
        start = None
