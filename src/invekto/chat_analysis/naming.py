"""Where a message names a person: by a common first name, by what stands around it, or because it is known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from invekto.chat_analysis.entities.names import FIRST_NAMES
from invekto.chat_analysis.naming_words import (
    ADDRESSED,
    ALSO_WORDS,
    BEFORE_ADINA,
    BEFORE_SURNAME,
    CLOSING,
    ENDINGS,
    ENDS_NAME,
    FAMILIAR,
    GENERIC,
    HONORIFIC,
    KIN,
    LIKE_A_SURNAME,
    MAY_TELL_NAME,
    NATIONS,
    NO_NAME,
    NO_SIGNATURE,
    NOT_BEFORE_HONORIFIC,
    REVERSED,
    SURE_NAMES,
    SURNAMES,
    TELLS_NAME,
    TITLES,
    UNBENT,
)
from invekto.chat_analysis.normalise import fold_text

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ`-][^\W\d_]+)*")
_SHORTEST = 3  # letters of a known name; shorter ones are parts of too many words
_SHORTEST_BENT = 4

_OF_PLACES = re.compile("[dt][ae]n?")
_LONGEST_TOLD = 3  # words


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    bare: str  # folded, without what follows an apostrophe
    capital: bool
    first: bool  # of a sentence: its capital says nothing
    place: bool  # "Kızılay'dan", "Londra'da": with the ending of places


def known_words(names: Iterable[str]) -> frozenset[str]:
    """The words of these people's names by which a message is searched for them."""
    found = set()
    for name in names:
        for match in _WORD.finditer(name):
            word = fold_text(match.group()).strip("'-")
            if len(word) >= _SHORTEST and word not in GENERIC:
                found.add(word)
    return frozenset(found)


def is_name(word: str, known: frozenset[str] = frozenset()) -> bool:
    """Whether a folded word by itself may be a person's name; too much is right."""
    return _bent(word, known) or _bent(word, FIRST_NAMES)


def name_spans(text: str, known: frozenset[str] = frozenset()) -> list[tuple[int, int]]:
    """Half-open ranges of ``text`` that name somebody; ``known`` as from ``known_words``."""
    words = list(_words(text))
    shouted = len(words) > 2 and all(word.capital for word in words)
    taken = [_bent(word.bare, SURE_NAMES) or _bent(word.bare, known) for word in words]
    for place in range(len(words)):
        _by_surroundings(text, words, place, taken, known, shouted)
        _by_what_follows(text, words, place, taken, shouted)
    _signed(text, words, taken, shouted)
    for place in range(1, len(words)):
        if taken[place - 1] and not taken[place] and _touch(text, words, place):
            taken[place] = _is_surname(words[place], shouted)
    return list(_joined(text, words, taken))


def _is_surname(word: _Word, shouted: bool) -> bool:
    """Of a word that stands right after a first name."""
    if HONORIFIC.fullmatch(word.bare) or word.bare in GENERIC:
        return False
    return _has_surnames_shape(word.bare) or (word.capital and not shouted)


def _has_surnames_shape(word: str) -> bool:
    return _bent(word, SURNAMES) or LIKE_A_SURNAME.fullmatch(word) is not None


def _words(text: str) -> Iterator[_Word]:
    last = 0
    for match in _WORD.finditer(text):
        between = text[last : match.start()]
        first = last == 0 or any(sign in between for sign in ".!?\n:")
        last = match.end()
        bare, *ending = re.split("['’ʼ`]", match.group())
        place = bool(ending) and _OF_PLACES.fullmatch(ending[0]) is not None
        yield _Word(match.start(), match.end(), fold_text(bare), match.group()[0].isupper(), first, place)


def _bent(word: str, names: frozenset[str]) -> bool:
    """The name itself or with a Turkish ending: "zeynepten", "mehmetin"."""
    if word in names:
        return True
    if word in UNBENT:
        return False
    return any(
        word[:length] in names and word[length:] in ENDINGS
        for length in range(max(_SHORTEST_BENT, len(word) - 5), len(word))
    )


def _by_surroundings(
    text: str, words: list[_Word], place: int, taken: list[bool], known: frozenset[str], shouted: bool
) -> None:
    word = words[place]
    before = fold_text(text[max(0, word.start - 40) : word.start])
    likely = (word.capital and not shouted and len(word.bare) > 1) or is_name(word.bare, known)
    following = words[place + 1].bare if place + 1 < len(words) and _touch(text, words, place + 1) else ""
    title = words[place - 1].bare in TITLES if place else False
    if TELLS_NAME.search(before):
        for later in range(place, min(place + _LONGEST_TOLD, len(words))):
            told = words[later]
            spoken_of = told.capital or is_name(told.bare, known) or NO_NAME.fullmatch(told.bare) is None
            if told.bare in ENDS_NAME or not spoken_of or (later > place and not _touch(text, words, later)):
                break
            # A name has two words unless the third looks like one: "adım rüzgar esmer kargom gelmedi".
            if later - place == 2 and not (
                (told.capital and not shouted)
                or is_name(told.bare, known)
                or is_name(words[later - 1].bare, known)
            ):
                break
            taken[later] = True
    elif HONORIFIC.fullmatch(following):
        named = is_name(word.bare, known) or (word.capital and not word.first and not shouted)
        plain = following.startswith(("hanimefendi", "beyefendi")) or NO_NAME.fullmatch(word.bare)
        if word.bare not in NOT_BEFORE_HONORIFIC and (named or not plain):
            taken[place] = True
            if place and is_name(words[place - 1].bare, known) and _touch(text, words, place):
                taken[place - 1] = True
    elif (likely and _is_pointed_at(word, title, before, following)) or _is_reversed(
        text, words, place, before
    ):
        taken[place] = True
    elif word.bare in ALSO_WORDS and word.capital and not shouted:
        surname = bool(following) and words[place + 1].capital and _has_surnames_shape(following)
        taken[place] = taken[place] or not word.first or surname


def _is_pointed_at(word: _Word, title: bool, before: str, following: str) -> bool:
    if word.bare in NOT_BEFORE_HONORIFIC or word.bare in GENERIC or HONORIFIC.fullmatch(word.bare):
        return False
    if (title and (word.capital or word.bare != "can")) or (
        FAMILIAR.fullmatch(following) and (is_name(word.bare) or not word.first)
    ):
        return True
    if word.place or word.bare in NATIONS:
        return False
    return MAY_TELL_NAME.search(before) is not None or (word.capital and KIN.search(before) is not None)


def _by_what_follows(text: str, words: list[_Word], place: int, taken: list[bool], shouted: bool) -> None:
    """ "hakan taşdelen adına", "Taşdelen ailesi"."""
    if place + 1 == len(words) or not _touch(text, words, place + 1):
        return
    word, following = words[place], words[place + 1].bare
    if following in ADDRESSED or (following == "ailesi" and word.capital and not shouted):
        named = (word.capital and not shouted) or is_name(word.bare)
        if word.bare in BEFORE_ADINA or word.bare in GENERIC or (NO_NAME.fullmatch(word.bare) and not named):
            return
        taken[place] = True
        for earlier in (place - 1, place - 2):
            named = (
                earlier >= 0 and _touch(text, words, earlier + 1) and words[earlier].bare not in BEFORE_ADINA
            )
            if not named or not (words[earlier].capital or is_name(words[earlier].bare)):
                break
            taken[earlier] = True
    elif len(word.bare) == 1 and word.capital and not shouted and following not in BEFORE_SURNAME:
        # "M. Korkmaz": only with its full stop, "A beden" is a size
        dotted = text[word.end : words[place + 1].start] == ". " and words[place + 1].capital
        if dotted:
            taken[place] = taken[place + 1] = True


def _signed(text: str, words: list[_Word], taken: list[bool], shouted: bool) -> None:
    """The one or two words with which a message ends after its thanks or regards."""
    for count in (1, 2):
        first = len(words) - count
        if first < 1 or shouted or text[words[-1].end :].strip(" .!,\n"):
            return
        last = words[first:]
        if all(word.capital and word.bare not in NO_SIGNATURE | GENERIC for word in last) and (
            CLOSING.search(fold_text(text[max(0, words[first].start - 40) : words[first].start]))
        ):
            taken[first:] = [True] * count
            return


def _is_reversed(text: str, words: list[_Word], place: int, before: str) -> bool:
    """ "merhaba berfu ben": a greeting, a name or two, and "ben"."""
    following = [word.bare for word in words[place + 1 : place + 3]]
    if not _touch(text, words, min(place + 1, len(words) - 1)):
        return False  # "merhaba canlarım, ben …" speaks to others
    if "ben" in following[:1] or (following[1:] == ["ben"] and _touch(text, words, place + 1)):
        return REVERSED.search(before) is not None and words[place].bare not in NOT_BEFORE_HONORIFIC
    return False


def _touch(text: str, words: list[_Word], place: int) -> bool:
    """Only a space, or the full stop of a title or an initial, stands between this word and the one before it."""
    between, before = text[words[place - 1].end : words[place].start], words[place - 1].bare
    return between in (" ", "  ") or (between in (". ", ".") and (before in TITLES or len(before) == 1))


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
