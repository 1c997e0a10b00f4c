"""Categories that an office prints twice: the same words at two places of one classification."""

from collections.abc import Sequence

import numpy as np

from steering.sources import words
from steering.sources.words import Words


def told_apart(keys: Sequence[Words], details: Sequence[Words]) -> list[Words]:
    """The details of each row; words that stand twice wherever they stand are numbered from the second on.

    A row that stands twice in some places only was doubled on its way: it stays as it is, and is refused.
    """
    if not details or words.are_rows_different([*keys, *details]):
        return list(details)
    group, _ = words.grouped(keys)
    detail, _ = words.grouped(details)
    size = int(detail.max()) + 1
    identity = group.astype(np.int64) * size + detail
    counts = np.bincount(identity, minlength=(int(group.max()) + 1) * size).reshape(-1, size)
    usual = counts.max(axis=0)
    is_everywhere = ((counts == usual) | (counts == 0)).all(axis=0) & ((counts > 0).sum(axis=0) > 1)
    # A table that was pasted twice repeats all of its words.
    if not is_everywhere[usual > 1].all() or usual.min() > 1:
        return list(details)
    last = details[-1].listed()
    seen: dict[int, int] = {}
    for row, sign in enumerate(identity.tolist()):
        seen[sign] = seen.get(sign, 0) + 1
        if seen[sign] > 1:
            last[row] = f"{last[row]} ({seen[sign]})"
    return [*details[:-1], words.of(last)]
