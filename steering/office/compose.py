"""A message as a letter: an e-mail that any mail program can show and that nobody can forge into two."""

import re
import unicodedata
from base64 import encodebytes
from binascii import b2a_qp
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from email.header import Header
from email.headerregistry import Address
from email.utils import format_datetime, getaddresses, quote
from functools import lru_cache
from hashlib import sha256

from models import Message
from steering.errors import SteeringError

LONGEST_ADDRESS = 254
LONGEST_LOCAL_PART = 64
LONGEST_LINE = 78
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


@dataclass(frozen=True, kw_only=True)
class Unsubscribing:
    """Where somebody declines optional news: by mail, and by one click where a page takes it."""

    mail: str
    page: str = ""


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A letter as it travels, and the envelope around it."""

    sender: str
    recipient: str
    content: bytes = field(repr=False)

    def as_bytes(self) -> bytes:
        """Every byte of it; the same letter again is the same to the last one."""
        return self.content


def compose(
    message: Message,
    *,
    sender: str,
    reply_to: str,
    bounces_to: str = "",
    unsubscribing: Unsubscribing | None = None,
) -> Letter:
    """The letter: plain text first, then HTML, then the appointment if there is one.

    Everything in it comes from the message, the date too: a repeat is the same letter again. It is
    written here, not by the library: that one loses spaces between umlauts, and takes ten times as long.
    """
    writer, answered = mailbox(sender), mailbox(reply_to)
    recipient = address(message.address)
    head = [
        _header("Message-ID", _mail_id(message.mail_id)),
        _header("Date", format_datetime(message.owed_at)),
        _named("From", writer.display_name, writer.addr_spec),
        _named("Reply-To", answered.display_name, answered.addr_spec),
        _named("To", _one_line(message.recipient, "recipient"), recipient),
        f"Subject: {_in_words(_one_line(message.subject, 'subject'), 'Subject')}",
        # Holiday notices must answer neither us nor each other (RFC 3834; Exchange reads its own header).
        "Auto-Submitted: auto-generated",
        "X-Auto-Response-Suppress: All",
        f"Content-Language: {_one_line(message.language, 'language')}",
        *(_declining(unsubscribing) if unsubscribing else ()),
        "MIME-Version: 1.0",
    ]
    try:
        body = _body(message)
    except ValueError as error:
        raise NotPostable(f"The text cannot be written as a letter: {error}.", code="bad_text") from error
    content = "\r\n".join(head).encode("ascii") + b"\r\n" + body
    envelope = mailbox(bounces_to).addr_spec if bounces_to else writer.addr_spec
    return Letter(sender=envelope, recipient=recipient, content=content)


def _declining(where: Unsubscribing) -> Iterator[str]:
    ways = [f"<mailto:{mailbox(where.mail).addr_spec}?subject=unsubscribe>"]
    if where.page:
        ways.insert(0, f"<{_one_line(where.page, 'unsubscribing')}>")
        yield "List-Unsubscribe-Post: List-Unsubscribe=One-Click"
    yield "List-Unsubscribe: " + ",\r\n ".join(ways)


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


@lru_cache(maxsize=64)
def mailbox(text: str) -> Address:
    """A name with one address: 'Bildungsbüro <office@example.org>'. Raises NotPostable."""
    found = getaddresses([_one_line(text, "sender")])
    if len(found) != 1:
        raise NotPostable(f"Not one sender: {text[:80]!r}.", code="bad_address", address=text)
    name, spec = found[0]
    return Address(name, addr_spec=address(spec))


def _named(header: str, name: str, spec: str) -> str:
    if not name:
        return _header(header, spec)
    shown = f'"{quote(name)}"' if _is_plain(name) else _in_words(name, header)
    return f"{header}: {shown}\r\n <{spec}>"


def _header(name: str, value: str) -> str:
    """A header whose value must not be broken: too long, it begins on a line of its own."""
    line = f"{name}: {value}"
    return line if len(line) <= LONGEST_LINE else f"{name}:\r\n {value}"


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


def _body(message: Message) -> bytes:
    mark = sha256(message.mail_id.encode()).hexdigest()[:24]
    alternatives = [_text_part(message.text, "plain"), _text_part(message.html, "html")]
    if not message.calendar:
        return _several("alternative", f"=_{mark}_0", alternatives)
    # Twice: some programs look among the alternatives, others for a file.
    alternatives.append(_appointment(message.calendar))
    enclosed = _appointment(message.calendar, 'Content-Disposition: attachment; filename="termin.ics"\r\n')
    return _several("mixed", f"=_{mark}_0", [_several("alternative", f"=_{mark}_1", alternatives), enclosed])


def _several(kind: str, mark: str, parts: Sequence[bytes]) -> bytes:
    # An equals sign before an underscore occurs in no encoded text.
    between = f"\r\n--{mark}\r\n".encode()
    head = f'Content-Type: multipart/{kind};\r\n boundary="{mark}"\r\n'.encode()
    return head + b"".join(between + part for part in parts) + f"\r\n--{mark}--\r\n".encode()


def _text_part(text: str, kind: str) -> bytes:
    # Lines of other systems become lines of mail, whatever ends them.
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")
    head = (
        f'Content-Type: text/{kind}; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
    )
    return head.encode() + b2a_qp(lines.encode("utf-8"))


def _appointment(calendar: str, disposition: str = "") -> bytes:
    method = _METHOD.search(calendar)
    if method is None:
        raise NotPostable("The appointment names no METHOD.", code="bad_header", header="calendar")
    head = (
        f'Content-Type: text/calendar; charset="utf-8"; method={method[1]}\r\n'
        f"Content-Transfer-Encoding: base64\r\n{disposition}\r\n"
    )
    return head.encode() + encodebytes(calendar.encode("utf-8")).replace(b"\n", b"\r\n")
