"""What a message does not report as happening: turns of speech, denials, questions of what might be, old stories.

Such stretches are blanked before the rules look, each by itself. So a price, a "might it" or a "last year" never
hides what the rest of the message reports.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from invekto.chat_analysis.emergency.denied import denied
from invekto.chat_analysis.emergency.everyday import everyday_troubles
from invekto.chat_analysis.emergency.words import EYE
from invekto.chat_analysis.notation import Page, Phrases, Span, phrases

_NO_BLOOD = phrases(
    "(içecek/nefes/kan) grubu*, kan (grup*/tahlil*/değer*/test*/şeker*/vermek/verdim/bağış*/ver*)",
    "kan sulandırıcı*",
    "blood (test*/type/pressure/thin*/sugar/work)",
    "kan* (ısındı/kaynadı)",
)

_OVERCOME = (
    "(nefes* kesil*/nefes* kesti/soluk* kesil*/soluğ* kesil*/bayıl*/kalp krizi/kalbim* dur*/"
    "boğaz* düğümlen*/yüreğ*/nutk*/dil* tutul*/kalb* (çarp*/at*/küt*)/gözüm* karar*/felç*/titre*/"
    "kör*)"
)
_IDIOMS = phrases(
    "(fiyat*/fatura*/ücret*/rakam*/tutar*/taksit*/mesaj*/fotoğraf*/sonuc*/gülüş*/reklam*/yorum*/"
    "güzellik*/hesab*/teklif*) "
    "(duyunca/görünce/görüp/okuyunca/okurken/bakınca/öğrenince/gelince/karşısında)? (az kalsın/"
    f"resmen/valla/vallahi/benim)? {_OVERCOME}",
    f"(görünce/duyunca/düşününce/düşündükçe) (bile/az kalsın/resmen)? {_OVERCOME}",
    f"{_OVERCOME} ~ (düşününce/görünce/duyunca/okuyunca/okurken)",
    "(gülmekten/sevinçten/heyecandan/açlıktan/meraktan/mutluluktan/utançtan/gülüşü*/"
    f"burnu) (az kalsın/resmen/öldüm)? {_OVERCOME}",
    "(bayıl*/bogul*/öl*/kalp krizi) ~ (gülmekten/heyecandan/sevinçten)",
    "soluk kes*",
    "nefes* kes* ~ (fiyat*/güzel*/sonuç*/manzara/burun/gülüş*)",
    "nefes* kesen*",
    "nefes nefese (geldi*/geliyo*/yetiş*/koş*)",
    "soluk soluğa",
    "rahat bir nefes",
    "bir nefes",
    "nefes (alma/açan/egzersiz*/terapi*/koç*)",
    "bayıl* ~ (gülmekten/gülüş*/sonuç*/sonuc*/eline/işiniz*/video*/dişlerine/burnuna)",
    "(bayıldım/bayıldık/bayılıyorum) ~ klini*",
    "(gören/görenler*) ~ (bayılıyo*/bayıldı)",
    "(çok/ay/vallahi/resmen/tam/hepsine/size/ona) bayıldım",
    "bayılıyorum (size/sana/bu/o/şu)",
    "doktor* bayıl*",
    "(boğul*) ~ (iş*/borç*/mesaj*)",
    "kör olası*",
    "(kanı/kanım) (size/sana/ona) ~ ısın*",
    "ateş (pahası/fiyat*/püskür*/böceğ*/ed*)",
    "ateşli (bir)? ~ (taraftar*/tartış*/savunucu*/kampanya*/fırsat*/indirim*/teklif*/paket*)",
    # The number, not the face.
    "yüz (bin/yirmi/otuz/kırk/elli/altmış/yetmiş/seksen/doksan/tl/lira/euro/avro/dolar/kişi*/adet/küsur)",
    "ateş gibi fiyat*",
    "(sinir*/öfke*/soğuktan) ~ titr*",
    "(gözüme/gözümü) kestir*",
    "gözüm* (yükseklerde/korktu/kaldı/kesmedi/tutmadı/arkada)",
    "gözü* (yaşlı/yükseklerde)",
    "göz* (at*/önünde bulundur*/gezdir*)",
    "(took/takes/taking) (my/your/her/the)? breath away",
    "breathtaking",
    "hold* my breath",
    "(borç*/gırtla*) ~ (boğul*/gırtla*/kadar)",
    "kan (emici*/ağla*/ağlı*/kusturdu*/ter*/davası/tut*)",
    "kanayan yaramız",
    "ter bez*",
    "vitiligo* ~ ~ ~ leke*",
    "(yutam*/yutmak*) ~ ~ (lafı*/lafını*/zammı*/zam/fiyatı*/hakaret*/sözü*)",
    "(lafı*/lafını/zammı/fiyatı/hakareti/sözü) ~ (yutam*/yutmak*)",
    "(korkudan/korkumdan/stresten/heyecandan) ~ (bayılacağ*/bayılacak*/bayılıcam*/bayılcam*/bayılırım)",
    "bloody (hell/amazing/brilliant)",
    "maske* ~ (boğul*/nefes*)",
    "(boğul*/nefes*) ~ maske*",
    "(laugh*/love*) ~ (faint*/died/choke*)",
    "heart attack ~ ~ (price*/bill/quote*/invoice)",
    "(price*/bill/quote*/invoice) ~ ~ (heart attack/faint*/passed out/stroke/choke*)",
    "(kalp krizi/inme/felç) ~ (geçirecek*/geçiricek*/geçircek*/inecek*/geçirtecek*)",
    "suya düş*",
    "hava* ~ derece*",
    "emboli çorab*",
    "(kulak burun)? boğazcı*",
    "kulak burun boğaz*",
    "(gerek/lüzum/uygun) görm*",
    "(african/dark skin/darker skin/black skin/skin type*/tenli/tenliyim)",
    f"{EYE} (de/da/iyi/zaten/artık)? (iyi)? görm* ~ ~ (yazı*/oku*/harita*/telefon*/küçük/tek başıma/evladım)",
    f"(yaz*/oku*/evladım/küçük) ~ ~ {EYE} (de/da/iyi)? görm*",
    "hem nefes* alam* hem ~ (kemer*/burn*/burun*/şekil*)",
    "burn* (hem)? ~ hem (de)? nefes* alam*",
    "burn* ~ nefes* al* ~ (kemer*/eğri*/deviasyon*)",
)
# With a laugh beside it, a word that people also use in fun is meant so.
_LAUGHED_AT = phrases(f"{_OVERCOME}", "(öldüm/ölüyo*/boğul*/heart attack/fainted/dying/stroke)")
_LAUGH = re.compile(
    "[\U0001f602\U0001f605\U0001f923\U0001f606]|:d\\b|haha|ahah|jajaj|sjsj|\\bsaka\\b|\\bjust kidding\\b"
)
# Habit, fear or future, not report: "kabarırım", "şişecek". What faints or chokes people say so too of this minute.
_NOT_YET = phrases(
    "(kabarırım/kabarır/kabarıp/şişer/şişerim/şişecek/şişeceğ*/bayılırım/bayılır/kanar/kanayacak/"
    "kızarır/kızarırım/kaşınır/morarır/morarırım/moraracak/titrerim/titrer/daralır/kararır/"
    "karartır/dökülür) (mı/mu/mi)?",
    "(hafif/azıcık/minik/ufak/çok az/belli belirsiz/slight/slightly/mild/tiny) (bir/"
    "bi)? (kızarık*/şişlik*/morluk*/morarma*/kaşıntı*/pembe*/sızı*/sızıntı*/ağrı*/kabarcık*/"
    "redness/swelling/bruis*/itch*/swollen)",
    "(kalp/tansiyon/astım/epilepsi/çarpıntı/alerji/şeker/panik atak) (hasta*/ilac*/ilaç*/pil*/"
    "yetmezliğ*/bünye*)",
    "(astım*/koah/epilepsi*/panik atak*)",
    "(lateks*/latex/penisilin*/aspirin*/polen*/toz*/arı*/iyot*/lidokain*/novalgin*/"
    "antibiyotiğ*) (karşı)? alerji*",
    "(allergic/allergy) (to/on)",
)

# What is not there any more, or never belonged to the mouth.
_FALSE_TEETH = phrases(
    "(takma/protez/porselen/zirkonyum/geçici/yapay) diş*",
    "protez* diş*",
    "(gece)? plağ*",
    "(gece)? plak*",
    "damak (diş*/plağ*)",
    "dentures?",
    "(false/fake/temporary) (tooth/teeth)",
    "retainer*",
    "night guard*",
)

_PERHAPS = phrases(
    "(olur/olabilir/gelir/akar/yapar/eder/verir/yaratır/doğurur/açar/tetikler/bozar/engeller/düşürür/etkiler/"
    "bırakır/bulaşır/"
    "çıkar/gelişir/görülür/oluşur) (mu/mi/muyum/muydu/mıydı/miydi/mıymış/muymuş/miymiş)",
    "(olurmu/olabilirmi/yaparmı/edermi/olurmuş/yaparmış/olabiliyormuş/engel mi/engelmi)",
    "(mümkün/söz konusu) mü*",
    "(risk*/ihtimal*/olasılığ*/olasılık*/tehlikesi*/komplikasyon*/yan etki*)",
    "(ne sıklıkta/ne sıklıkla/yüzde kaç*)",
    "(olursa/olursam/çıkarsa/yaparsa/durmazsa/düşerse/şişerse/kanarsa/bayılırsam/bayılırsa/"
    "geçirirsem/kalırsam/"
    "kalırsa/olmasın/olmaktan/ölürsem)",
    "(yapıyor/oluyor/ediyor) (mu/mi) (ki/bu/acaba)",
    "(korkusu/fobi*/takıntı*)",
    "merak ediyorum",
)
_PERHAPS_ENGLISH = phrases(
    "(can/could/does/will/would/might/may) (it/my ~/botox/filler*/lip filler*/this procedure/you/the/"
    "an implant/i) "
    "(cause/make/lead/get/go/bleed/faint/lose/swell/happen/die)",
    "(risk*/chance*/odds/possibility/danger) (of/that)",
    "(incase/in case) (i/it/the/my)",
    "if (i/you/he/she) (get/got/have/had/react*/bleed*/faint*/start*/feel*)",
    "what if",
    "(how (often/likely/common))",
    "(afraid/scared/terrified/worried) (of/about) (going/getting/losing/bleeding)",
)

_LONG_AGO = phrases(
    "(yıl/yil/sene) (önce/evvel)",
    "(yıllar/seneler) (önce*/evvel)",
    "(geçen/evvelki) (yıl*/sene*)",
    "(çocukken/küçükken/gençken/çocukluğumda/geçmişte/askerdeyken)",
    "(years/year) ago",
    "last year",
    "as a? (child/kid/teenager)",
    "when i was (a/young/little)",
    "in the past",
    raw=r"20[01]\d'?(?:de|da|te|ta)\w*|when i was \d{1,2}",
)
_LATELY = phrases(
    "(ay/hafta) önce", "geçen (ay/hafta)", "(months/month/weeks) ago", "last (month/week)", "daha önce"
)
_OVER = phrases(
    "(geçti/geçmişti/düzeldi/iyileşti/toparladı/toparladık/eritmiş*/atlattı*/kendiliğinden/"
    "kurtuldu*) (gitti)?",
    "(fine/healed/better/ok) now",
    "(all/fully) (healed/fine)",
    "it (passed/resolved/healed)",
    "hastanede baktılar",
)
_ALWAYS = phrases(
    "(yıllardır/senelerdir/yıldır/senedir/doğuştan/çocukluğumdan/küçüklüğümden/aylardır)",
    "(for/since) (years/childhood/birth)",
    "since i (am/was) (a)? (child/kid/born)",
)
_HEARSAY = phrases(
    "(haber*/gazete*/internette*/instada/instagramda/tiktok*/youtube*/facebook*/fb/forum*/videoda/"
    "dizide/filmde/"
    "rüya*/kabus*)",
    "(duydum/duyduk/duyduğum*/duymuştum/okudum/okumuştum/izledim/anlattı/anlatıyor/anlattığına)",
    "(kadının/adamın/kızın) biri*",
    "(apartmanda/mahallede/tanıdık*/bir) (biri/birinin/tanıdı*/kadın*/adam*)",
    "(heard/read) (about/that/of)",
    "(on the news/in the news/saw a video/a video of)",
    "dream* ~ (that/of/about)",
    "(friend/cousin/colleague/coworker/neighbou?r) ~ ~ (abroad/overseas/elsewhere/in (an)? other country/"
    "in another country/"
    "at another (place/clinic/dentist))",
    "on (reddit/tiktok/instagram/youtube)",
    "(hastanelik olmuş/merdiven altı*)",
    "(o/bu) yüzden kork*",
    "(tıp/diş hekimliği/hemşirelik) öğrenci*",
    "(sunum*/ödev*/tezim*/makale*/ilk yardım eğitim*)",
    "for (the)? future",
)
_NOW = phrases(
    "(şimdi/şuan/şuanda/bugün/bügün/hala/hâlâ/dün/dünden/az/demin/birden/aniden/geceden/sabahtan/"
    "akşamdan/ama/fakat/"
    "ancak/lakin)",
    "şu an*",
    "bu (sabah/gece/akşam/öğlen/sefer/gün)",
    "(now/today/tonight/yesterday/but/still/suddenly/however)",
    "this (morning/evening/afternoon)",
    "(saattir/dakikadır/saatir/gündür)",
)

_BUT_THEN = re.compile(r"(?:ama|fakat|ancak|lakin|but)\W+(?:\w+\W+)?")
_NOTHING_MORE = re.compile(r"\s*(?:[,.;!?\n]|$)")
_SENTENCE_END = re.compile(r"[.!?;\n]+(?=\s|$)")
_CLAUSE_END = re.compile(r"[.!?;,\n]+(?=\s|$)")
_WORD = re.compile(r"\w+")
# A finished verb: behind it another thing is said.
_FINITE = re.compile(
    r"\w*(?:[iu]yor?\w*|[iu]yo[mnk]?|[iu]yrm?|[dt][iu](?:m|k|n|ler|lar)?|m[iu]s\w*|var|vardir|yok)$"
)
_GOING_ON = re.compile(
    r"\b(?:(?!kork|merak|isti|dusun|soru|edi)\w*[iu]yo(?:r\w*|m|n|k)?|\w*[iu]yrm?|var|varmi|cannot|"
    r"can't|cant|is|are|am|i'm|it's|has|have)(?!\w)"
)
# "Gelsem olur mu", "buz koysam olur mu" ask what to do, not what may come.
_IF_I_DO = re.compile(r"\w*s[ae][mk]?")
# How far a stretch may reach, so that a page without a full stop stays cheap.
_REACH = 200
_WORDS_ASKED_OF = 6


def blank_calm_parts(page: Page) -> None:
    """Blanks all that reports no present trouble."""
    for calm in (_IDIOMS, _NO_BLOOD):
        page.blank(page.find(calm))
    page.blank([*denied(page), *everyday_troubles(page)])
    page.blank(page.find(_NOT_YET))
    if _LAUGH.search(page.text):
        page.blank(page.find(_LAUGHED_AT))
    page.blank([*_questions(page), *_questions_in_english(page)])
    for story in (_LONG_AGO, _HEARSAY, _ALWAYS, _LATELY):
        page.blank(list(_stories(page, story)))


def blank_false_teeth(page: Page) -> None:
    """They break and come off without harm, unlike what they are named after."""
    page.blank(page.find(_FALSE_TEETH))


def _questions(page: Page) -> Iterator[Span]:
    """A question of what may come takes the words before it with it, back to a comma or to the last finished
    verb, which reports something."""
    for place, end in page.find(_PERHAPS):
        start = _last_stop(page, place, _CLAUSE_END)
        words = list(_WORD.finditer(page.text, start, place))[-_WORDS_ASKED_OF:]
        if not words:
            continue
        if _IF_I_DO.fullmatch(words[-1].group()):
            continue
        start = words[0].start()
        for word in reversed(words):
            if _FINITE.fullmatch(word.group()) or _NOW.matches(word.group()):
                start = word.end()
                break
        yield start, end


def _questions_in_english(page: Page) -> Iterator[Span]:
    for start, end in page.find(_PERHAPS_ENGLISH):
        yield start, _said_until(page, end, _CLAUSE_END)


def _stories(page: Page, story: Phrases) -> Iterator[Span]:
    """Old, healed and heard-of trouble, up to a comma or a word that turns to now."""
    stop = _SENTENCE_END if story is _LATELY else _CLAUSE_END
    for place, tail in page.find(story):
        start, end = _said_from(page, place, tail, stop), _said_until(page, tail, stop)
        if story is _LATELY and not any(over >= start for over, _ in page.find(_OVER)):
            continue
        if story is _ALWAYS or not _GOING_ON.search(page.text, start, end):
            yield start, end


def _last_stop(page: Page, place: int, stop: re.Pattern[str]) -> int:
    start = max(0, place - _REACH)
    return max((match.end() for match in stop.finditer(page.text, start, place)), default=start)


def _said_from(page: Page, place: int, tail: int, stop: re.Pattern[str]) -> int:
    turns = page.find(_NOW)
    before = bisect_right(turns, place, key=_end)
    if (
        before
        and _BUT_THEN.fullmatch(page.text, turns[before - 1][0], place)
        and _NOTHING_MORE.match(page.text, tail)
    ):
        before -= 1  # "dilim sisti ama on yil once" turns to nothing new
    return max(_last_stop(page, place, stop), turns[before - 1][1] if before else 0)


def _said_until(page: Page, place: int, stop: re.Pattern[str]) -> int:
    limit = min(len(page.text), place + _REACH)
    match = stop.search(page.text, place, limit)
    turns = page.find(_NOW)
    after = bisect_left(turns, (place, 0))
    return min(match.start() if match else limit, turns[after][0] if after < len(turns) else limit)


def _end(place: Span) -> int:
    return place[1]
