"""A message as a letter: an e-mail that any mail program can show and that nobody can forge into two."""

import re
import unicodedata
from email.errors import MessageError
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import getaddresses, quote
from hashlib import sha256
from typing import Any

from models import Message
from steering.errors import SteeringError

LONGEST_ADDRESS = 254
LONGEST_LOCAL_PART = 64
SHORT = 60

_LOCAL_PART = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~][A-Za-z0-9!#$%&'*+/=?^_`{|}~-]*(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
)
_DOMAIN = re.compile(
    r"([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])"
)
_MAIL_ID = re.compile(r"<[!-;=?A-Z\[-~]+@[!-;=?A-Z\[-~]+>")
_METHOD = re.compile(r"^METHOD:([A-Z]+)\s*$", re.MULTILINE)


class NotPostable(SteeringError):
    """A letter that no post may carry: its address or one of its headers is not what it should be."""

    code = "not_postable"


class _WholeWords(EmailPolicy):
    """Writes names and subjects so that every space in them arrives.

    The library's own folding loses the space between two words with umlauts when the line breaks there.
    """

    def fold(self, name: str, value: Any) -> str:
        """One header, in lines."""
        if name == "Subject":
            return f"{name}: {_in_words(str(value), name)}\r\n"
        if name in {"From", "To", "Reply-To"}:
            return f"{name}: {_named(value.addresses[0], name)}\r\n"
        return str(super().fold(name, value))

    def fold_binary(self, name: str, value: Any) -> bytes:
        """One header, in lines."""
        return self.fold(name, value).encode("ascii")


def compose(message: Message, *, sender: str, reply_to: str, calendar: str = "") -> EmailMessage:
    """The letter: plain text first, then HTML, then the appointment if there is one.

    Everything in it comes from the message, the date too: a repeat is the same letter again.
    """
    letter = EmailMessage(policy=_WholeWords(linesep="\r\n"))
    letter["Message-ID"] = _mail_id(message.mail_id)
    letter["Date"] = message.owed_at
    letter["From"] = mailbox(sender)
    letter["Reply-To"] = mailbox(reply_to)
    letter["To"] = Address(_one_line(message.recipient, "recipient"), addr_spec=address(message.address))
    letter["Subject"] = _one_line(message.subject, "subject")
    # Holiday notices must answer neither us nor each other (RFC 3834; Exchange reads its own header).
    letter["Auto-Submitted"] = "auto-generated"
    letter["X-Auto-Response-Suppress"] = "All"
    _fill(letter, message, calendar)
    # Only now: filling a letter clears what was said of its content before.
    letter["Content-Language"] = _one_line(message.language, "language")
    _mark_parts(letter, message.mail_id)
    return letter


def address(text: str) -> str:
    """One address as it stands in an envelope, its domain in ASCII. Raises NotPostable."""
    local, at, domain = text.rpartition("@")
    ascii_domain = _ascii(domain)
    if (
        not at
        or not _LOCAL_PART.fullmatch(local)
        or not _DOMAIN.fullmatch(ascii_domain)
        or len(local) > LONGEST_LOCAL_PART
        or len(local) + 1 + len(ascii_domain) > LONGEST_ADDRESS
    ):
        raise NotPostable(f"Not one e-mail address: {text[:80]!r}.", code="bad_address", address=text)
    return f"{local}@{ascii_domain}"


def mailbox(text: str) -> Address:
    """A name with one address: 'Bildungsbüro <office@example.org>'. Raises NotPostable."""
    found = getaddresses([_one_line(text, "sender")])
    if len(found) != 1:
        raise NotPostable(f"Not one sender: {text[:80]!r}.", code="bad_address", address=text)
    name, spec = found[0]
    return Address(name, addr_spec=address(spec))


def _named(owner: Address, header: str) -> str:
    if not owner.display_name:
        return owner.addr_spec
    name = (
        f'"{quote(owner.display_name)}"'
        if _is_plain(owner.display_name)
        else _in_words(owner.display_name, header)
    )
    return f"{name}\r\n <{owner.addr_spec}>"


def _in_words(text: str, header: str) -> str:
    """Text as encoded words (RFC 2047), spaces included, unless it needs none."""
    if _is_plain(text):
        return text
    return Header(text, "utf-8", maxlinelen=76, header_name=header).encode(linesep="\r\n")


def _is_plain(text: str) -> bool:
    # What looks like an encoded word would be read as one.
    return text.isascii() and len(text) <= SHORT and "=?" not in text and text == text.strip()


def _ascii(domain: str) -> str:
    try:
        # The library still writes ß as ss, which is another domain today.
        return "" if "ß" in domain else domain.encode("idna").decode("ascii")
    except UnicodeError:
        # No domain at all; the pattern refuses it.
        return ""


def _mail_id(text: str) -> str:
    if not _MAIL_ID.fullmatch(text):
        raise NotPostable(f"Not a Message-ID: {text[:80]!r}.", code="bad_header", header="mail_id")
    return text


def _one_line(text: str, header: str) -> str:
    """Refuse whatever could end a header: it would begin another one."""
    if any(unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"} for sign in text):
        raise NotPostable(
            f"The {header} has a line break in it: {text[:80]!r}.", code="bad_header", header=header
        )
    return text


def _fill(letter: EmailMessage, message: Message, calendar: str) -> None:
    try:
        letter.set_content(message.text, cte="quoted-printable")
        letter.add_alternative(message.html, subtype="html", cte="quoted-printable")
        if calendar:
            _enclose(letter, calendar)
    except (MessageError, ValueError) as error:
        raise NotPostable(f"The text cannot be written as a letter: {error}.", code="bad_text") from error


def _enclose(letter: EmailMessage, calendar: str) -> None:
    """Enclose the appointment twice: some programs look among the alternatives, others for a file."""
    method = _METHOD.search(calendar)
    if method is None:
        raise NotPostable("The appointment names no METHOD.", code="bad_header", header="calendar")
    params = {"method": method[1]}
    letter.add_alternative(calendar, subtype="calendar", params=params, cte="base64")
    letter.add_attachment(calendar, subtype="calendar", params=params, filename="termin.ics", cte="base64")


def _mark_parts(letter: EmailMessage, mail_id: str) -> None:
    # The library would draw marks at random. An equals sign before an underscore occurs in no encoded text.
    digest = sha256(mail_id.encode()).hexdigest()[:24]
    for number, part in enumerate(part for part in letter.walk() if part.is_multipart()):
        part.set_boundary(f"=_{digest}_{number}")
