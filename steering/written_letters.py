"""A letter as it is owed: what a notice says, to whom it goes, and the name by which it is known."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from models import Message
from steering.addressees import Addressee
from templates.envelope import Facts
from templates.notices import write_notice


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What a letter is filed under: its name, its place in a revision, and when and from where it goes.

    `identity` is made of what the letter is about: the same step repeated writes the same letter.
    """

    identity: str
    stage_key: str
    round: int = 1
    cycle_id: str | None = None
    now: datetime
    mail_domain: str
    calendar: str = ""
    title: str = ""
    due_on: date | None = None


def written(sheet: Sheet, addressee: Addressee, facts: Facts) -> Message:
    """The message that is owed, in the language of its reader; `sheet.calendar` is an appointment."""
    notice = write_notice(facts.occasion, facts, language=addressee.language)
    return Message(
        id=sheet.identity,
        cycle_id=sheet.cycle_id,
        stage_key=sheet.stage_key,
        round=sheet.round,
        occasion=facts.occasion,
        recipient=addressee.title,
        address=addressee.address,
        language=addressee.language,
        subject=notice.subject,
        text=notice.text,
        html=notice.html,
        title=sheet.title or _title_of(facts),
        gist=notice.gist,
        link=facts.link,
        due_on=sheet.due_on or getattr(facts, "due_on", None),
        calendar=sheet.calendar,
        mail_id=mail_id(sheet.identity, sheet.mail_domain),
        owed_at=sheet.now,
        not_before_at=sheet.now,
        is_simulated=facts.is_simulated,
    )


def mail_id(identity: str, domain: str) -> str:
    """The Message-ID of a message: the same in every attempt, whoever makes it."""
    return f"<{hashlib.sha256(identity.encode()).hexdigest()[:32]}@{domain}>"


def _title_of(facts: Facts) -> str:
    """What a letter is about, in few words: the thing asked for, the question, or the plan."""
    return str(getattr(facts, "title", "") or getattr(facts, "question", "") or facts.plan)
