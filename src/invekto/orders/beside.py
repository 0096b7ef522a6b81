"""What a message that asks for an order says of its owner besides: announced ("adım Elif Demir") or as bare words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from invekto.core.folding import fold
from invekto.integrations.models import CachedOrder
from invekto.orders.facts import (
    FILLER,
    QUESTION,
    Facts,
    Judgement,
    Verdict,
    is_guess,
    judge,
    name_is,
    name_words,
    owner_words,
)

# How a name, a district or a phone's end is introduced beside other words, in folded letters.
_NAME_FOLLOWS = re.compile(
    r"\b(?:ad(?:im)?(?: ve)? soyad(?:im)?|isim soyisim|adim|ismim|my (?:full )?name is|my name's)[\s:;=-]+"
)
_NAME_PRECEDES = re.compile(r"\b([^\W\d_]+(?:[ ]+[^\W\d_]+){1,3})[ ]+(?:adina|adiyla|ismiyle)\b")
_DISTRICT_FOLLOWS = re.compile(r"\b(?:ilcem|ilcesi|(?:my )?district(?: is)?)[\s:;=-]+([^\W\d_]+)")
_END_FOLLOWS = re.compile(
    r"\b(?:son (?:dort|4) (?:hane|rakam)\w*|last (?:four|4)(?: digits)?)\D{0,16}(\d{4})\b(?!\d)"
)
# Around a bare name; nothing that joins two names or doubts one.
_POLITE = re.compile(
    r"(?:numara|alal|kal[dm]i)\w*|\w{2,}(?:[dt][iu][mk]|m[iu]st[iu][mk]|[iu]yor\w*|[dt][iu]g[iu]m\w*)|no|nolu|m[iu]s[iu]n(?:[iu]z)?|m[iu]y[iu]m|acaba|hocam|abi|gun|once|dun|bugun|hala"
    r"|istiyorum|istedim|lazim|acil|slm|mrb|number|ago|days?"
)
_WORD = re.compile(r"[^\W\d_]+")
_MOST_NAMES = 4  # words of one person's name
_MOST_BARE = 3  # a name and a place; more words are a story
_SHORTEST_STEM = 3


def said_beside(text: str) -> Facts:
    """What a message that asks for an order says of its owner in plain words: "adım Elif Demir", "ilçem Bornova".

    Only what is introduced as such: it counts as offered, and a wrong one as a wrong try. A first name alone is
    no offer.
    """
    folded = fold(text)
    district, end = _DISTRICT_FOLLOWS.search(folded), _END_FOLLOWS.search(folded)
    return Facts(
        name=_introduced_name(folded),
        district=district.group(1) if district else "",
        phone=end.group(1) if end else "",
    )


def _introduced_name(folded: str) -> str:
    found: list[str] = []
    if match := _NAME_FOLLOWS.search(folded):
        for word in re.findall(r"[^\W\d_]+|[^\s]", folded[match.end() :])[:_MOST_NAMES]:
            if not word.isalpha() or QUESTION.fullmatch(word):
                break
            found.append(word)
    elif match := _NAME_PRECEDES.search(folded):
        for word in reversed(match.group(1).split()):
            if len(found) == _MOST_NAMES or QUESTION.fullmatch(word):
                break
            found.insert(0, word)
    return " ".join(found) if len(name_words(" ".join(found))) > 1 else ""


def weigh(facts: Facts, row: CachedOrder) -> Judgement:
    """``judge``, and a full name in bare words where nothing else was said.

    Strict as an answer is: the owner's name and nothing but it, their place and the goods beside it. Whatever else
    could have been a name is a try, so that nobody tries names for nothing.
    """
    judged = judge(facts, row)
    if judged.verdict is not Verdict.NOTHING_SAID or not (said := _bare_name(facts.bare)):
        return judged
    owner = owner_words(row)
    goods = {word for line in row.order_data_json.get("lines") or () for word in _shown(line)}
    left = _WORD.sub(
        lambda word: " " if word.group() not in owner and _is_of(word.group(), goods) else word.group(), said
    )
    return Judgement(Verdict.PROVEN, "name") if name_is(left, row) else Judgement(Verdict.TRIED)


def may_name(facts: Facts) -> bool:
    return bool(_bare_name(facts.bare))


def _bare_name(text: str) -> str:
    """Without the words of the question; "" where no full name can be in it."""
    if is_guess(text):
        return ""
    left = _WORD.sub(lambda word: " " if _is_around(word.group()) else word.group(), fold(text))
    return left if 2 <= len(name_words(left)) <= _MOST_BARE else ""


def _is_around(word: str) -> bool:
    return QUESTION.fullmatch(word) is not None or _POLITE.fullmatch(word) is not None


def tells_nothing(text: str) -> bool:
    """Neither a name, nor a place, nor a number: the question itself once more, or a button's words."""
    words = _WORD.findall(fold(text))
    return not any(map(str.isdigit, text)) and all(_is_around(word) or word in FILLER for word in words)


def _shown(line: dict[str, str]) -> list[str]:
    return _WORD.findall(fold(f"{line.get('name')} {line.get('color')} {line.get('size')}"))


def _is_of(said: str, goods: Iterable[str]) -> bool:
    """A word of the goods, with whatever ending."""
    return any(said == one or (len(one) >= _SHORTEST_STEM and said.startswith(one)) for one in goods)
