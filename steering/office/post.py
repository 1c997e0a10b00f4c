"""The post: carries letters out of the house. Apprise chooses the way by the channel's address.

    folder:///var/lib/masterplan/letters        every letter as a file; nothing to install
    steer://user:password@mail.example.org:587  a mail server with STARTTLS (`?tls=none`: an open line)
    steers://user:password@mail.example.org     a mail server with TLS from the first byte
    matrixs://..., workflows://..., ntfys://... a chat, as Apprise knows it; only the text goes there

Apprise's own mail plug-in forgets the server's answer and makes new Message-IDs, so mail goes by
plug-ins of ours. A new plug-in is made for every letter: Apprise would wait 5.5 seconds before it
uses one again.
"""

import logging
import re
import warnings
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from apprise import Apprise, AppriseAsset, LogCapture, NotifyBase, NotifyFormat
from apprise.manager_plugins import NotificationManager

from models import DeliveryOutcome, Message
from steering.delivery import CHATS, Delivery
from steering.necessity import may_be_declined
from steering.office.compose import Letter, NotPostable, Unsubscribing, compose, mailbox
from steering.office.mail_folder import MailFolder
from steering.office.mail_server import LONGEST_ANSWER, MailServer, Security
from steering.server_words import without_addresses

MAIL_PORTS = {Security.STARTTLS: 587, Security.NONE: 25, Security.TLS: 465}
SHORTEST_SECRET = 5


@dataclass(frozen=True)
class Post:
    """One channel, who writes, and who is answered."""

    channel_url: str = field(repr=False)
    sender: str
    reply_to: str
    bounces_to: str = ""
    unsubscribe_page: str = ""

    def __post_init__(self) -> None:
        """Refuse at the start what could never work: a wrong address would fail every letter."""
        mailbox(self.sender)
        mailbox(self.reply_to)
        if self.bounces_to:
            mailbox(self.bounces_to)
        _check(self.channel_url)

    def hand_over(self, message: Message) -> Delivery:
        """One attempt to deliver one message. What goes wrong stands in the delivery, never in an error."""
        way = _way(self.channel_url)
        channel = _channel(way)
        if message.is_simulated and not isinstance(way, FolderWay):
            return Delivery(
                outcome=DeliveryOutcome.PERMANENT,
                answer="A simulated letter leaves the house for a folder only.",
                channel=channel,
            )
        try:
            mail = compose(
                message,
                sender=self.sender,
                reply_to=self.reply_to,
                bounces_to=self.bounces_to,
                unsubscribing=self._unsubscribing(message),
            )
        except NotPostable as refusal:
            return Delivery(outcome=DeliveryOutcome.PERMANENT, answer=str(refusal), channel=channel)
        if isinstance(way, FolderWay | MailWay):
            return _by_our_way(way, message, mail)
        return _by_chat(way, message, _secrets(self.channel_url))

    def _unsubscribing(self, message: Message) -> Unsubscribing | None:
        # Whoever could decline a summons would miss it; only news may be declined.
        if not may_be_declined(message.occasion):
            return None
        return Unsubscribing(mail=self.reply_to, page=self.unsubscribe_page)


class FolderWay(NotifyBase):  # type: ignore[misc] # Apprise is not typed.
    """`folder:///path`: letters as files."""

    service_name = "Folder of letters"
    protocol = "folder"
    message: Message
    mail: Letter
    delivery: Delivery | None = None

    def __init__(self, *, path: Path, **options: Any) -> None:
        super().__init__(**options)
        self.folder = MailFolder(path=path)

    def send(self, **_text: Any) -> bool:
        """Put the letter into the folder."""
        self.delivery = self.folder.hand_over(self.mail, self.message)
        return self.delivery.outcome is DeliveryOutcome.ACCEPTED

    def url(self, *_arguments: Any, **_options: Any) -> str:
        """What Apprise may tell its log."""
        return self.folder.channel

    @staticmethod
    def parse_url(url: str, **_options: Any) -> dict[str, Any] | None:
        """Read the path, which begins at the root."""
        path = unquote(url.partition("://")[2])
        return {"schema": "folder", "path": Path(path)} if path.startswith("/") else None


class MailWay(NotifyBase):  # type: ignore[misc] # Apprise is not typed.
    """`steer://` and `steers://`: a mail server."""

    service_name = "Mail server"
    protocol = "steer"
    secure_protocol = "steers"
    message: Message
    mail: Letter
    delivery: Delivery | None = None

    def __init__(self, *, server: MailServer, **options: Any) -> None:
        super().__init__(**options)
        self.server = server

    def send(self, **_text: Any) -> bool:
        """Hand the letter to the server, for its one recipient."""
        self.delivery = self.server.hand_over(self.mail)
        return self.delivery.outcome is DeliveryOutcome.ACCEPTED

    def url(self, *_arguments: Any, **_options: Any) -> str:
        """What Apprise may tell its log."""
        return self.server.channel

    @staticmethod
    def parse_url(url: str, **_options: Any) -> dict[str, Any] | None:
        """Read server, user and password."""
        try:
            parts = urlsplit(url)
            server = _server(parts)
        except ValueError:
            return None
        return {"schema": parts.scheme, "server": server} if server.host else None


def _server(parts: SplitResult) -> MailServer:
    asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    security = Security.TLS if parts.scheme == "steers" else Security(asked.get("tls", Security.STARTTLS))
    return MailServer(
        host=parts.hostname or "",
        port=parts.port or MAIL_PORTS[security],
        security=security,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        ca_file=asked.get("ca"),
    )


def _by_our_way(way: FolderWay | MailWay, message: Message, mail: Letter) -> Delivery:
    way.message, way.mail = message, mail
    _notify(way, message)
    if way.delivery is None:
        # Apprise calls no plug-in for a text that is empty.
        return Delivery(
            outcome=DeliveryOutcome.PERMANENT, answer="The letter has no text.", channel=_channel(way)
        )
    return way.delivery


def _by_chat(way: NotifyBase, message: Message, secrets: list[str]) -> Delivery:
    with LogCapture(level=logging.WARNING, fmt="%(message)s") as said:
        accepted = _notify(way, message)
        answer = " ".join(said.getvalue().split())
    for secret in secrets:
        answer = answer.replace(secret, "***")
    return Delivery(
        outcome=DeliveryOutcome.ACCEPTED if accepted else DeliveryOutcome.TEMPORARY,
        answer=without_addresses(answer)[:LONGEST_ANSWER],
        channel=_channel(way),
    )


def _notify(way: NotifyBase, message: Message) -> bool:
    apprise = Apprise(asset=way.asset)
    apprise.add(way)
    return bool(apprise.notify(body=message.text, title=message.subject, body_format=NotifyFormat.TEXT))


def _way(channel_url: str) -> NotifyBase:
    """A plug-in for the channel. Raises NotPostable, which never repeats the address: it holds passwords."""
    schema = _schema(channel_url)
    _register()
    asset = AppriseAsset(async_mode=False, default_service_retry=0)
    try:
        way = Apprise.instantiate(channel_url, asset=asset, suppress_exceptions=False)
    except (TypeError, ValueError):
        way = None
    if way is None:
        raise _unreadable(schema)
    # The outbox tries again, not Apprise, and no failure is optional, whatever the address asks for.
    way.retry, way.optional = 0, False
    return way


def _check(channel_url: str) -> None:
    """Refuse a wrong address without waking Apprise, which takes its time, unless it alone can read it."""
    schema = _schema(channel_url)
    if schema in CHATS:
        _way(channel_url)
        return
    read = FolderWay.parse_url if schema == "folder" else MailWay.parse_url
    if read(channel_url) is None:
        raise _unreadable(schema)


def _schema(channel_url: str) -> str:
    schema = channel_url.partition("://")[0].lower()
    if schema not in CHATS | {"folder", "steer", "steers"}:
        shown = schema if re.fullmatch(r"[a-z]{1,20}", schema) else "?"
        raise NotPostable(f"No channel of ours begins with {shown}://.", code="channel_refused", schema=shown)
    return schema


def _unreadable(schema: str) -> NotPostable:
    return NotPostable(
        f"The address of the channel {schema}:// cannot be read.", code="channel_refused", schema=schema
    )


def _channel(way: NotifyBase) -> str:
    if isinstance(way, FolderWay):
        return way.folder.channel
    if isinstance(way, MailWay):
        return way.server.channel
    return f"chat {way.service_name}"


def _secrets(channel_url: str) -> list[str]:
    """Every piece of a chat's address that could be a password or a token, longest first."""
    pieces = {unquote(piece) for piece in re.split(r"[/:@?&=#]+", channel_url)}
    return sorted((piece for piece in pieces if len(piece) >= SHORTEST_SECRET), key=len, reverse=True)


@cache
def _register() -> None:
    """Make our plug-ins known to Apprise, which is not to chat: its finest log holds whole addresses."""
    log = logging.getLogger("apprise")
    log.addHandler(logging.NullHandler())
    log.propagate = False
    log.addFilter(lambda record: record.levelno >= logging.WARNING)
    with warnings.catch_warnings():
        # Apprise loads all its plug-ins at once, and some of them import what Python is about to drop.
        warnings.simplefilter("ignore", DeprecationWarning)
        for way in (FolderWay, MailWay):
            NotificationManager().add(way)
