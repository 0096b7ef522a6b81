"""Small words of Turkish, English and German, folded, for telling the languages apart."""

from __future__ import annotations

ENGLISH = frozenset(
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
TURKISH = frozenset(
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
# The words that hold a sentence together. They say which language borrows and which is borrowed from.
TURKISH_GRAMMAR = frozenset(
    """mi mu misin musun misiniz musunuz miyim miyiz muyuz midir mudur miydi muydu var varmi yok yokmu icin
    ile ne nasil neden niye nerede nerde nereye hangi hangisi kac kaca kadar bu su ben sen biz siz
    bana sana bize size beni seni bizi sizi bir bi cok da de ki ve ama veya degil olur olurmu olsun
    oldu olan olarak gibi daha sonra once hala artik simdi zaman lazim gerek istiyorum istiyoruz
    istemiyorum alabilir alabilirmiyim miyiz abi abla hocam canim ya yaa ise hic hep sey boyle soyle
    evet hayir peki tamam yani bakar bakin lutfen neyse naber atin atsana yazin diye dedi demis
    kimse""".split()  # noqa: SIM905 - a page of quotes would hide the words
)
ENGLISH_GRAMMAR = frozenset(
    """the a is are am was were i i'm i'd i'll i've you your yours he she we they it it's its my our their
    his this that these those there do does did don't doesn't didn't can could would should will
    won't can't cant of to for from with and or but if what when where which who why how have has
    had not be been any some in about than then because me us him them an at by into whether dont im
    isn't wasn't aren't let's""".split()  # noqa: SIM905 - a page of quotes would hide the words
)
GERMAN_GRAMMAR = frozenset(
    """ich du er sie wir ihr es mich mir dich dir uns euch ihnen mein meine meinen meiner meinem dein deine
    ihre ihren ihrem unser unsere der die das den dem des ein eine einen einem einer und oder aber
    nicht kein keine keinen ist sind war waren bin hat haben habe hatte wird werden wurde kann
    konnen koennen konnte muss mussen soll mochte moechte darf fur fuer mit von vom zum zur bei beim
    nach aus auf uber ueber unter vor seit wie was wann wo woher wohin warum welche welcher welches
    wieviel viel auch noch schon nur sehr dann wenn weil dass ob als im am etwas jemand gibt doch
    mal heute morgen jetzt hier dort sich zu""".split()  # noqa: SIM905 - a page of quotes would hide the words
) - {"am", "war", "die", "des", "was", "mal", "dem", "den", "du", "er", "im", "zu"}
# Shared with Turkish or English once folded; they tell something only beside clearer words.
GERMAN = frozenset(
    """die des was mal dem den war kostet kosten preis termin bestellung bestellen lieferung liefern
    liefert versand grosse groesse farbe schwarz weiss rot blau grun zahn zahne zahnarzt schmerzen
    zahnschmerzen nase behandlung arzt klinik uhr tag tage woche wochen monat samstag sonntag montag
    dienstag mittwoch donnerstag freitag geoffnet offen rechnung zuruck zuruckgeben ruckgabe
    umtausch zahlen bezahlen ratenzahlung deutsch deutschland turkisch englisch osterreich schweiz
    bitte gern gerne leider wirklich angst notig narkose dauert lange fliege flug urlaub haare
    haartransplantation wurde frage fragen melden antwort schreiben sprechen spreche verstehe
    brauche suche kaufen nehme nehmen ubernachtung dolmetscher abholung flughafen schonen gut besser
    genau vielleicht naturlich paket angekommen kaputt beschadigt falsch falsche artikel adresse
    geld geliefert moglich frau mann kind tochter sohn""".split()  # noqa: SIM905 - a page of quotes would hide the words
)
# Names that are English or German words as well: by themselves they tell nothing.
NAMES_TOO = frozenset("can may mine will mark art grace hope joy rose dawn sun ada ali nur".split())  # noqa: SIM905 - reads as a list
# Turkish without its letters ("iş", "dört", "her"): of another language only where nothing in the message is Turkish.
TURKISH_TOO = frozenset("is her an at dort".split())  # noqa: SIM905 - reads as a list
# Said to anyone in any language: politeness, greetings and trade words are no change of language.
POLITE = {
    "ok": "", "okay": "", "okey": "", "oki": "", "okk": "", "yes": "en", "no": "", "super": "", "lol": "",
    "hi": "en", "hello": "en",
    "hey": "en", "thanks": "en", "thank": "en", "thx": "en", "tnx": "en", "ty": "en", "please": "en",
    "pls": "en", "plz": "en",
    "sorry": "en", "bye": "en", "pardon": "", "danke": "de", "bitte": "de", "hallo": "de", "tschuss": "de",
    "guten": "de",
    "merhaba": "tr", "selam": "tr", "slm": "tr", "mrb": "tr", "tesekkurler": "tr", "sagol": "tr",
    "tamam": "tr", "tmm": "tr",
    "evet": "tr", "hayir": "tr", "merci": "", "mersi": "", "vip": "", "pdf": "", "online": "", "link": "",
    "story": "",
    "mail": "", "instagram": "", "whatsapp": "", "google": "", "botox": "", "implant": "", "black": "",
    "friday": "",
    "good": "en", "nice": "en", "cool": "en", "perfect": "en", "stop": "", "zoom": "", "invisalign": "",
    "istanbul": "",
    "antalya": "", "izmir": "", "all": "en", "on": "", "off": "", "sale": "", "swipe": "", "up": "", "check": "",
    "four": "", "six": "", "before": "", "after": "", "hotel": "", "transfer": "", "full": "",
    "tracking": "en", "delivery": "en",
    "price": "en", "list": "en", "help": "en", "morning": "en", "night": "en",
}  # fmt: skip
