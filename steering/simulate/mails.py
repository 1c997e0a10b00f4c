"""What a simulation says of mail: how many letters a person gets, and in which week the most."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from models import Message

DayOf = Callable[[datetime], date]


@dataclass(frozen=True, kw_only=True)
class Mail:
    """One letter of a simulation."""

    on: date
    who: str
    address: str
    subject: str
    occasion: str


@dataclass(frozen=True, kw_only=True)
class Load:
    """The mail of one person; weeks begin on Mondays."""

    who: str
    address: str
    count: int
    peak_week: date
    peak_count: int
    by_month: dict[str, int]
    by_week: dict[date, int]


def mails(letters: Iterable[Message], *, day_of: DayOf) -> list[Mail]:
    """The letters as mails, in the order of their days."""
    found = [
        Mail(
            on=day_of(letter.owed_at),
            who=letter.recipient,
            address=letter.address,
            subject=letter.subject,
            occasion=letter.occasion,
        )
        for letter in letters
    ]
    return sorted(found, key=lambda mail: (mail.on, mail.address, mail.subject))


def monday(day: date) -> date:
    """The first day of the week."""
    return day - timedelta(days=day.weekday())


def loads(sent: Sequence[Mail]) -> list[Load]:
    """The mail of each person, most of it first. An address is a person; its titles may be several."""
    by_address = sorted(sent, key=lambda mail: mail.address)
    found = [_load(list(mine)) for _, mine in groupby(by_address, key=lambda mail: mail.address)]
    return sorted(found, key=lambda load: (-load.count, load.who, load.address))


def _load(mine: Sequence[Mail]) -> Load:
    weeks = Counter(monday(mail.on) for mail in mine)
    peak_count = max(weeks.values())
    return Load(
        who=Counter(mail.who for mail in mine).most_common(1)[0][0],
        address=mine[0].address,
        count=len(mine),
        peak_week=min(week for week, count in weeks.items() if count == peak_count),
        peak_count=peak_count,
        by_month=dict(sorted(Counter(f"{mail.on:%Y-%m}" for mail in mine).items())),
        by_week=dict(sorted(weeks.items())),
    )


def of_person(sent: Iterable[Mail], name: str) -> list[Mail]:
    """The mails of whoever is called so, or has an address that begins so."""
    wanted = name.casefold()
    return [
        mail for mail in sent if wanted in mail.who.casefold() or mail.address.casefold().startswith(wanted)
    ]
