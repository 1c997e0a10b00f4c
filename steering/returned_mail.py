"""Returned mail: what a mail server or a mailbox sends back after a letter, told in five facts.

Read are delivery reports (RFC 3464), read receipts (RFC 8098), abuse reports (RFC 5965), automatic
replies (RFC 3834), and the plain words of servers that know no reports. Nothing is opened or run, and
nothing here is ever an answer to a question: what is no report is left for a person to read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message as Mail
from email.policy import compat32
from itertools import islice

from models import ReportKind
from steering.server_words import without_addresses

LONGEST_MAIL = 2_000_000
MOST_PARTS = 30
LONGEST_ANSWER = 300
LONGEST_TEXT = 20_000

_ID = re.compile(r"<[^<>\s]{1,300}@[^<>\s]{1,255}>")
_STATUS = re.compile(r"(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.])")
_REPLY_CODE = re.compile(r"(?<![\d.-])([45])\d\d(?=[ -])")
_BRACKETED = re.compile(r"<([^<>\s@]{1,64}@[^<>\s]{1,255})>")
_SERVER = re.compile(r"mailer-daemon|postmaster|mail delivery (sub)?system", re.IGNORECASE)
_GAVE_UP = re.compile(
    r"permanent (fatal )?error|could not be delivered|wasn't able to deliver|unable to deliver"
    r"|undeliverable|konnte nicht zugestellt werden|unzustellbar",
    re.IGNORECASE,
)
_STILL_TRYING = re.compile(r"will (be )?retr(y|ied)|still trying|has been delayed", re.IGNORECASE)
_AWAY = re.compile(
    r"^(automatische antwort|abwesenheit|auto(matic)?[ -]?reply|out of (the )?office)", re.IGNORECASE
)
_AUTO_REPLIED = ("auto-replied", "auto-notified")
_ACTIONS = {
    "failed": ReportKind.BOUNCED,
    "delayed": ReportKind.DELAYED,
    "delivered": ReportKind.DELIVERED,
    "relayed": ReportKind.DELIVERED,
    "expanded": ReportKind.DELIVERED,
}


@dataclass(frozen=True, kw_only=True)
class Returned:
    """What came back: of which kind, about which letter and mailbox, with which code and words."""

    kind: ReportKind
    about: tuple[str, ...] = ()
    address: str = ""
    code: str = ""
    answer: str = ""


def read_returned(content: bytes) -> Returned | None:
    """What a mail reports, or None for one that a person should read. Never raises."""
    if len(content) > LONGEST_MAIL:
        return Returned(kind=ReportKind.UNKNOWN, answer=f"too large: {len(content)} bytes")
    try:
        mail = message_from_bytes(content, policy=compat32)
        return _of_report(mail) or _of_reply(mail) or _of_words(mail)
    except (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        # Whoever sends nonsense must not stop the reading of what follows.
        return Returned(kind=ReportKind.UNKNOWN, answer=_short(f"unreadable: {error}"))


def _of_report(mail: Mail) -> Returned | None:
    if mail.get_content_type() != "multipart/report":
        return None
    parts = {part.get_content_type(): part for part in islice(mail.walk(), MOST_PARTS)}
    about = _ids_of_enclosed(mail)
    if "message/delivery-status" in parts:
        return _of_delivery_status(parts["message/delivery-status"], about)
    if "message/disposition-notification" in parts:
        fields = _fields(parts["message/disposition-notification"])
        original = tuple(_ID.findall(fields.get("original-message-id", "")))
        return Returned(
            kind=ReportKind.READ,
            about=original or about,
            address=_mailbox(fields.get("final-recipient", "")),
            answer=_short(fields.get("disposition", "")),
        )
    if "message/feedback-report" in parts:
        fields = _fields(parts["message/feedback-report"])
        return Returned(
            kind=ReportKind.COMPLAINT,
            about=about,
            address=_mailbox(fields.get("original-rcpt-to", "")),
            answer=_short(fields.get("feedback-type", "")),
        )
    return Returned(kind=ReportKind.UNKNOWN, about=about)


def _of_delivery_status(part: Mail, about: tuple[str, ...]) -> Returned:
    fields = _fields(part)
    kind = _ACTIONS.get(fields.get("action", "").strip().lower(), ReportKind.UNKNOWN)
    status = _STATUS.search(fields.get("status", "")) or _STATUS.search(fields.get("diagnostic-code", ""))
    return Returned(
        kind=kind,
        about=about,
        address=_mailbox(fields.get("original-recipient", "") or fields.get("final-recipient", "")),
        code=status[0] if status else "",
        answer=_short(fields.get("diagnostic-code", "").partition(";")[2] or fields.get("status", "")),
    )


def _fields(part: Mail) -> dict[str, str]:
    """The fields of a report, of all its blocks; the first of a name counts."""
    blocks = part.get_payload()
    found: dict[str, str] = {}
    for block in blocks[:MOST_PARTS] if isinstance(blocks, list) else [part]:
        if not isinstance(block, Mail):
            continue
        # Some parsers leave the fields in the body of a block.
        text = block.get_payload()
        lines = text.splitlines() if isinstance(text, str) else []
        pairs = [*block.items(), *(line.split(":", 1) for line in lines if ":" in line)]
        for name, value in pairs:
            found.setdefault(str(name).strip().lower(), " ".join(str(value).split()))
    return found


def _ids_of_enclosed(mail: Mail) -> tuple[str, ...]:
    """The Message-IDs of the letter that a report encloses, whole or its head."""
    return tuple(dict.fromkeys(_walk_for_ids(mail)))


def _walk_for_ids(mail: Mail) -> Iterator[str]:
    for part in islice(mail.walk(), MOST_PARTS):
        if part is mail:
            continue
        yield from _ID.findall(str(part.get("Message-ID", "")))
        if part.get_content_type() in ("text/rfc822-headers", "message/rfc822-headers"):
            yield from _heads_in(_text(part))


def _heads_in(text: str) -> Iterator[str]:
    for found in re.finditer(
        r"^message-id:\s*(<[^<>\s]+>)", text[:LONGEST_TEXT], re.IGNORECASE | re.MULTILINE
    ):
        yield found[1]


def _of_reply(mail: Mail) -> Returned | None:
    submitted = str(mail.get("Auto-Submitted", "")).strip().lower()
    is_automatic = (
        submitted.startswith(_AUTO_REPLIED)
        or "X-Autoreply" in mail
        or "X-Autorespond" in mail
        or str(mail.get("Precedence", "")).strip().lower() == "auto_reply"
        or bool(_AWAY.match(_decoded(mail, "Subject")))
    )
    if not is_automatic:
        return None
    about = _ID.findall(f"{mail.get('In-Reply-To', '')} {mail.get('References', '')}")
    # What somebody writes about their absence is nobody's business here.
    return Returned(
        kind=ReportKind.AUTO_REPLY,
        about=tuple(dict.fromkeys(about)),
        address=_mailbox(str(mail.get("From", ""))),
    )


def _of_words(mail: Mail) -> Returned | None:
    """A report in plain words, as older servers write it."""
    sender = f"{mail.get('From', '')} {mail.get('Return-Path', '')}"
    failed = str(mail.get("X-Failed-Recipients", ""))
    is_from_server = bool(_SERVER.search(sender)) or str(mail.get("Return-Path", "")).strip() == "<>"
    if not (is_from_server or failed):
        return None
    text = "\n".join(
        _text(part) for part in islice(mail.walk(), MOST_PARTS) if part.get_content_maintype() == "text"
    )
    text = text[:LONGEST_TEXT]
    status = _STATUS.search(text)
    reply = _REPLY_CODE.search(text)
    address = failed.partition(",")[0].strip() or next(iter(_BRACKETED.findall(text)), "")
    about = (*_heads_in(text), *_ids_of_enclosed(mail))
    return Returned(
        kind=_told_kind(text, status[0][0] if status else reply[1] if reply else ""),
        about=tuple(dict.fromkeys(about)),
        address=address,
        code=status[0] if status else "",
        answer=_short(_line_with(text, address)),
    )


def _told_kind(text: str, digit: str) -> ReportKind:
    if _STILL_TRYING.search(text) and digit != "5":
        return ReportKind.DELAYED
    if digit == "5" or _GAVE_UP.search(text):
        return ReportKind.BOUNCED
    return ReportKind.DELAYED if digit == "4" else ReportKind.UNKNOWN


def _line_with(text: str, address: str) -> str:
    lines = [line.strip() for line in text.splitlines()]
    for number, line in enumerate(lines):
        if address and address in line:
            return " ".join(each for each in lines[number + 1 : number + 3] if each)
    return ""


def _text(part: Mail) -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    return content[:LONGEST_TEXT].decode("utf-8", "replace")


def _decoded(mail: Mail, name: str) -> str:
    from email.header import decode_header, make_header

    return str(make_header(decode_header(str(mail.get(name, "")))))


def _mailbox(field: str) -> str:
    """The mailbox in `rfc822; somebody@example.org` or `Somebody <somebody@example.org>`."""
    bare = field.rpartition(";")[2].strip()
    bracketed = _BRACKETED.search(bare)
    return bracketed[1] if bracketed else bare.strip("<>")


def _short(text: str) -> str:
    shown = "".join(sign if sign.isprintable() else " " for sign in text)
    return without_addresses(" ".join(shown.split()))[:LONGEST_ANSWER]
