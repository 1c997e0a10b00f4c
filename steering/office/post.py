"""The post: carries letters out of the house. Apprise chooses the way by the channel's address.

    folder:///var/lib/masterplan/letters        every letter as a file; nothing to install
    steer://user:password@mail.example.org:587  a mail server with STARTTLS (`?tls=none`: an open line)
    steers://user:password@mail.example.org     a mail server with TLS from the first byte
    matrixs://..., workflows://..., ntfys://... a chat, as Apprise knows it; only the text goes there

Whoever only looks at something has a post too, and must not wait for Apprise: it is woken with the
first letter, in `ways.py`.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from models import DeliveryOutcome, Message
from steering.delivery import CHATS, Delivery
from steering.necessity import may_be_declined
from steering.office.compose import NotPostable, Unsubscribing, compose, mailbox
from steering.office.mail_server import MailServer, Security

MAIL_PORTS = {Security.STARTTLS: 587, Security.NONE: 25, Security.TLS: 465}


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
        from steering.office import ways

        way = ways.way_to(self.channel_url)
        channel = ways.channel(way)
        if message.is_simulated and folder_at(self.channel_url) is None:
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
        return ways.by_way(way, message, mail, self.channel_url)

    def _unsubscribing(self, message: Message) -> Unsubscribing | None:
        # Whoever could decline a summons would miss it; only news may be declined.
        if not may_be_declined(message.occasion):
            return None
        return Unsubscribing(mail=self.reply_to, page=self.unsubscribe_page)


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


def folder_at(channel_url: str) -> Path | None:
    """The folder that a channel names, from the root on; None for another channel."""
    path = unquote(channel_url.partition("://")[2])
    is_folder = channel_url.partition("://")[0].lower() == "folder" and path.startswith("/")
    return Path(path) if is_folder else None


def server_at(channel_url: str) -> MailServer | None:
    """The mail server that a channel names, with user and password; None for another channel."""
    try:
        parts = urlsplit(channel_url)
        server = _server(parts)
    except ValueError:
        return None
    return server if server.host else None


def _check(channel_url: str) -> None:
    """Refuse a wrong address without waking Apprise, which takes its time, unless it alone can read it."""
    schema = schema_of(channel_url)
    if schema in CHATS:
        from steering.office import ways

        ways.way_to(channel_url)
        return
    if (folder_at if schema == "folder" else server_at)(channel_url) is None:
        raise unreadable(schema)


def schema_of(channel_url: str) -> str:
    """How the address of a channel begins. Raises NotPostable for one that is none of ours."""
    schema = channel_url.partition("://")[0].lower()
    if schema not in CHATS | {"folder", "steer", "steers"}:
        shown = schema if re.fullmatch(r"[a-z]{1,20}", schema) else "?"
        raise NotPostable(f"No channel of ours begins with {shown}://.", code="channel_refused", schema=shown)
    return schema


def unreadable(schema: str) -> NotPostable:
    """What is refused; it never repeats the address, because that holds passwords."""
    return NotPostable(
        f"The address of the channel {schema}:// cannot be read.", code="channel_refused", schema=schema
    )
