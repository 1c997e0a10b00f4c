"""Codes that people copy by hand: receipts of a vote, and the code that opens one's own secret ballot.

They are written in the alphabet of Crockford, which has no letters that look like figures.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence

from models import Ballot

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BITS = 5
RECEIPT_SIGNS, SECRET_SIGNS = 12, 20
GROUP = 4
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})


def receipt_code(nonce: bytes, gate_id: str, seat_id: str, answers: Sequence[Mapping[str, object]]) -> str:
    """The code for what a seat answered; without the nonce it tells nothing of it."""
    content = canonical({"gate": gate_id, "seat": seat_id, "answers": list(answers)})
    return _signs(hmac.new(nonce, content.encode(), hashlib.sha256).digest(), RECEIPT_SIGNS)


def as_told(number: int, ballot: Ballot) -> dict[str, object]:
    """The ballot on an item with this number, as its receipt stands for it."""
    return {
        "item": number,
        "revision": ballot.revision,
        "answer": ballot.answer.value,
        "rank": ballot.rank,
        "remark": ballot.remark,
        "seen": ballot.content_sha256,
    }


def secret_code(drawn: bytes) -> str:
    """The code with which a member finds the own ballot of a secret round again."""
    return _signs(hashlib.sha256(drawn).digest(), SECRET_SIGNS)


def box_key(code: str, gate_id: str) -> str:
    """Under which key the ballots of a code lie in a gate's box."""
    return hmac.new(tidied(code).encode(), f"box\n{gate_id}".encode(), hashlib.sha256).hexdigest()


def box_receipt(key: str) -> str:
    """The receipt for a ballot in a box; it leads from the key to the list, and not back."""
    return _signs(hashlib.sha256(f"receipt\n{key}".encode()).digest(), RECEIPT_SIGNS)


def tidied(code: str) -> str:
    """A code as it was given out, however it was copied: small letters, spaces, an O for a zero."""
    return "".join(sign for sign in code.upper().translate(_MISREAD) if sign in ALPHABET)


def canonical(content: object) -> str:
    """Content as text that has only one form."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)


def _signs(digest: bytes, count: int) -> str:
    number = int.from_bytes(digest, "big")
    signs = [ALPHABET[(number >> (_BITS * place)) & (2**_BITS - 1)] for place in range(count)]
    return "-".join("".join(signs[at : at + GROUP]) for at in range(0, count, GROUP))
