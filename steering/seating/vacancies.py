"""Vacancies: what is wanting in a body today, or will be within ninety days."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from models import (
    Absence,
    Committee,
    CommitteeKind,
    DutyBriefing,
    Mandate,
    Seat,
    SeatingRules,
    SeatQuota,
)
from steering.seating.filled import Filled, filled, is_deputy, runs
from steering.seating.quotas import quotas_on, summed

SOON, LATER = 30, 90


class Lack(StrEnum):
    """What is wanting."""

    BELOW_QUORUM = "below_quorum"
    CHAIR_MISSING = "chair_missing"
    SEAT_EMPTY = "seat_empty"
    QUOTA_UNFILLED = "quota_unfilled"
    QUOTAS_DO_NOT_SUM = "quotas_do_not_sum"
    NOBODY_STANDS_IN = "nobody_stands_in"
    BRIEFING_MISSING = "briefing_missing"
    SEAT_ENDS_SOON = "seat_ends_soon"
    SEAT_ENDS_LATER = "seat_ends_later"


URGENT = frozenset({Lack.BELOW_QUORUM, Lack.CHAIR_MISSING})


@dataclass(frozen=True, kw_only=True)
class Vacancy:
    """One thing that is wanting in a committee: which seats, since or from when, and figures."""

    lack: Lack
    committee_id: str
    seats: tuple[str, ...] = ()
    on: date | None = None
    facts: dict[str, object] = field(default_factory=dict)

    @property
    def is_urgent(self) -> bool:
        """Whether the body cannot work without it."""
        return self.lack in URGENT


@dataclass(frozen=True, kw_only=True)
class Body:
    """A committee with all that fills its seats."""

    committee: Committee
    rules: SeatingRules
    seats: tuple[Seat, ...]
    mandates: tuple[Mandate, ...]
    absences: tuple[Absence, ...] = ()
    quotas: tuple[SeatQuota, ...] = ()
    needed: int = field(default=0)

    def filled_on(self, on: date) -> list[Filled]:
        """Each seat with whoever is at it on a day."""
        return filled(
            self.seats,
            self.mandates,
            self.absences,
            on,
            deputies_allowed=self.committee.deputies_allowed,
        )


def vacancies(body: Body, today: date) -> list[Vacancy]:
    """All that is wanting, the urgent first. A body without seats of its own wants nothing here."""
    if not body.seats or body.committee.kind is CommitteeKind.CONFERENCE:
        return []
    now = body.filled_on(today)
    found = [
        *_of_the_body(body, now),
        *_of_seats(body, now),
        *_of_quotas(body, now, today),
        *_ending(body, today),
    ]
    order = list(Lack)
    return sorted(found, key=lambda each: (order.index(each.lack), each.on or date.min, each.seats))


def _of_the_body(body: Body, now: Sequence[Filled]) -> Iterator[Vacancy]:
    committee = body.committee
    able = sum(each.seat.has_vote and each.holder is not None for each in now)
    if able < body.needed:
        facts: dict[str, object] = {"filled": able, "needed": body.needed}
        yield Vacancy(lack=Lack.BELOW_QUORUM, committee_id=committee.id, facts=facts)
    chairs = [each for each in now if each.seat.is_chair]
    if chairs and all(each.responsible is None for each in chairs):
        yield Vacancy(
            lack=Lack.CHAIR_MISSING, committee_id=committee.id, seats=_titles(each.seat for each in chairs)
        )


def _of_seats(body: Body, now: Sequence[Filled]) -> Iterator[Vacancy]:
    empty = [each.seat for each in now if each.holder is None]
    alone = [each.seat for each in now if each.absence is not None and each.deputy is None]
    unbriefed = [
        each.seat for each in now if each.holder is not None and each.holder.duty_briefing_on is None
    ]
    asks_for_briefing = body.rules.duty_briefing is not DutyBriefing.NOT_NEEDED
    for lack, seats in (
        (Lack.SEAT_EMPTY, empty),
        (Lack.NOBODY_STANDS_IN, alone),
        (Lack.BRIEFING_MISSING, unbriefed if asks_for_briefing else []),
    ):
        if seats:
            yield Vacancy(lack=lack, committee_id=body.committee.id, seats=_titles(seats))


def _of_quotas(body: Body, now: Sequence[Filled], today: date) -> Iterator[Vacancy]:
    holding = quotas_on(body.quotas, today)
    if not holding:
        return
    whole = summed(holding, body.committee.seats_count, today)
    if not whole.is_sound:
        facts: dict[str, object] = {"listed": whole.listed, "legal": whole.legal}
        yield Vacancy(lack=Lack.QUOTAS_DO_NOT_SUM, committee_id=body.committee.id, facts=facts)
    unfilled = {quota.title: (_taken(quota, now), quota.seats_count) for quota in holding}
    wanting = {title: figures for title, figures in unfilled.items() if figures[0] < figures[1]}
    if wanting:
        yield Vacancy(
            lack=Lack.QUOTA_UNFILLED,
            committee_id=body.committee.id,
            seats=tuple(f"{title} ({taken}/{count})" for title, (taken, count) in wanting.items()),
        )


def _taken(quota: SeatQuota, now: Sequence[Filled]) -> int:
    """How many voting seats of an organisation are held."""
    return sum(
        each.seat.has_vote and each.holder is not None and each.seat.organisation_id == quota.organisation_id
        for each in now
    )


def _ending(body: Body, today: date) -> Iterator[Vacancy]:
    """Seats that are filled today and will be empty within ninety days, one entry for each day."""
    by_day: dict[date, list[Seat]] = {}
    for seat in body.seats:
        ends_on = last_day(seat.id, body.mandates, today)
        if ends_on is not None and ends_on < today + timedelta(days=LATER):
            by_day.setdefault(ends_on, []).append(seat)
    for ends_on, seats in sorted(by_day.items()):
        is_soon = ends_on < today + timedelta(days=SOON)
        yield Vacancy(
            lack=Lack.SEAT_ENDS_SOON if is_soon else Lack.SEAT_ENDS_LATER,
            committee_id=body.committee.id,
            seats=_titles(seats),
            on=ends_on,
        )


def last_day(seat_id: str, mandates: Iterable[Mandate], today: date) -> date | None:
    """The last day on which a seat is held without a gap; None where it is empty, or no end is known."""
    mine = [each for each in mandates if each.seat_id == seat_id and not is_deputy(each)]
    held: date | None = None
    on = today
    while True:
        holder = next((each for each in mine if runs(each, on)), None)
        if holder is None:
            return held
        if holder.to_on is None:
            return None
        held, on = holder.to_on, holder.to_on + timedelta(days=1)


def _titles(seats: Iterable[Seat]) -> tuple[str, ...]:
    return tuple(seat.title for seat in sorted(seats, key=lambda seat: seat.number))


@dataclass(frozen=True, kw_only=True)
class Ending:
    """Mandates of a committee that end on one day without a successor, and how long ahead that is told."""

    committee_id: str
    ends_on: date
    lead: int
    seats: tuple[str, ...]


def endings(bodies: Iterable[Body], today: date) -> list[Ending]:
    """What chair and coordinator are told of today: at ninety days, and again at thirty."""
    return [
        Ending(
            committee_id=each.committee_id,
            ends_on=each.on,
            lead=SOON if each.lack is Lack.SEAT_ENDS_SOON else LATER,
            seats=each.seats,
        )
        for body in bodies
        for each in vacancies(body, today)
        if each.lack in (Lack.SEAT_ENDS_SOON, Lack.SEAT_ENDS_LATER) and each.on is not None
    ]
