"""A mailbox on an IMAP server, read over TLS: what is new in one folder, and the mark that it was read.

Reading marks nothing. The mark is set by the caller, once what was read is kept for good.
"""

import imaplib
import re
import ssl
from base64 import b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from pydantic import SecretStr

from steering.errors import BadUsage, OutsideFailed
from steering.office.settings import Settings
from steering.returned_mail import LONGEST_MAIL

SECONDS = 30
AT_ONCE = 50
PORTS = {"imaps": 993, "imap": 143}
_SEEN = r"(\Seen)"


@dataclass(frozen=True, kw_only=True)
class Mailbox:
    """Where returned mail lies: `imaps` speaks TLS from the first byte, `imap` must change to it."""

    scheme: str
    host: str
    port: int
    user: str
    folder: str
    password: SecretStr = field(repr=False)

    @property
    def title(self) -> str:
        """How it is named to people: without the password, which is nowhere but in the dialogue."""
        return f"{self.scheme}://{self.user}@{self.host}:{self.port}/{self.folder}"


@dataclass(frozen=True, kw_only=True)
class Fetched:
    """One mail of the mailbox, with the number by which the server knows it."""

    uid: bytes
    content: bytes


def mailbox_of(settings: Settings) -> Mailbox:
    """The mailbox that the operator set. Raises BadUsage where it is not, or not wholly."""
    if not settings.mailbox_url:
        raise BadUsage("No mailbox is set.", code="mailbox_not_set")
    parts = urlsplit(settings.mailbox_url)
    try:
        port = parts.port
    except ValueError:
        port = None
    is_whole = parts.scheme in PORTS and parts.hostname and parts.username and parts.password is None
    if not is_whole or (port is None and ":" in parts.netloc.rpartition("@")[2]):
        raise BadUsage("The mailbox address cannot be read.", code="mailbox_unreadable")
    return Mailbox(
        scheme=parts.scheme,
        host=str(parts.hostname),
        port=port or PORTS[parts.scheme],
        user=unquote(str(parts.username)),
        folder=unquote(parts.path.lstrip("/")) or "INBOX",
        password=_password(settings),
    )


def _password(settings: Settings) -> SecretStr:
    if settings.mailbox_password is not None:
        return settings.mailbox_password
    file = settings.mailbox_password_file
    if file is None:
        raise BadUsage("No password is set.", code="mailbox_without_password")
    try:
        return SecretStr(file.read_text("utf-8").rstrip("\r\n"))
    except (OSError, UnicodeDecodeError) as error:
        raise BadUsage(
            f"{file} cannot be read.", code="mailbox_password_unreadable", file=str(file)
        ) from error


class OpenMailbox:
    """One folder of a mailbox while it is open."""

    def __init__(self, server: imaplib.IMAP4, title: str) -> None:
        self.server = server
        self.title = title

    def new(self, *, most: int) -> list[bytes]:
        """The numbers of the unread mails, oldest first; of too many the newest ones."""
        (found,) = self._asked("SEARCH", None, "UNSEEN")
        return found.split()[-most:] if isinstance(found, bytes) else []

    def fetched(self, uids: Sequence[bytes]) -> Iterator[Fetched]:
        """These mails, none of them longer than is read; nothing is marked by it."""
        for uid in uids:
            answer = self._asked("FETCH", uid, f"(BODY.PEEK[]<0.{LONGEST_MAIL + 1}>)")
            for part in answer:
                # Somebody else may have taken a mail away meanwhile; then there is none.
                if isinstance(part, tuple):
                    yield Fetched(uid=uid, content=bytes(part[1]))
                    break

    def mark_read(self, uids: Sequence[bytes]) -> None:
        """Mark these mails as read."""
        if uids:
            self._asked("STORE", b",".join(uids), "+FLAGS.SILENT", _SEEN)

    def _asked(self, command: str, *arguments: object) -> list[bytes | tuple[bytes, bytes] | None]:
        state, answer = self.server.uid(command, *(_typed(each) for each in arguments))
        if state != "OK":
            raise _failed(self.title, f"{command}: {_words(answer)}")
        return list(answer)


def _typed(argument: object) -> str:
    # imaplib leaves out what is None, but its types do not say so.
    return argument.decode() if isinstance(argument, bytes) else argument  # type: ignore[return-value]


@contextmanager
def open_mailbox(
    mailbox: Mailbox, *, is_only_looked: bool = False, context: ssl.SSLContext | None = None
) -> Iterator[OpenMailbox]:
    """The folder, signed in over TLS. Raises OutsideFailed with the server's words, never the password."""
    trusted = context or ssl.create_default_context()
    try:
        server = _connected(mailbox, trusted)
    except (OSError, imaplib.IMAP4.error) as error:
        raise _failed(mailbox.title, str(error)) from error
    try:
        _sign_in(server, mailbox)
        _select(server, mailbox, is_only_looked=is_only_looked)
        yield OpenMailbox(server, mailbox.title)
    except (OSError, imaplib.IMAP4.error) as error:
        raise _failed(mailbox.title, str(error)) from error
    finally:
        # No CLOSE: it would remove mails that somebody else has marked for removal.
        with suppress(OSError, imaplib.IMAP4.error):
            server.logout()
        # A line that broke takes no farewell, and stays open without this.
        with suppress(OSError):
            server.shutdown()


def _connected(mailbox: Mailbox, trusted: ssl.SSLContext) -> imaplib.IMAP4:
    if mailbox.scheme == "imaps":
        return imaplib.IMAP4_SSL(mailbox.host, mailbox.port, ssl_context=trusted, timeout=SECONDS)
    server = imaplib.IMAP4(mailbox.host, mailbox.port, timeout=SECONDS)
    try:
        server.starttls(trusted)
    except BaseException:
        # A server without TLS never hears the password.
        server.shutdown()
        raise
    return server


def _sign_in(server: imaplib.IMAP4, mailbox: Mailbox) -> None:
    password = mailbox.password.get_secret_value()
    try:
        if "AUTH=PLAIN" in server.capabilities:
            # Only this way takes a password with umlauts.
            server.authenticate("PLAIN", lambda _: f"\0{mailbox.user}\0{password}".encode())
        else:
            server.login(mailbox.user, password)
    except imaplib.IMAP4.abort:
        raise
    except (imaplib.IMAP4.error, UnicodeEncodeError) as error:
        raise OutsideFailed(
            f"{mailbox.title} refused us.", code="mailbox_login", mailbox=mailbox.title, detail=str(error)
        ) from None


def _select(server: imaplib.IMAP4, mailbox: Mailbox, *, is_only_looked: bool) -> None:
    name = folder_name(mailbox.folder).replace("\\", "\\\\").replace('"', '\\"')
    state, answer = server.select(f'"{name}"', readonly=is_only_looked)
    if state != "OK":
        raise OutsideFailed(
            f"{mailbox.title} has no such folder.",
            code="mailbox_folder",
            mailbox=mailbox.title,
            folder=mailbox.folder,
            detail=_words(answer),
        )


def folder_name(title: str) -> str:
    """How the protocol writes the name of a folder (RFC 3501, 5.1.3): umlauts as base64 of UTF-16."""

    def written(signs: re.Match[str]) -> str:
        packed = b64encode(signs[0].encode("utf-16-be")).decode().rstrip("=").replace("/", ",")
        return f"&{packed}-"

    return re.sub(r"[^ -~]+", written, title.replace("&", "&-"))


def _failed(title: str, detail: str) -> OutsideFailed:
    return OutsideFailed(f"{title}: {detail}", code="mailbox_not_reached", mailbox=title, detail=detail)


def _words(answer: Sequence[object]) -> str:
    return " ".join(each.decode(errors="replace") for each in answer if isinstance(each, bytes))
