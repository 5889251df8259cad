"""The known word that a misspelt one probably is."""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from balai.catalogue.search.words import SUFFIXES

SHORTEST = 3  # a shorter word is taken as it stands
NEAR = 0.72
SAME_CONSONANTS = 0.9  # 'hlang' for 'hilang': in short messages the vowels go first


class Spelling:
    """Knows all right words, and finds the nearest to a wrong one."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(words)
        self._long = sorted(word for word in self.words if len(word) > SHORTEST)
        self._by_consonants: dict[str, list[str]] = defaultdict(list)
        for word in self._long:
            self._by_consonants[consonants(word)].append(word)
        self.nearest = lru_cache(maxsize=4096)(self._nearest)

    def _nearest(self, word: str) -> tuple[str, float]:
        """The word and how sure that is: 1 is exact, 0 is unknown."""
        if word in self.words:
            return word, 1.0
        for ending in SUFFIXES:
            if word.endswith(ending) and word[: -len(ending)] in self.words:
                return word[: -len(ending)], 0.97
        if len(word) < SHORTEST or word.isdecimal():
            return word, 0.0
        return self._alike(word)

    def _alike(self, word: str) -> tuple[str, float]:
        fuller = [
            known for known in self._by_consonants.get(consonants(word), ()) if drops_vowels(word, known)
        ]
        if fuller:
            return max(fuller, key=lambda known: OSA.normalized_similarity(word, known)), SAME_CONSONANTS
        found = process.extractOne(word, self._long, scorer=OSA.normalized_similarity, score_cutoff=NEAR)
        return (found[0], found[1]) if found else (word, 0.0)


def consonants(word: str) -> str:
    return re.sub(r"[aeiou]", "", word)


def drops_vowels(word: str, known: str) -> bool:
    """'hlang' is 'hilang' with letters left out, in the same order."""
    letters = iter(known)
    return len(word) < len(known) and all(letter in letters for letter in word)
