"""The words by which messages are told apart: without those that stand in any message, and without names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from invekto.chat_analysis.services import is_name
from invekto.core.folding import fold, turkish_lower

# Turkish hangs its grammar on a word's end; what a word is about stands in its first letters.
_STEM = 5
LONGEST = 4096  # characters of a message that are looked at; no more of it is understood either
_WORD = re.compile(r"[^\W\d_]{2,}")
_EMPTY_WORDS = frozenset(
    """acaba yapmak yapilir yapiliyor yapilabilir veriyor veriyormusunuz verir verirmisiniz ister istermisiniz
    isterim isteriz diycem diyecektim dicem bisey misin ama ancak artik asla az bana bari bazi belki ben benden
    beni benim beri beyler bi bide bile bilgi bir biraz biri birsey biz bizde bize bizi bizim boyle bu buna
    bunda bundan bunlar bunlari bunu bunun burada burda buyrun cok cunku da daha dahi dan de degil den dene der
    derece dermisiniz diye dolayi dun dunku durumda efendim eger elinizde en eski et eti etti ettim evet falan
    fakat filan gayet gece gecen gel geldi gelen gelir gene genelde gerek gibi gore gun gunaydin gunler hala
    halde hangi hani hayir hayirli hele hem hep hepsi her herhangi herkes hersey hic icin icinde ile ilgili ise
    iste istedim istemiyorum istiyorum istiyoruz istiyordum istesem itibaren iyi kac kadar karsi kendi ki kim
    kimse kolay kolaylik kolayliklar lutfen mi merhaba merhabalar misiniz miyim miyiz mrb mu mumkun mumkunmu
    musun musunuz muyum nasil ne neden nedir nerede nerde neyse nereden nicin niye o ok okey olabilir olan
    olanlar olarak oldu oldugu oldum olmak olmaz olsa olsun olup olur olurmu olurum ona onda ondan onlar onu
    onun orada orda oysa oyle peki pek rica sag sagol sana sanki sayin sen senin siz sizden size sizi sizin
    sizde slm selam selamlar selamun aleykum aleykumselam son sonra su suan suanda simdi sonradan soracaktim
    sormak soru sorum sey tabi tabii tam tamam tamamdir tesekkur tesekkurler tmm tum uzere ustune vallahi valla
    var varmi varsa ve veya vs ya yada yani yapabilir yapan yapar yapiyor yapiyormusunuz yapiyorsunuz yapsam
    yeni yerine yine yok yoksa zaten zaman alo hocam abi abla hanim bey canim cnm aksamlar aksam sabah sabahlar
    calismalar bakar bakarmisiniz ilgilenir ederim edebilir ederseniz ediyorum edecegim alabilir alabilirmiyim
    alabilirmiyiz almak ogrenmek ogrenebilir istiyorduk yazdim yazmistim a about after again all also am an and
    any anyone are as at be because been before but by can cant could day days did do does doesnt dont for from
    get go going good got had has have hello help hey hi how i id if ill im in into is isnt it its ive just know
    like let make me more my need no not now of off okay on one only or our out over please pls possible really
    said same see send she should so some someone something soon still such sure take tell than thank thanks
    that the their them then there these they thing this those through till time to too up us very want wanted
    was we well were what when where which while who why will wish with without wont would yes yet you your guys
    sir madam ich du er sie wir ihr es die das und oder nicht ist sind war haben habe hat ein eine einen mit von
    zu auf fur wie wo wann bitte hallo danke guten tag konnen kann""".split()  # noqa: SIM905 - a page of quotes would hide the words
)


@dataclass(frozen=True, slots=True)
class Word:
    """``stem`` is what is compared, ``shown`` the word as it was written, in lower case."""

    stem: str
    shown: str


def content_words(text: str) -> list[Word]:
    """In their order, with repeats. None for "tamam", "evet", "?" and a picture without words."""
    lower = turkish_lower if _is_turkish(text[:LONGEST]) else str.lower
    found = []
    for match in _WORD.finditer(text):
        if match.end() > LONGEST:
            break  # half a name would not be known for one
        written = match.group()
        folded = fold(written)
        # Of words this short only "iş" and the like say something; "is" in plain letters is any language's.
        if (len(folded) > 2 or not written.isascii()) and folded not in _EMPTY_WORDS:
            found.append(Word(folded[:_STEM], lower(written)))
    return found


def may_be_shown(word: Word, known: frozenset[str]) -> bool:
    """Whether it can stand on a label: nobody's name."""
    return not is_name(fold(word.shown), known)


def _is_turkish(text: str) -> bool:
    return any(letter in "ığşçöüİĞŞÇÖÜ" for letter in text)
