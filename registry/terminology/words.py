"""Finds a term by what somebody types: any of its names, no accents needed, a typing error forgiven."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

EMPTY_WORDS = frozenset("a au aux d de des du en et l la le les par un une and in of the to".split())
"""Words that say nothing by themselves; they are looked for only when nothing else was typed."""

EXACT, BEGINNING, MISSPELT = 0, 1, 4
"""What a typed word costs by the way it matches. The place of its name in the entry is added."""

LONGEST = 100
"""Letters of a question that are read; no name is longer."""

MOST_ERRORS = 2
"""Errors forgiven in a long word; one in a word of four to seven letters, none in a shorter one."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to be found by its folded names, in groups of falling weight: the name shown comes first."""

    key: str
    names: tuple[tuple[str, ...], ...]

    @property
    def shown(self) -> str:
        return self.names[0][0]

    @property
    def others(self) -> Iterator[str]:
        return (name for group in self.names[1:] for name in group)


def fold(text: str) -> str:
    """Bare words: lower case, no accent, no punctuation, œ, oe, æ and ae written e (œdème, oedema, edema)."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(re.findall(r"[a-z0-9]+", letters)).replace("oe", "e").replace("ae", "e")


class Index:
    """The words of many entries, ready to be searched."""

    def __init__(self, entries: Iterable[tuple[str, Sequence[Sequence[str]]]]) -> None:
        """From (key, groups of names): the group shown first, then the others by falling weight."""
        self._entries = tuple(Entry(key, _folded(names)) for key, names in entries)
        self._places = _places(self._entries)
        self._words = sorted(self._places)
        self._words_by_pair = _words_by_pair(self._words)
        self._number_of = {entry.key: number for number, entry in enumerate(self._entries)}

    def find(self, text: str, *, first: Sequence[str] = (), limit: int = 20) -> list[str]:
        """The keys that match, best first.

        Those of `first` that match stand on top; if nothing is typed they are all there is.
        """
        wanted = fold(text[:LONGEST])
        if not wanted:
            return [key for key in first if key in self._number_of][:limit]
        costs = self._costs(wanted.split())
        top = frozenset(first)
        ranked = sorted(costs, key=lambda number: self._rank(number, wanted, cost=costs[number], top=top))
        return [self._entries[number].key for number in ranked[:limit]]

    def _costs(self, words: Sequence[str]) -> Mapping[int, int]:
        """What it costs each entry to match all the words; errors are forgiven if nothing matches without."""
        telling = [word for word in words if word not in EMPTY_WORDS] or words
        return self._joined([self._spelt(word) for word in telling]) or self._joined(
            [self._spelt(word) | self._misspelt(word) for word in telling]
        )

    def _joined(self, matches: Sequence[Mapping[str, int]]) -> Mapping[int, int]:
        """The entries that hold a match of every typed word, with the sum of the cheapest ones."""
        costs = [self._cheapest(match) for match in matches]
        shared = set(costs[0]).intersection(*costs[1:])
        return {number: sum(cost[number] for cost in costs) for number in shared}

    def _cheapest(self, match: Mapping[str, int]) -> Mapping[int, int]:
        best: dict[int, int] = {}
        for word, cost in match.items():
            for number, place in self._places[word]:
                best[number] = min(cost + place, best.get(number, cost + place))
        return best

    def _spelt(self, typed: str) -> dict[str, int]:
        """The words that begin with what was typed."""
        found: dict[str, int] = {}
        for word in self._words[bisect_left(self._words, typed) :]:
            if not word.startswith(typed):
                break
            found[word] = EXACT if word == typed else BEGINNING
        return found

    def _misspelt(self, typed: str) -> dict[str, int]:
        """The words whose beginning differs from what was typed by one error or a few."""
        forgiven = min(len(typed) // 4, MOST_ERRORS)
        near = self._resembling(typed, forgiven=forgiven)
        found = {word: _errors(typed, word, most=forgiven) for word in near}
        return {word: MISSPELT * errors for word, errors in found.items() if 0 < errors <= forgiven}

    def _resembling(self, typed: str, *, forgiven: int) -> Iterator[str]:
        """The words worth comparing: an error spoils two of the pairs of letters, a swap three."""
        if not forgiven:
            return
        pairs = _pairs(typed)
        shared = Counter(word for pair in pairs for word in self._words_by_pair.get(pair, ()))
        enough = max(1, len(pairs) - 2 * forgiven - 1)
        yield from (word for word, count in shared.items() if count >= enough)

    def _rank(self, number: int, wanted: str, *, cost: int, top: frozenset[str]) -> tuple[object, ...]:
        """Usual terms, a name equal to what was typed, the shown name beginning so, another, then cost."""
        entry = self._entries[number]
        begun = [name for name in entry.others if name.startswith(wanted)]
        if entry.shown.startswith(wanted):
            begun.insert(0, entry.shown)
        opening = 0 if wanted in begun else 1 if entry.shown in begun else 2 if begun else 3
        return entry.key not in top, opening, -len(begun), cost, len(entry.shown), entry.shown


def _folded(names: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(fold(name) for name in group) for group in names)


def _places(entries: Sequence[Entry]) -> Mapping[str, list[tuple[int, int]]]:
    """Per word the entries that hold it, each with the place of the best group that does."""
    places: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for number, entry in enumerate(entries):
        for place, group in enumerate(entry.names):
            for word in " ".join(group).split():
                places[word].setdefault(number, place)
    return {word: list(found.items()) for word, found in places.items()}


def _words_by_pair(words: Iterable[str]) -> Mapping[str, list[str]]:
    by_pair: defaultdict[str, list[str]] = defaultdict(list)
    for word in words:
        for pair in _pairs(word):
            by_pair[pair].append(word)
    return by_pair


def _pairs(word: str) -> set[str]:
    """The pairs of neighbouring letters, the first letter counted as one of them."""
    marked = f"^{word}"
    return {marked[at : at + 2] for at in range(len(word))}


def _errors(typed: str, word: str, *, most: int) -> int:
    """The fewest letters added, left out, replaced or swapped between `typed` and some beginning of `word`.

    Optimal string alignment, row by row; given up, as `most` + 1, once no beginning can be near enough.
    """
    word = word[: len(typed) + most]
    before: list[int] = []
    last = list(range(len(word) + 1))
    for row, letter in enumerate(typed, 1):
        line = [row]
        for column, other in enumerate(word, 1):
            cost = min(last[column] + 1, line[-1] + 1, last[column - 1] + (letter != other))
            if row > 1 and column > 1 and letter == word[column - 2] and typed[row - 2] == other:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        if min(line) > most:
            return most + 1
        before, last = last, line
    return min(last)
