"""What a committee is shown, known by its hash: the wording of each item, and of the question as a whole.

A ballot is bound to the hash of its own item. When one of ten measures is reworded, the answers to
the other nine still stand: nobody is asked again about what did not change.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from models import Ballot, Gate, GateItem, ItemVersion


def documents_hash(documents: Iterable[str]) -> str:
    """One hash for the documents that lie before a committee, of their own hashes."""
    return _sha256(*documents)


def item_hash(number: int, subject_id: str, title: str, text: str, documents_sha256: str) -> str:
    """The hash of an item in the wording that a version of its gate brought.

    The version's number is part of it: an item that is put anew in the same words, because another
    one on which it rests has changed, is answered anew.
    """
    return _sha256(str(number), subject_id, title, text, documents_sha256)


def gate_hash(items: Iterable[str]) -> str:
    """The hash of a whole question: of the hashes of its items, in their order."""
    return _sha256(*items)


def shown_hashes(gate: Gate, items: Sequence[GateItem], versions: Iterable[ItemVersion]) -> dict[str, str]:
    """What each item shows now. A gate from before there were versions shows one thing as a whole."""
    newest: dict[str, ItemVersion] = {}
    for version in versions:
        known = newest.get(version.gate_item_id)
        if known is None or version.number > known.number:
            newest[version.gate_item_id] = version
    return {item.id: newest[item.id].sha256 if item.id in newest else gate.content_sha256 for item in items}


def that_count(ballots: Iterable[Ballot], shown: Mapping[str, str]) -> list[Ballot]:
    """The ballots that count: the newest of each seat, if its item still reads as the voter saw it.

    Found from revision and hash alone, so that a recount needs no mark that somebody has set.
    """
    newest: dict[tuple[str, str], Ballot] = {}
    for ballot in ballots:
        place = (ballot.gate_item_id, ballot.seat_id)
        if place not in newest or ballot.revision > newest[place].revision:
            newest[place] = ballot
    return [each for each in newest.values() if each.content_sha256 == shown.get(each.gate_item_id)]


def _sha256(*parts: str) -> str:
    # Lengths first: no wording can pretend to be two.
    framed = "".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(framed.encode()).hexdigest()
