"""Sending: which letters go now, which wait, and which are told together.

Statutory letters go at once and alone. Requests share a letter where several fall together, and wait
for the morning where that costs nobody the deadline. What is only news waits for a digest where the
recipient asked for one, or where the budget of the week is spent; never longer than a week.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from models import Digest
from steering.necessity import GATHERED, TOLD_IN_A_LINE, Necessity, necessity_of
from steering.quiet import Manners
from templates.occasions import Occasion

LONGEST_WAIT = timedelta(days=7)
WEEK = timedelta(days=7)


class Why(StrEnum):
    """Why a letter does not go now."""

    QUIET = "quiet"
    DAY_FULL = "day_full"
    WEEK_FULL = "week_full"
    DIGEST = "digest"


@dataclass(frozen=True, kw_only=True)
class Due:
    """A letter that is due, as far as its way depends on it."""

    id: str
    address: str
    occasion: str
    language: str
    cycle_id: str | None
    owed_at: datetime
    due_on: date | None = None
    was_tried: bool = False

    @property
    def necessity(self) -> Necessity:
        """How much it is needed."""
        return necessity_of(self.occasion)

    @property
    def is_free(self) -> bool:
        """Whether it goes as it is: what the law wants, what was tried before, what tells others already."""
        return self.was_tried or self.occasion in GATHERED or self.necessity is Necessity.STATUTORY


@dataclass(frozen=True, kw_only=True)
class Later:
    """A letter that waits, until when, and why."""

    id: str
    until: datetime
    why: Why


@dataclass(frozen=True, kw_only=True)
class Gathering:
    """Letters to one recipient that are told in one."""

    occasion: Occasion
    ids: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Sending:
    """What becomes of every letter that is due."""

    now: tuple[str, ...] = ()
    later: tuple[Later, ...] = ()
    gathered: tuple[Gathering, ...] = ()


@dataclass
class _Desk:
    """The letters to one address, and what was decided about them."""

    manners: Manners
    at: datetime
    digest: Digest
    is_own: bool
    told: list[datetime]
    now: list[str] = field(default_factory=list)
    later: list[Later] = field(default_factory=list)
    gathered: list[Gathering] = field(default_factory=list)

    def send(self, letters: Sequence[Due], occasion: Occasion) -> None:
        """Send letters: one as it is, several as one."""
        if not letters:
            return
        self.told.append(self.at)
        if len(letters) == 1:
            self.now.append(letters[0].id)
        else:
            self.gathered.append(Gathering(occasion=occasion, ids=tuple(each.id for each in letters)))

    def wait(self, letters: Iterable[Due], until: datetime, why: Why) -> None:
        """Let letters wait."""
        self.later += [Later(id=each.id, until=until, why=why) for each in letters]

    @property
    def is_day_full(self) -> bool:
        """Whether the recipient got enough today."""
        today = self.manners.day_of(self.at)
        return sum(self.manners.day_of(each) == today for each in self.told) >= self.manners.per_day

    @property
    def is_week_full(self) -> bool:
        """Whether the recipient got enough this week."""
        return not self.is_own and sum(self.at - WEEK < each for each in self.told) >= self.manners.per_week


def plan_sending(
    due: Sequence[Due],
    *,
    now: datetime,
    manners: Manners,
    told: Mapping[str, Sequence[datetime]],
    digests: Mapping[str, Digest],
    own_address: str = "",
) -> Sending:
    """What becomes of every letter that is due now.

    `told` are the moments of the last week at which each address got a letter, `digests` what each
    wishes. Letters to the office itself share a letter like others, but never wait.
    """
    by_address: dict[str, list[Due]] = defaultdict(list)
    for each in due:
        by_address[each.address.casefold()].append(each)
    desks = []
    for address, letters in by_address.items():
        wish = digests.get(address, Digest.NONE)
        is_own = address == own_address.casefold()
        desk = _Desk(manners=manners, at=now, digest=wish, is_own=is_own, told=list(told.get(address, ())))
        _decide(desk, letters)
        desks.append(desk)
    return Sending(
        now=tuple(each for desk in desks for each in desk.now),
        later=tuple(each for desk in desks for each in desk.later),
        gathered=tuple(each for desk in desks for each in desk.gathered),
    )


def _decide(desk: _Desk, letters: Sequence[Due]) -> None:
    for each in letters:
        if each.is_free:
            desk.send([each], Occasion.REQUESTS)
    bound = [each for each in letters if not each.is_free]
    _decide_requests(desk, [each for each in bound if each.necessity is Necessity.REQUEST])
    _decide_news(desk, [each for each in bound if each.necessity is not Necessity.REQUEST])


def _decide_requests(desk: _Desk, letters: Sequence[Due]) -> None:
    alone = [each for each in letters if each.occasion not in TOLD_IN_A_LINE]
    together = [each for each in letters if each.occasion in TOLD_IN_A_LINE]
    for group in [*_alike(together), *([each] for each in alone)]:
        until, why = _why_later(desk)
        # Nobody loses the last day of a deadline to good manners.
        if until is not None and not any(_ends_by(each, desk.manners.day_of(until)) for each in group):
            desk.wait(group, until, why)
            continue
        desk.send(group, Occasion.REQUESTS)


def _ends_by(letter: Due, day: date) -> bool:
    return letter.due_on is not None and letter.due_on <= day


def _why_later(desk: _Desk) -> tuple[datetime | None, Why]:
    if desk.is_own:
        return None, Why.QUIET
    if desk.manners.is_quiet(desk.at):
        return desk.manners.loud_from(desk.at), Why.QUIET
    return (desk.manners.next_morning(desk.at) if desk.is_day_full else None), Why.DAY_FULL


def _decide_news(desk: _Desk, letters: Sequence[Due]) -> None:
    ripe = []
    for each in letters:
        until = _digest_of(desk, each)
        if until is not None and until > desk.at:
            desk.wait([each], until, Why.DIGEST)
            continue
        ripe.append(each)
    until, why = _why_later(desk)
    for group in _alike(ripe):
        is_overdue = desk.at - min(each.owed_at for each in group) >= LONGEST_WAIT
        if until is not None and not (is_overdue and why is not Why.QUIET):
            desk.wait(group, until, why)
        elif desk.is_week_full and not is_overdue:
            desk.wait(group, desk.manners.next_morning(desk.at), Why.WEEK_FULL)
        else:
            desk.send(group, Occasion.DIGEST)


def _digest_of(desk: _Desk, letter: Due) -> datetime | None:
    """When the digest comes that a letter belongs to; None without one."""
    if desk.digest is Digest.DAILY:
        return desk.manners.next_morning(letter.owed_at)
    if desk.digest is Digest.WEEKLY:
        return desk.manners.next_week(letter.owed_at)
    return None


def _alike(letters: Iterable[Due]) -> list[list[Due]]:
    """Letters that one letter can tell: of one revision, in one language."""
    groups: dict[tuple[str | None, str], list[Due]] = defaultdict(list)
    for each in sorted(letters, key=lambda each: (each.owed_at, each.id)):
        groups[each.cycle_id, each.language].append(each)
    return list(groups.values())
