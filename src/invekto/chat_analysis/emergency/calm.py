"""What a message does not report as happening: turns of speech, denials, questions of what might be, old stories.

Such stretches are blanked before the rules look, each by itself. So a price, a "might it" or a "last year" never
hides what the rest of the message reports.
"""

from __future__ import annotations

import re

from invekto.chat_analysis.notation import Page, phrases
from invekto.chat_analysis.emergency.words import EYE

_SIGNS = (
    "(ateş*/titreme*/şiş*/kanama*/kan/ağrı*/sızı*/irin*/iltihap*/akıntı*/kızarık*/döküntü*/alerji*/bulantı*/"
    "morluk*/morarma*/renk değişim*/kaşıntı*/nefes (problem*/sıkıntı*/darlığ*)/görme (problem*/sorun*)/"
    "çarpıntı*/baygınlık/uyuşma*/uyuşukluk*)"
)
_DENIED = phrases(
    f"{_SIGNS} (da/de/falan/filan/hiç/ise/şu/an/simdi/gibi/bir/şey/o/bu/bende/mende/hiçbir)? "
    "(da/de/falan/hiç/bir/şey)? (yok/yoktu/yoktur/olmadı/kalmadı/yapmadı/görmedim)",
    f"(ne/hiç) {_SIGNS} (ne/var/oldu/de/da)? {_SIGNS} (yok/var/oldu/kalmadı)",
    "ateşim (hiç/de)? (çıkmadı/yükselmedi)",
    "(kanama*/kan/şiş*/ateş*/kaşıntı*/uyuşuk*/ağrı*) (da/de/şimdi/artık/hemen/tamamen/çok/şükür/çoktan)? "
    "(da/de/artık/tamamen)? (geçti/durdu/indi/kesildi/azaldı/dindi/düştü/kalmadı)",
    "(no/without/zero/any/never had/nor) (more/signs of/sign of/real/much)? "
    "(fever/temperature/bleeding/blood/swelling/pain/pus/infection/rash/redness/itching/numbness/seizure*)",
    "(bleeding/swelling/fever) (has/had/is)? (completely/all/now)? (stopped/gone (now/away/completely)/went away/went down now)",
    "(içecek/nefes/kan) grubu*, kan (grup*/tahlil*/değer*/test*/şeker*/vermek/verdim/bağış*/ver*)",
    "kan sulandırıcı*", "blood (test*/type/pressure/thin*/sugar/work)", "kan* (ısındı/kaynadı)",
)  # fmt: skip

_IDIOMS = phrases(
    "(fiyat*/fatura*/ücret*/rakam*/tutar*/taksit*/mesaj*/fotoğraf*/sonuc*/gülüş*/reklam*/yorum*/güzellik*/"
    "heyecan*/gülmek*/mutluluk*/sevinç*/stres*/sıcak*/korku*) ~ (nefes* kesil*/nefes* kesti/soluk* kesil*/soluğ* kesil*/"
    "bayıl*/kalp krizi/kalbim* dur*/boğaz* düğümlen*/yüreğ*/nutk*/dil* tutul*/kalb* (çarp*/at*/küt*)/"
    "gözüm* karardı/titre*)",
    "nefes* kes* ~ (fiyat*/güzel*/sonuç*/manzara/burun/gülüş*)", "nefes* kesen", "nefes nefese (geldi*/yetiş*)",
    "soluk soluğa (geldi*/yetiş*/koş*)", "rahat bir nefes", "bir nefes",
    "bayıl* ~ (gülmek*/gülüş*/sonuç*/sonuc*/eline/işiniz*/video*)", "(çok/ay/vallahi/resmen/tam) bayıldım",
    "(gülmekten/sevinçten/heyecandan/açlıktan/meraktan/sıcaktan) ~ (bayıl*/bogul*/öl*/kalp*/nefes*)",
    "kör olası*", "suya düş*", "hava* ~ derece*", "emboli çorab*", "(kulak burun)? boğazcı*", "kulak burun boğaz*", "gerek görm*", "lüzum görm*", "uygun görm*", "(african/dark skin/darker skin/black skin/skin type*/tenli/tenliyim)",
    f"{EYE} (de/da/iyi/zaten/artık)? (iyi)? görm* ~ ~ (yazı*/oku*/harita*/telefon*/küçük/tek başıma/evladım)", f"(yaz*/oku*/evladım/küçük) ~ ~ {EYE} (de/da/iyi)? görm*",
    "hem nefes* alam* hem ~ (kemer*/burn*/burun*/şekil*)", "burn* (hem)? ~ hem (de)? nefes* alam*", "burn* ~ nefes* al* ~ (kemer*/eğri*/deviasyon*)", "(kanı/kanım) (size/sana/ona) ~ ısın*", "ateş pahası", "ateş (ed*/püskür*/böceğ*)",
    "ateşli (bir)? (taraftar*/tartış*/savunucu*)", "(sinir*/öfke*/heyecan*/soğuktan) ~ titr*", "gözüme kestir*",
    "(took/takes/taking) (my/your/her/the)? breath away", "breathtaking", "hold* my breath",
    "(borç*/iş*/gırtla*) ~ (boğul*/gırtla*)", "kan (emici*/ağla*/kusturdu*/ter*/davası)", "bloody (hell/amazing/brilliant)",
    "maske* ~ (boğul*/nefes*)", "(boğul*/nefes*) ~ maske*",
    "(laugh*/love*) ~ (faint*/died/choke*)", "heart attack ~ (price*/bill/quote*/invoice)",
    "(price*/bill/quote*/invoice) ~ ~ (heart attack/faint*/passed out/stroke/choke*)",
    "(kalp krizi/inme/bayıl*) ~ (geçirecek*/geçiricek*/geçircek*/inecek*) ~ (fiyat*/fatura*/görünce/duyunca)",
    "doktor* bayıl*", "bayılıyorum (size/sana/bu/o/şu)",
)  # fmt: skip

# What is not there any more, or never belonged to the mouth.
_FALSE_TEETH = phrases(
    "(takma/protez/porselen/zirkonyum/geçici/yapay) diş*", "protez* (diş*)?", "(gece)? plağ*", "(gece)? plak*",
    "damak (diş*/plağ*)", "dentures?", "(false/fake/temporary) (tooth/teeth)", "retainer*", "night guard*",
)  # fmt: skip

_PERHAPS = phrases(
    "(olur/olabilir/yapar/eder/verir/yaratır/doğurur/açar/tetikler/bozar/engeller/düşürür/etkiler/bırakır/bulaşır/"
    "çıkar/gelişir/görülür/oluşur) (mu/mi/muyum/muydu/mıydı/miydi/mıymış/muymuş/miymiş)",
    "(olurmu/olabilirmi/yaparmı/edermi/olurmuş/yaparmış/olabiliyormuş/engel mi/engelmi)", "(mümkün/söz konusu) mü*",
    "(risk*/ihtimal*/olasılığ*/olasılık*/tehlikesi*/komplikasyon*/yan etki*)", "(ne sıklıkta/ne sıklıkla/yüzde kaç*)",
    "(olursa/olursam/çıkarsa/yaparsa/durmazsa/düşerse/şişerse/kanarsa/bayılırsam/bayılırsa/geçirirsem/kalırsam/"
    "kalırsa/olmasın/olmaktan/ölürsem)",
    "(yapıyor/oluyor/ediyor) (mu/mi) (ki/bu/acaba)", "(korkusu/fobi*/takıntı*)", "merak ediyorum",
)  # fmt: skip
_PERHAPS_ENGLISH = phrases(
    "(can/could/does/will/would/might/may) (it/botox/filler*/lip filler*/this procedure/you/the/an implant/i) "
    "(cause/make/lead/get/go/bleed/faint/lose/swell/happen/die)",
    "(risk*/chance*/odds/possibility/danger) (of/that)", "(incase/in case) (i/it/the/my)",
    "if (i/you/he/she) (get/got/have/had/react*/bleed*/faint*/start*/feel*)", "what if",
    "(how (often/likely/common))", "(afraid/scared/terrified/worried) (of/about) (going/getting/losing/bleeding)",
)  # fmt: skip

_LONG_AGO = phrases(
    "(yıl/yil/sene) (önce/evvel)", "(yıllar/seneler) (önce*/evvel)", "(geçen/evvelki) (yıl*/sene*)",
    "(çocukken/küçükken/gençken/çocukluğumda/geçmişte/askerdeyken)", "(years/year) ago", "last year",
    "as a (child/kid/teenager)", "when i was (a/young/little)", "in the past",
    raw=r"20[01]\d'?(?:de|da|te|ta)\w*",
)  # fmt: skip
_LATELY = phrases("(ay/hafta) önce", "geçen (ay/hafta)", "(months/month/weeks) ago", "last (month/week)", "daha önce")
_OVER = phrases(
    "(geçti/geçmişti/düzeldi/iyileşti/toparladı/toparladık/eritmiş*/atlattı*/kendiliğinden/kurtuldu*) (gitti)?",
    "(fine/healed/better/ok) now", "(all/fully) (healed/fine)", "it (passed/resolved/healed)", "hastanede baktılar",
)  # fmt: skip
_ALWAYS = phrases("(yıllardır/senelerdir/yıldır/senedir/doğuştan/çocukluğumdan/küçüklüğümden/aylardır)",
                  "(for/since) (years/childhood/birth)", "since i (am/was) (a)? (child/kid/born)")  # fmt: skip
_HEARSAY = phrases(
    "(haber*/gazete*/internette*/instada/instagramda/tiktok*/youtube*/facebook*/fb/forum*/videoda/dizide/filmde/"
    "rüya*/kabus*)", "(duydum/duyduk/duymuştum/okudum/okumuştum/izledim/anlattı/anlatıyor/anlattığına)",
    "(kadının/adamın/kızın) biri*", "(apartmanda/mahallede/tanıdık*/bir) (biri/birinin/tanıdı*/kadın*/adam*)",
    "(heard/read) (about/that/of)", "(on the news/in the news/saw a video/a video of)", "dream* ~ (that/of/about)",
)  # fmt: skip
_NOW = phrases(
    "(şimdi/şuan/şuanda/bugün/bügün/hala/hâlâ/dün/dünden/az/demin/birden/aniden/geceden/sabahtan/akşamdan/ama/fakat/"
    "ancak/lakin)", "şu an*", "bu (sabah/gece/akşam/öğlen/sefer/gün)",
    "(now/today/tonight/yesterday/but/still/suddenly/however)", "this (morning/evening/afternoon)",
    "(saattir/dakikadır/saatir/gündür)",
)  # fmt: skip

_SENTENCE_END = re.compile(r"[.!?;\n]+(?=\s|$)")
_CLAUSE_END = re.compile(r"[.!?;,\n]+(?=\s|$)")
_WORD = re.compile(r"\w+")
# A finished verb: behind it another thing is said.
_FINITE = re.compile(
    r"\w*(?:[iu]yor?\w*|[iu]yo[mnk]?|[iu]yrm?|[dt][iu](?:m|k|n|ler|lar)?|m[iu]s\w*|var|vardir|yok)$"
)
_GOING_ON = re.compile(
    r"\b(?:(?!kork|merak|isti|dusun|soru|edi)\w*[iu]yo(?:r\w*|m|n|k)?|\w*[iu]yrm?|var|varmi|cannot|can't|cant|is|are|am|i'm|it's|has|have)(?!\w)"
)
# How far a stretch may reach back, so that a page without a full stop stays cheap.
_REACH = 160


def blank_calm_parts(page: Page) -> None:
    """Blanks all that reports no present trouble."""
    for calm in (_IDIOMS, _FALSE_TEETH, _DENIED):
        for start, end in page.find(calm):
            page.blank(start, end)
    _blank_questions(page)
    _blank_stories(page)


def _blank_questions(page: Page) -> None:
    """A question of what may come takes the words before it (in English behind it) with it, back to the last
    finished verb, which reports something."""
    for place, end in page.find(_PERHAPS):
        start = _last_stop(page, place, _SENTENCE_END)
        for word in reversed(list(_WORD.finditer(page.text, start, place))):
            if _FINITE.fullmatch(word.group()) or _NOW.matches(word.group()):
                start = word.end()
                break
        page.blank(start, end)
    for start, end in page.find(_PERHAPS_ENGLISH):
        page.blank(start, _said_until(page, end, _SENTENCE_END))


def _blank_stories(page: Page) -> None:
    """Old, healed and heard-of trouble, sentence by sentence, up to a word that turns to now."""
    for story in (_LONG_AGO, _HEARSAY, _ALWAYS, _LATELY):
        for place, tail in page.find(story):
            stop = _CLAUSE_END if story is _LONG_AGO else _SENTENCE_END
            start, end = _said_from(page, place, stop), _said_until(page, tail, stop)
            if story is _LATELY and not any(over[0] >= start for over in page.find(_OVER)):
                continue
            if story is _ALWAYS or not _GOING_ON.search(page.text, start, end):
                page.blank(start, end)


def _last_stop(page: Page, place: int, stop: re.Pattern[str]) -> int:
    start = max(0, place - _REACH)
    return max((match.end() for match in stop.finditer(page.text, start, place)), default=start)


def _said_from(page: Page, place: int, stop: re.Pattern[str]) -> int:
    return max(_last_stop(page, place, stop), *(end for _, end in page.find(_NOW) if end <= place), 0)


def _said_until(page: Page, place: int, stop: re.Pattern[str]) -> int:
    match = stop.search(page.text, place)
    ends = [start for start, _ in page.find(_NOW) if start >= place]
    return min([*ends, match.start() if match else len(page.text)])
