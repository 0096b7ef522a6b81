"""Where in a message somebody writes where they live.

Read word by word from the street's own word ("sokak", "mahallesi") to both sides: to the left the name it bears,
to the right numbers, floors, doors and further streets. A street without a number is a question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from invekto.chat_analysis.entities.names import FIRST_NAMES
from invekto.chat_analysis.normalise import fold_text

_PIECE = re.compile(r"\d+[^\W\d_]?(?!\w)|\w+|[^\w\s]")
_ENDING = r"(?:n?[dt][ae]n?|nin|nun|ni|nu|na|ne|i|u|a|e)?"
_STREET = re.compile(
    rf"(?:mah(?:alle(?:si)?)?|mh|cad(?:de(?:si)?)?|cd|sok(?:ak|ag)?|sk|sokagi|bulvar(?:i)?|blv|bulv){_ENDING}"
)
_HOUSE = re.compile(
    rf"(?:apt|apartman(?:i)?|site(?:si)?|rezidans|residence|plaza|konut(?:lari)?|evleri|blok(?:lari)?){_ENDING}"
)
_KEY = re.compile(
    rf"(?:no|num|numara|kat|daire|d|k|dr|blok|kapi|bina|ic|dis|giris|zemin|flat|apt|floor|unit|door){_ENDING}"
)
_NUMBER_WORDS = frozenset(
    """sifir bir iki uc dort bes alti yedi sekiz dokuz on yirmi otuz kirk elli altmis yetmis seksen doksan yuz
    bin birinci ikinci ucuncu dorduncu besinci altinci yedinci sekizinci dokuzuncu onuncu""".split()  # noqa: SIM905 - a page of quotes would hide the words
)
# What stands before a street's name and is no part of it; before the street itself it makes a question of it.
_ASKING = frozenset(
    """hangi ne baska diger yanlis mi mu bu su o ayni bizim sizin bir ara ana our the this which web internet
    alisveris ticaret""".split()  # noqa: SIM905 - a page of quotes would hide the words
)
_OUTSIDE = _ASKING | frozenset(
    """adres adresi adresim adresimiz adresime adresine ev evim is isyeri yeni eski benim kargo kargom kargoyu
    siparis siparisim siparisi paket paketi urun degil evet hayir tamam merhaba selam lutfen olan olarak
    oraya buraya ve veya ya da de ama fakat ile in my to at send no kapi kat daire gelsin getirin
    gonderin teslim konum konumum burasi icin diye ben biz siz kurye randevu sube subeniz klinik hemen
    simdi dun bugun yarin""".split()  # noqa: SIM905 - a page of quotes would hide the words
)
_HONOURS = frozenset(
    """sehit sht dr doktor prof op gazi haci seyh imam general albay binbasi yuzbasi sultan pasa mimar ali hz""".split()  # noqa: SIM905 - a page of quotes would hide the words
)
_VERB_ENDINGS = tuple(
    """di du ti tu dim dum tim tum dik tik yor yorum cak cek cagim cegim mis mus sin sun siniz sunuz lar ler im um
    iniz unuz dan den ten tan mali meli yim""".split()  # noqa: SIM905 - a page of quotes would hide the words
)
_AMOUNT = re.compile(
    r"(?:gun|ay|yil|saat|hafta|kisi|kere|kez|adet|tane|tl|lira|dakika|dk|metre|km|mah|beden)\w{0,4}"
)
_ON_ENDINGS = ("da", "de", "ta", "te", "dan", "den", "tan", "ten")
_FURTHEST = 3  # words of a street's name
_ENGLISH = re.compile(
    r"(?<![\w.,])\d{1,5}[a-z]?,? (?:(?!(?:to|the|on|in|of|at|by|days?|hours?|from|for|a|no|and|is|more|"
    r"this)\b)[^\W\d_]{2,20} ){1,3}"
    r"(?:street|st|road|rd|avenue|ave|lane|ln|drive|close|square|court|gardens|terrace|boulevard|blvd|"
    r"crescent)\b\.?"
    r"(?:,? ?(?:flat|apt|apartment|unit|floor|no|#)\.? ?\d{1,4}[a-z]?\b)?|"
    r"(?<![\w.,])(?:[^\W\d_]{3,30}(?:stra(?:ss|ß)e|str\.|weg|platz)|(?:rue|via|calle|ul\.|"
    r"улица) [^\W\d_]{3,30}),? \d{1,4}[a-z]?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    bare: str  # folded
    capital: bool

    @property
    def is_word(self) -> bool:
        return self.bare[:1].isalpha()

    @property
    def is_number(self) -> bool:
        return self.bare[:1].isdigit()

    @property
    def counts(self) -> bool:
        return self.is_number or self.bare in _NUMBER_WORDS


def address_spans(text: str) -> Iterator[tuple[int, int]]:
    english = [match.span() for match in _ENGLISH.finditer(text)]
    last = 0
    for start, end in sorted([*english, *_turkish(text)]):
        if start >= last:
            yield start, end
            last = end


def _turkish(text: str) -> Iterator[tuple[int, int]]:
    pieces = [
        _Piece(*match.span(), fold_text(match.group()), match.group()[0].isupper())
        for match in _PIECE.finditer(text)
    ]
    shouted = not any(character.islower() for character in text)
    at = 0
    while at < len(pieces):
        first = _name_begins(pieces, at, shouted) if _is_place(pieces[at].bare) else None
        if first is None:
            at += 1
            continue
        last, streets, numbered = _runs_to(pieces, at)
        if numbered or (streets > 1 and pieces[at].bare.startswith("mah")):
            yield pieces[first].start, pieces[last].end
        at = last + 1


def _is_place(word: str) -> bool:
    return bool(_STREET.fullmatch(word) or _HOUSE.fullmatch(word))


def _ends_in(word: str, endings: tuple[str, ...]) -> bool:
    """Whether an ending hangs on at least one letter."""
    return word.endswith(endings, 1)


def _name_begins(pieces: list[_Piece], at: int, shouted: bool) -> int | None:
    """The first piece of the name that ends before ``at``; None where there is no name."""
    street = _STREET.fullmatch(pieces[at].bare)
    place = at - 1
    if place >= 1 and pieces[place].bare == "." and pieces[place - 1].is_number:
        place -= 1  # "1042. Sok."
    if place < 0:
        return None
    near = pieces[place]
    if near.is_number:
        district = pieces[at].bare.startswith("m") or not street
        return None if district else place
    if not near.is_word or near.bare in _ASKING or near.bare in _OUTSIDE:
        return None
    first = place
    while (
        first > 0
        and place - first < _FURTHEST - 1
        and _goes_on(pieces[first - 1], pieces[first], near, shouted)
    ):
        first -= 1
    return first


def _goes_on(before: _Piece, after: _Piece, near: _Piece, shouted: bool) -> bool:
    if not before.is_word or before.bare in _OUTSIDE or _is_place(before.bare):
        return False
    if near.capital and not shouted:
        return before.capital
    if before.bare in _HONOURS or before.bare in FIRST_NAMES or before.bare in _NUMBER_WORDS:
        return True
    return len(before.bare) > 3 and after is near and not _ends_in(before.bare, _VERB_ENDINGS)


def _runs_to(pieces: list[_Piece], at: int) -> tuple[int, int, bool]:
    """The last piece of the address, how many streets it names, and whether there is a number in it."""
    last, streets, place = at, 1, at + 1
    numbered = at > 0 and _is_numbered_street(pieces, at)
    # A number may follow a street; a house, or "on the street", needs a word that says what the number is.
    keyed = bool(_STREET.fullmatch(pieces[at].bare)) and not _ends_in(pieces[at].bare, _ON_ENDINGS)
    while place < len(pieces):
        piece = pieces[place]
        if piece.bare in ".,:/-–#()":
            place += 1
            continue
        if piece.counts and keyed and not _counts_something(pieces, place):
            numbered, last, keyed = True, place, pieces[place - 1].bare in "/-" or piece.bare in _NUMBER_WORDS
            place += 1
            if place < len(pieces) and pieces[place].bare in "/-":
                keyed = True
            continue
        if _KEY.fullmatch(piece.bare) and _has_value(pieces, place):
            keyed = True
        elif _is_letter_of(pieces, place) or (keyed and len(piece.bare) == 1 and piece.is_word):
            numbered, last = True, place
        elif (further := _further_place(pieces, place)) is not None:
            last, streets, keyed = further, streets + 1, True
            numbered = numbered or _is_numbered_street(pieces, further)
            place = further
        else:
            break
        place += 1
    return last, streets, numbered


def _counts_something(pieces: list[_Piece], place: int) -> bool:
    return place + 1 < len(pieces) and _AMOUNT.fullmatch(pieces[place + 1].bare) is not None


def _has_value(pieces: list[_Piece], place: int) -> bool:
    """ "no: 5", "kat zemin", "daire b"."""
    following = [piece for piece in pieces[place + 1 : place + 4] if piece.bare not in ".:,#-/"]
    return bool(following) and (
        following[0].counts or _KEY.fullmatch(following[0].bare) is not None or len(following[0].bare) == 1
    )


def _is_letter_of(pieces: list[_Piece], place: int) -> bool:
    """ "b blok"."""
    return (
        len(pieces[place].bare) == 1 and place + 1 < len(pieces) and pieces[place + 1].bare.startswith("blok")
    )


def _is_numbered_street(pieces: list[_Piece], at: int) -> bool:
    before = pieces[at - 2] if pieces[at - 1].bare == "." and at > 1 else pieces[at - 1]
    return before.is_number


def _further_place(pieces: list[_Piece], place: int) -> int | None:
    """Where the next street's own word stands, if a name of up to three words leads to it."""
    for distance in range(_FURTHEST + 2):
        at = place + distance
        if at >= len(pieces):
            return None
        if _is_place(pieces[at].bare):
            return at
        if pieces[at].bare in _OUTSIDE or (
            not pieces[at].capital and _ends_in(pieces[at].bare, _VERB_ENDINGS)
        ):
            return None
        if not pieces[at].is_word and not pieces[at].is_number and pieces[at].bare != ".":
            return None
    return None
