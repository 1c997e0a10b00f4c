"""Lines of a head that break the figures down: by sex, by age, by nationality."""

from collections import Counter
from collections.abc import Mapping, Sequence

from steering.sources import vocabulary

Pairs = Mapping[str, str]


def understand_dimensions(lines: Sequence[Sequence[str]]) -> list[Pairs]:
    """For each line the pair 'dimension=category' of its labels, '' of a total; nothing for other lines.

    A line counts as a whole or not at all: where one of its words is not known, all of them stay words.
    A line above that only names the dimension ("Geschlecht") says nothing more.
    """
    found = [_pairs(line) for line in lines]
    named = Counter(_dimension(pairs) for pairs in found if pairs)
    kept = [pairs if pairs and named[_dimension(pairs)] == 1 else {} for pairs in found]
    for place, line in enumerate(lines[:-1]):
        if kept[place + 1] and set(line) <= vocabulary.captions():
            kept[place] = dict.fromkeys(line, "")
    return kept


def _pairs(line: Sequence[str]) -> Pairs:
    pairs = {label: "" if vocabulary.is_total(label) else vocabulary.category(label) for label in line}
    known = {label: pair for label, pair in pairs.items() if not vocabulary.is_total(label)}
    is_dimension = (
        all(known.values())
        and len(set(known.values())) == len(known)
        and len({pair.split("=")[0] for pair in known.values()}) == 1
        and len(pairs) - len(known) <= 1
    )
    return pairs if is_dimension else {}


def _dimension(pairs: Pairs) -> str:
    return next(pair.split("=")[0] for pair in pairs.values() if pair)
