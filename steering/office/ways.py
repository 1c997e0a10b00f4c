"""The ways of the post, as plug-ins of Apprise: a folder, a mail server, and the chats that it knows.

Apprise's own mail plug-in forgets the server's answer and makes new Message-IDs, so mail goes by
plug-ins of ours. A new plug-in is made for every letter: Apprise would wait 5.5 seconds before it
uses one again.
"""

import logging
import re
import warnings
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from apprise import Apprise, AppriseAsset, LogCapture, NotifyBase, NotifyFormat
from apprise.manager_plugins import NotificationManager

from models import DeliveryOutcome, Message
from steering.delivery import Delivery
from steering.office.compose import Letter
from steering.office.mail_folder import MailFolder
from steering.office.mail_server import LONGEST_ANSWER, MailServer
from steering.office.post import folder_at, schema_of, server_at, unreadable
from steering.server_words import without_addresses

SHORTEST_SECRET = 5


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
        path = folder_at(url)
        return {"schema": "folder", "path": path} if path is not None else None


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
        server = server_at(url)
        schema = url.partition("://")[0].lower()
        return {"schema": schema, "server": server} if server is not None else None


def by_way(way: NotifyBase, message: Message, mail: Letter, channel_url: str) -> Delivery:
    """One letter by one way; a chat gets its text only."""
    if isinstance(way, FolderWay | MailWay):
        return _by_our_way(way, message, mail)
    return _by_chat(way, message, _secrets(channel_url))


def _by_our_way(way: FolderWay | MailWay, message: Message, mail: Letter) -> Delivery:
    way.message, way.mail = message, mail
    _notify(way, message)
    if way.delivery is None:
        # Apprise calls no plug-in for a text that is empty.
        return Delivery(
            outcome=DeliveryOutcome.PERMANENT, answer="The letter has no text.", channel=channel(way)
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
        channel=channel(way),
    )


def _notify(way: NotifyBase, message: Message) -> bool:
    apprise = Apprise(asset=way.asset)
    apprise.add(way)
    return bool(apprise.notify(body=message.text, title=message.subject, body_format=NotifyFormat.TEXT))


def way_to(channel_url: str) -> NotifyBase:
    """A plug-in for the channel. Raises NotPostable, which never repeats the address: it holds passwords."""
    schema = schema_of(channel_url)
    _register()
    asset = AppriseAsset(async_mode=False, default_service_retry=0)
    try:
        way = Apprise.instantiate(channel_url, asset=asset, suppress_exceptions=False)
    except (TypeError, ValueError):
        way = None
    if way is None:
        raise unreadable(schema)
    # The outbox tries again, not Apprise, and no failure is optional, whatever the address asks for.
    way.retry, way.optional = 0, False
    return way


def channel(way: NotifyBase) -> str:
    """The name of a way, as it is kept with every attempt."""
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
