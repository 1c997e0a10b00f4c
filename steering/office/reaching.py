"""Reaching a member: by mail, and where they wish by a chat of their own.

A chat is told the subject and the link, never the text: who reads along there is not ours to know. What
the law demands always goes by mail, and whatever a chat does not take does, too.
"""

from dataclasses import dataclass, field, replace

from models import DeliveryOutcome, Message
from steering.delivery import Delivery
from steering.errors import SteeringError
from steering.necessity import Necessity, necessity_of
from steering.office.compose import NotPostable
from steering.office.opening import Office
from steering.office.profiles import members


@dataclass(frozen=True, kw_only=True)
class OwnChannel:
    """A chat of a member's own, and whether it stands instead of mail."""

    url: str = field(repr=False)
    is_instead: bool


def own_channels(office: Office) -> dict[str, OwnChannel]:
    """The chats of the private list, by the mail address of their owners; they are kept nowhere else."""
    try:
        listed = members(office.settings)
    except SteeringError:
        # `masterplan check` tells what is wrong with the list. Until then everything goes by mail.
        return {}
    return {
        each.address.casefold(): OwnChannel(url=each.channel, is_instead=each.is_instead_of_mail)
        for each in listed
        if each.channel and each.from_on <= office.today <= (each.to_on or office.today)
    }


def reach(office: Office, message: Message, channels: dict[str, OwnChannel]) -> list[Delivery]:
    """Hand a letter over; the first delivery says what became of it, others what a chat said besides."""
    own = channels.get(message.address.casefold())
    if own is None:
        return [office.post.hand_over(message)]
    if own.is_instead and necessity_of(message.occasion) is not Necessity.STATUTORY:
        told = _tell(office, own, message)
        if told.outcome is DeliveryOutcome.ACCEPTED:
            return [told]
        return [office.post.hand_over(message), told]
    handed = office.post.hand_over(message)
    if handed.outcome is not DeliveryOutcome.ACCEPTED:
        return [handed]
    return [handed, _tell(office, own, message)]


def _tell(office: Office, own: OwnChannel, message: Message) -> Delivery:
    short = Message(**message.model_dump() | {"text": message.link or message.subject, "html": ""})
    try:
        return replace(office.post, channel_url=own.url).hand_over(short)
    except NotPostable as refusal:
        return Delivery(outcome=DeliveryOutcome.PERMANENT, answer=str(refusal), channel="chat")
