"""The words of a message, and tables of names that are found in them with endings and slips of the pen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from invekto.chat_analysis.normalise import fold_text

_WORD = re.compile(r"[a-z]+|\d+")
_PART_OF_NAME = re.compile(r"(?:[a-z]+|\d+)\*?")
ENDINGS = frozenset(
    """i u e a si su yi yu ye ya ni nu in un nin nun de da te ta den dan ten tan nden ndan nde nda ne na le la yle
    yla ler lar leri lari lere lara lerde larda lerden lardan lerin larin leriniz lariniz im um m imi umu imin
    umun ime uma mi mu iniz unuz niz nuz inizi unuzu imiz umuz lerim larim lerimi larimi ine una ini unu inin
    unun inde unda inden undan sine suna sini sunu sinde sunda sindan sinden sundan li lu lik luk lerle larla siz
    ki deki daki taki teki cik cuk ydi dir ymis imle umla mdan mden leriyle lariyla sinin sunun ciniz ydu idi mis
    ydim yim dayim deyim tayim teyim dayiz deyiz tayiz teyiz daydim deydim daydik deydik dayken deyken yken ken
    danim denim tanim tenim liyim luyum liyiz luyuz yiz lari lerine larina lerini larini lerinin larinin lerinde
    larinda
    inda indan lerinden larindan inki unki ninki nunki indaki indeki undaki sindaki sindeki mdaki mdeki imdeki ma me
    siyle suyla iyle uyla siyla imle umla
    mun min imden umdan imde umda larimi larima lerime larimin lerimin larimiz lerimiz""".split()  # noqa: SIM905 - a page of quotes would hide the words
)
_LONGEST_ENDING = max(map(len, ENDINGS))
_SHORTEST_STEM = 3
# Softened before a vowel: çorab-ı, gömleğ-i, laciverd-i.
_HARD = {"b": "p", "g": "k", "d": "t"}
_VOWELS = frozenset("aeiou")
_SLIP_IN_PHRASE = 6
_Phrase = tuple[tuple[str, ...], str, str]
_BETWEEN = frozenset({"", " ", "-"})


class Word(NamedTuple):
    """A run of letters or of digits in a folded text."""

    text: str
    start: int
    end: int


def words_of(text: str) -> list[Word]:
    return [Word(match.group(), match.start(), match.end()) for match in _WORD.finditer(text)]


@lru_cache(maxsize=16384)
def stems(word: str) -> tuple[str, ...]:
    """The word itself and what it may be without a Turkish ending, longest first."""
    found = [word]
    for length in range(len(word) - 1, max(_SHORTEST_STEM, len(word) - _LONGEST_ENDING) - 1, -1):
        ending = word[length:]
        if ending not in ENDINGS:
            continue
        stem = word[:length]
        if not _in_harmony(stem, ending):
            continue
        found.append(stem)
        if length > _SHORTEST_STEM and ending[0] in _VOWELS and stem[-1] in _HARD:
            found.append(stem[:-1] + _HARD[stem[-1]])
    return tuple(found)


def _in_harmony(stem: str, ending: str) -> bool:
    """Whether an ending with a or e goes with the last vowel; i, o and u may be either once folded."""
    last = next((letter for letter in reversed(stem) if letter in _VOWELS), "")
    first = next((letter for letter in ending if letter in _VOWELS), "")
    return (last, first) not in (("a", "e"), ("e", "a"))


@dataclass(frozen=True, slots=True)
class Named:
    """A name of a table, where it stands among the words: ``first`` up to, not including, ``after``."""

    value: str
    first: int
    after: int
    name: str
    bare: bool  # whether it stands without an ending


_NOT_SEEN = ("", False)


class Lexicon:
    """Names of one or more words and what each stands for.

    Every word of a name but the last must stand as it is; the last may carry an ending, and any end at all
    where it is written with a star ("saç ektir*"). Words of at least
    ``slips_from`` letters may have one letter wrong, missing, or too many, or two exchanged.
    """

    def __init__(self, names: Mapping[str, str], slips_from: int = 99) -> None:
        self._names = names
        self._slips_from = slips_from

    @cached_property
    def _singles(self) -> dict[str, str]:
        return {name: value for name, value in self._folded.items() if _WORD.fullmatch(name)}

    @cached_property
    def _folded(self) -> dict[str, str]:
        # Folding is slow for tables of thousands, most of which are folded already.
        return {
            name if name.isascii() and name.islower() else fold_text(name): value
            for name, value in self._names.items()
        }

    @cached_property
    def _phrases(self) -> dict[str, dict[str, list[_Phrase]]]:
        """By the first word and the second; those with a star under the star."""
        by_first: dict[str, dict[str, list[_Phrase]]] = {}
        for name, value in self._folded.items():
            first, *rest = _PART_OF_NAME.findall(name)
            if rest:
                second = "*" if rest[0].endswith("*") else rest[0]
                by_first.setdefault(first, {}).setdefault(second, []).append((tuple(rest), value, name))
        return by_first

    @cached_property
    def _shortened(self) -> dict[str, str]:
        """Every long name with one letter left out."""
        return {
            short: name
            for name in self._singles
            if len(name) >= self._slips_from
            for short in _one_left_out(name)
        }

    @cached_property
    def _seen(self) -> dict[str, tuple[str, bool] | None]:
        return {}

    def find(self, words: list[Word], text: str) -> Iterator[Named]:
        """Names in the order of the words, none within another; at each word the longest."""
        index, phrases, seen = 0, self._phrases, self._seen
        while index < len(words):
            word = words[index].text
            if word not in phrases and seen.get(word, _NOT_SEEN) is None:
                index += 1
                continue
            named = self.at(words, index, text)
            if named is None:
                index += 1
            else:
                yield named
                index = named.after

    def begins(self, word: str) -> bool:
        """Whether a name is that word or may begin with it."""
        return word in self._phrases or self.single(word) is not None

    def at(self, words: list[Word], index: int, text: str) -> Named | None:
        word = words[index].text
        seconds = self._phrases.get(word)
        if seconds is not None and (phrase := self._phrase(seconds, words, index, text)) is not None:
            return phrase
        single = self.single(word)
        if single is None:
            return None
        name, bare = single
        return Named(self._singles[name], index, index + 1, name, bare)

    def _phrase(
        self, seconds: dict[str, list[_Phrase]], words: list[Word], index: int, text: str
    ) -> Named | None:
        """The longest phrase that begins at a word; of two as long, the one that stands without an ending."""
        if index + 1 >= len(words):
            return None
        second = words[index + 1].text
        possible = [phrase for stem in stems(second) for phrase in seconds.get(stem, ())]
        if not possible and len(second) >= _SLIP_IN_PHRASE:
            possible = [
                phrase
                for name, phrases in seconds.items()
                if len(name) >= _SLIP_IN_PHRASE
                and name[0] == second[0]
                and any(almost(stem, name) for stem in stems(second))
                for phrase in phrases
            ]
        possible += seconds.get("*", ())
        best: Named | None = None
        for rest, value, name in possible:
            bare = self._goes_on(words, index, rest, text)
            after = index + 1 + len(rest)
            if bare is not None and (
                best is None or (after, bare, len(name)) > (best.after, best.bare, len(best.name))
            ):
                best = Named(value, index, after, name, bare)
        return best

    def single(self, word: str) -> tuple[str, bool] | None:
        """The name that one word is, and whether it has no ending."""
        seen = self._seen
        if word in seen:
            return seen[word]
        if len(seen) > 16384:
            seen.clear()
        found = seen[word] = self._look_up(word)
        return found

    def _look_up(self, word: str) -> tuple[str, bool] | None:
        singles = self._singles
        possible = stems(word)
        for stem in possible:
            if stem in singles:
                return stem, stem == word
        for stem in possible:
            if len(stem) >= self._slips_from - 1 and (name := self._meant(stem)) is not None:
                return name, stem == word
        return None

    def _meant(self, word: str) -> str | None:
        if len(word) > _LONGEST:
            return None
        for short in (word, *_one_left_out(word)):
            name = short if len(short) >= self._slips_from and short in self._singles else None
            name = name or self._shortened.get(short)
            if name is not None and almost(word, name):
                return name
        return None

    def _goes_on(self, words: list[Word], index: int, rest: tuple[str, ...], text: str) -> bool | None:
        """Whether the words after ``index`` are ``rest``: True without an ending, False with one, else None."""
        last = index + len(rest)
        if last >= len(words):
            return None
        for place, wanted in enumerate(rest, index + 1):
            if text[words[place - 1].end : words[place].start] not in _BETWEEN:
                return None
            word = words[place].text
            if wanted[-1] == "*" and word.startswith(wanted[:-1]):
                continue
            if word == wanted or (len(wanted) >= _SLIP_IN_PHRASE and almost(word, wanted)):
                continue
            if place == last and any(
                stem == wanted or (len(wanted) >= 7 and almost(stem, wanted)) for stem in stems(word)
            ):
                return False
            return None
        return True


_LONGEST = 40  # letters; no name with a slip is longer, and the work grows with the square


def _one_left_out(word: str) -> Iterable[str]:
    return (word[:place] + word[place + 1 :] for place in range(1, len(word)))


def almost(word: str, name: str) -> bool:
    """Whether one letter is wrong, missing or too many, or two neighbours are exchanged; never the first."""
    if word == name:
        return True
    short, long = (word, name) if len(word) <= len(name) else (name, word)
    if len(long) - len(short) > 1 or short[:1] != long[:1]:
        return False
    same = 0
    while same < len(short) and short[same] == long[same]:
        same += 1
    if len(short) < len(long):
        return short[same:] == long[same + 1 :]
    exchanged = short[same : same + 2] == long[same : same + 2][::-1]
    return short[same + 1 :] == long[same + 1 :] or (exchanged and short[same + 2 :] == long[same + 2 :])
