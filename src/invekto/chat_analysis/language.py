"""Which language a message is in: Turkish or English by their small words, others by their script.

A message that says nothing about its language ("ok", an emoji, a number) keeps the language of the
conversation, so one such message never flips it.
"""

from __future__ import annotations

import re

from invekto.chat_analysis.normalise import Folded

DEFAULT = "tr"

_TURKISH_LETTERS = re.compile("[ğışİĞŞçöüÇÖÜ]")
_SCRIPTS = (
    ("ar", re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
)
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")

# Left out of both: words that are common in either once folded (is, he, as, no, on, an, at, her, in, bana).
_ENGLISH = frozenset(
    """a about after again all also am and any anyone are around be because been before but by can cannot
    cant can't could day days did didn't do does doesn't don't dont for from get go going good got had has
    have
    haven't hello help here hey hi him his how i i'd i'll i'm i've if im into isn't it it's its just
    know later let like long lot many may me money more morning much must my need never new next nice
    nobody not
    now of off one only open or order our out over package parcel pay per people please pls price really
    return
    same see send sent she should sir so some someone something sorry soon still such tell than thank
    thanks
    that that's the their them then there these they they're thing think this those through till time to today
    tomorrow too track tracking two under until up us very wait wanna want was wasn't way we week weeks
    well went
    were what what's when where where's which while who whose why will with won't work would wouldn't wrong
    yeah
    yep yes yesterday yet you you're your yours appointment cancel cost delivery doctor during each ever every
    first flight give hotel hour hours keep last left look made make month months next night near nope nothing
    okay old once ones other outside pain past please problem put quick quickly ready receive received refund
    right said shipped shipping shop size speak start stay store sure surgery swollen take talk teeth tooth
    treatment
    try uk use weekend without women work works worth year years bleeding buy call card clinic color colour
    bye thx ty cheers agent human correct unsubscribe hiya mate good evening transfer airport
    arrived""".split()  # noqa: SIM905 - a page of quotes would hide the words
)
_TURKISH = frozenset(
    """abi abla acaba ama ancak artik asla az bari bayan baya bazi belki ben bende benden beni benim bey
    beyler
    bi bile bilgi bir biraz biri birkac birsey biz bize bizde bizi bizim boyle bu buda bugun bunda bundan
    bunlar bunu
    bunun burada burasi burda cok cunku da daha dan de degil degilim dek den diye dun efendim en eger evet
    falan fakat
    fazla fiyat gece gecen gel geldi gelir gelmedi gerek gibi gore gun gunaydin gunler haftaya hala hangi
    hani hala
    hanim hayir hem hep hepsi herkes hic hocam icin icinde ile ilgili iyi ise iste istemiyorum istiyorum
    itibaren
    kac kadar kardesim kargo kargom karsi kendi ki kim kimse kolay konuda kusura lazim lutfen madem merhaba
    mi mu
    mudur misiniz musunuz miyim nasil ne neden nedir nerede nerde nereye niye o olan olarak oldu olmadi olmaz
    olur olsun ona ondan onlar onu onun ordan orda oyle oysa pek peki peki randevu sabah saat sadece sagol
    sagolun
    sana sanirim selam selamlar sen seni senin sey siparis siparisim siz size sizde sizden sizi sizin slm
    sonra soyle
    su suan sunu ta tabi tabii tam tamam tane tekrar tesekkur tesekkurler tl tum ustu uzere var vardi ve
    veya yani
    yapar yapin yarin yer yine yok yoksa yuzde zaman zaten hocam bakar misin musun yapiyor musunuz eder ederim
    rica iade fatura hala aksam aksamlar gelecek gelmiyor istedim aldim verdim gitti hayirli kolay""".split()  # noqa: SIM905 - a page of quotes would hide the words
)
_TURKISH_ENDING = re.compile(
    r"(?:yor(?:um|sun|uz|lar)?|iniz|unuz|ler|lar|lari|leri|mis|mus|dim|dum|tim|tum|ecek|acak|ecegim|acagim|"
    r"mek|mak|siniz|sunuz|misiniz|musunuz|dan|den|nin|nun|imi|umu|dir|tir|iyor|uyor|meli|mali|ince|arak|"
    r"erek)$"
)
_ENGLISH_ENDING = re.compile(r"(?:ing|tion|ould|ight|n't|'s|'ll|'ve|ness|ment|ough)$")
_NOT_TURKISH = re.compile("[qwx]")


_SWITCH = 1.5


def detect(text: str, folded: Folded, previous: str | None = None) -> str:
    """ISO 639-1 code. ``previous`` is the conversation's language so far; it stands when nothing speaks."""
    letters = len(_LETTER.findall(text))
    for code, script in _SCRIPTS:
        if letters and len(script.findall(text)) * 2 > letters:
            return code
    turkish = min(3.0, 1.0 * len(_TURKISH_LETTERS.findall(text)))
    english = 0.0
    for match in _WORD.finditer(folded.text):
        word = match.group()
        if word in _ENGLISH:
            english += 1.0
        if word in _TURKISH:
            turkish += 1.0
        elif len(word) > 4 and _TURKISH_ENDING.search(word) and word not in _ENGLISH:
            turkish += 0.8
        elif len(word) > 3 and (_NOT_TURKISH.search(word) or _ENGLISH_ENDING.search(word)):
            english += 0.6
    # One word of the other language ("thanks", "ok") is politeness, not a switch.
    needed = 0.0 if previous is None else _SWITCH
    if turkish == english or abs(turkish - english) < needed:
        return previous or DEFAULT
    return "tr" if turkish > english else "en"
