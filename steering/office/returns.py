"""Returns: mail that came back is read, bound to its letter, and shown; nobody ever answers it."""

import hashlib
import mailbox as mail_files
import ssl
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlmodel import col, select

from models import DeliveryReport, Message, MessageState, ReportKind, UnreachableAddress
from steering.errors import NotThere
from steering.office.archive import Transaction
from steering.office.imap_mailbox import AT_ONCE, Mailbox, open_mailbox
from steering.office.opening import Office
from steering.returned_mail import LONGEST_MAIL, Returned, read_returned
from steering.server_words import without_addresses

MOST_MAILS = 10_000
_GONE = (MessageState.SENT, MessageState.UNCLEAR)


@dataclass(kw_only=True)
class ReadBack:
    """What was found in a folder of returned mail."""

    kinds: Counter[ReportKind] = field(default_factory=Counter)
    bounced: list[Message] = field(default_factory=list)
    unmatched: int = 0
    known: int = 0
    for_people: int = 0


def read_answers(office: Office, place: Path) -> ReadBack:
    """Read a folder of .eml files, a Maildir or an mbox; the same mail again changes nothing."""
    found = ReadBack()
    with office.writing() as tx:
        for content in _mails(place):
            _take(office, tx, content, found)
    return found


def read_mailbox(
    office: Office, mailbox: Mailbox, *, is_only_looked: bool = False, context: ssl.SSLContext | None = None
) -> ReadBack:
    """Read the unread mails of an IMAP folder; what was kept is marked as read, after it was kept.

    Whoever dies in between reads a mail twice, and the second time changes nothing. What a person wrote stays
    unread: a person reads it.
    """
    found = ReadBack()
    with open_mailbox(mailbox, is_only_looked=is_only_looked, context=context) as box:
        for uids in batched(box.new(most=MOST_MAILS)):
            fetched = list(box.fetched(uids))
            with office.writing() as tx:
                kept = [each.uid for each in fetched if _take(office, tx, each.content, found)]
            if not is_only_looked:
                box.mark_read(kept)
    return found


def batched(uids: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    """So many at once that a transaction stays short, and what is held in memory small."""
    return (uids[start : start + AT_ONCE] for start in range(0, len(uids), AT_ONCE))


def _mails(place: Path) -> Iterator[bytes]:
    """Every mail of a place, none of them longer than is read."""
    if place.is_file():
        yield from _of_mbox(place)
        return
    if not place.is_dir():
        raise NotThere(f"There is no {place}.", code="no_returned_mail", file=str(place))
    folders = [place, place / "new", place / "cur"]
    files = [file for folder in folders if folder.is_dir() for file in sorted(folder.iterdir())]
    for file in files[:MOST_MAILS]:
        if file.is_file() and not file.is_symlink() and not file.name.startswith("."):
            with file.open("rb") as mail:
                yield mail.read(LONGEST_MAIL + 1)


def _of_mbox(place: Path) -> Iterator[bytes]:
    if place.suffix == ".eml":
        with place.open("rb") as mail:
            yield mail.read(LONGEST_MAIL + 1)
        return
    box = mail_files.mbox(place, create=False)
    try:
        for number, key in enumerate(box.iterkeys()):
            if number >= MOST_MAILS:
                return
            with box.get_file(key) as mail:
                yield mail.read(LONGEST_MAIL + 1)
    finally:
        box.close()


def _take(office: Office, tx: Transaction, content: bytes, found: ReadBack) -> bool:
    """Keep what a mail reports; gives whether nobody has to read it any more."""
    identity = hashlib.sha256(content).hexdigest()
    if tx.session.get(DeliveryReport, identity) is not None:
        found.known += 1
        return True
    returned = read_returned(content)
    if returned is None:
        # A person wrote it. It is not kept: what it says belongs to whoever is addressed.
        found.for_people += 1
        return False
    letter = _letter_of(tx, returned)
    kind = returned.kind
    if letter is not None and _is_about_another(letter, returned):
        kind = ReportKind.UNKNOWN
    told = (returned.address, letter.address if letter else "")
    report = DeliveryReport(
        id=identity,
        region_key=office.region_key,
        message_id=letter.id if letter else None,
        kind=kind,
        at=office.now,
        address=letter.address if letter else "",
        code=returned.code,
        answer=without_addresses(returned.answer, *told),
    )
    tx.session.add(report)
    tx.session.flush()
    found.kinds[kind] += 1
    found.unmatched += letter is None
    if letter is not None and kind is ReportKind.BOUNCED and letter.state in _GONE:
        _mark(office, tx, letter, returned)
        found.bounced.append(letter)
    return True


def _letter_of(tx: Transaction, returned: Returned) -> Message | None:
    """The letter that a report is about: one that we sent, by its Message-ID."""
    if not returned.about:
        return None
    return tx.session.exec(select(Message).where(col(Message.mail_id).in_(returned.about[:20]))).first()


def _is_about_another(letter: Message, returned: Returned) -> bool:
    """Whether a report names another mailbox than the letter's: forged, or forwarded by its owner."""
    told = returned.address.casefold()
    return bool(told) and returned.kind is ReportKind.BOUNCED and told != letter.address.casefold()


def _mark(office: Office, tx: Transaction, letter: Message, returned: Returned) -> None:
    """A letter came back for good: it has not arrived, and its mailbox is a task for the coordinator."""
    letter.state, letter.ended_at = MessageState.BOUNCED, office.now
    tx.session.add(letter)
    address = letter.address.casefold()
    mark = tx.session.get(UnreachableAddress, (office.region_key, address))
    if mark is None or mark.settled_at is not None:
        tx.keep(
            [
                UnreachableAddress(
                    region_key=office.region_key,
                    address=address,
                    message_id=letter.id,
                    since_at=office.now,
                    code=returned.code,
                )
            ]
        )
    tx.enter("message.bounce", letter.id, {"code": returned.code}, cycle_id=letter.cycle_id)
