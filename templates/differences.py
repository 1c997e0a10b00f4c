"""The difference between two wordings, word by word, with no more around it than the reader needs."""

from collections.abc import Sequence
from difflib import SequenceMatcher

AROUND = 4
GAP = "…"


def difference(before: str, after: str) -> tuple[str, str]:
    """Both wordings with what differs in square brackets; long stretches that are the same are left out."""
    old, new = before.split(), after.split()
    was: list[str] = []
    now: list[str] = []
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for place, (kind, old_from, old_to, new_from, new_to) in enumerate(steps):
        if kind == "equal":
            same = _shortened(old[old_from:old_to], is_first=place == 0, is_last=place == len(steps) - 1)
            was += same
            now += same
            continue
        was += _marked(old[old_from:old_to])
        now += _marked(new[new_from:new_to])
    return " ".join(was), " ".join(now)


def _marked(words: Sequence[str]) -> list[str]:
    return [f"[{' '.join(words)}]"] if words else []


def _shortened(words: Sequence[str], *, is_first: bool, is_last: bool) -> list[str]:
    head, tail = (0 if is_first else AROUND), (0 if is_last else AROUND)
    # Leaving out a single word saves nothing and looks like a secret.
    if len(words) <= head + tail + 1:
        return list(words)
    return [*words[:head], GAP, *words[len(words) - tail :]]
