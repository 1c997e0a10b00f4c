"""Who fills a seat on a day, who is away, and who is responsible instead."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from models import Absence, Committee, CommitteeKind, DutyBriefing, Mandate, Role, Seat, SeatingRules

_WITHOUT_HONORARY_MEMBERS = frozenset({CommitteeKind.INTERNAL_GROUP, CommitteeKind.CONFERENCE})


def default_rules(committee_id: str, kind: CommitteeKind) -> SeatingRules:
    """What holds for a body whose profile says nothing: no delegation, and a briefing that is expected.

    Employees in a group of the administration are bound by their service, not by NKomVG sections 41
    and 43; a conference has no members.
    """
    is_honorary = kind not in _WITHOUT_HONORARY_MEMBERS
    return SeatingRules(
        committee_id=committee_id,
        delegation_allowed=False,
        delegations_per_member=1,
        principal_goes_first=True,
        deputy_needs_absence=False,
        duty_briefing=DutyBriefing.EXPECTED if is_honorary else DutyBriefing.NOT_NEEDED,
        has_recusal=is_honorary,
    )


def rules_for(committee: Committee, kept: Iterable[SeatingRules]) -> SeatingRules:
    """The committee's rules on who may act for a seat."""
    return next(
        (each for each in kept if each.committee_id == committee.id),
        default_rules(committee.id, committee.kind),
    )


def runs(mandate: Mandate, on: date) -> bool:
    """Whether a mandate runs on a day."""
    return mandate.from_on <= on and (mandate.to_on is None or mandate.to_on >= on)


def is_deputy(mandate: Mandate) -> bool:
    """Whether a mandate is for standing in, not for the seat itself."""
    return mandate.role is Role.DEPUTY


def same_place(one: Mandate, other: Mandate) -> bool:
    """Whether two mandates compete for the seat itself, or both for standing in."""
    return one.seat_id == other.seat_id and is_deputy(one) == is_deputy(other)


def overlaps(mandates: Sequence[Mandate]) -> list[tuple[Mandate, Mandate]]:
    """Pairs that would fill the same place of a seat on one day; there may be none."""
    ordered = sorted(mandates, key=lambda each: (each.seat_id, is_deputy(each), each.from_on, each.id))
    found = []
    for place, one in enumerate(ordered):
        for other in ordered[place + 1 :]:
            if not same_place(one, other):
                break
            if one.to_on is None or one.to_on >= other.from_on:
                found.append((one, other))
    return found


def lasts(absence: Absence, on: date) -> bool:
    """Whether an absence lasts on a day; who came back early is there from that day."""
    is_back = absence.returned_on is not None and absence.returned_on <= on
    return absence.from_on <= on <= absence.to_on and not is_back


def is_absent(mandate: Mandate, absences: Iterable[Absence], on: date) -> bool:
    """Whether whoever holds a mandate is away on a day."""
    return absence_of(mandate, absences, on) is not None


def absence_of(mandate: Mandate, absences: Iterable[Absence], on: date) -> Absence | None:
    """The absence that lasts on a day, if there is one; of several the longest."""
    lasting = [each for each in absences if each.mandate_id == mandate.id and lasts(each, on)]
    return max(lasting, key=lambda each: each.to_on, default=None)


@dataclass(frozen=True, kw_only=True)
class Filled:
    """Who is at a seat on a day: the holder, the deputy, and whether the holder is away."""

    seat: Seat
    holder: Mandate | None = None
    deputy: Mandate | None = None
    absence: Absence | None = None

    @property
    def responsible(self) -> Mandate | None:
        """Who gets the letters: the holder; while nobody holds the seat or the holder is away, the deputy."""
        is_wanting = self.holder is None or self.absence is not None
        return self.deputy if is_wanting and self.deputy is not None else self.holder

    @property
    def is_stood_in_for(self) -> bool:
        """Whether the deputy stands in today."""
        return self.responsible is not None and self.responsible is self.deputy

    @property
    def others(self) -> tuple[Mandate, ...]:
        """Everyone at the seat but whoever gets the letters."""
        both = (self.holder, self.deputy)
        return tuple(each for each in both if each is not None and each is not self.responsible)


def filled(
    seats: Iterable[Seat],
    mandates: Iterable[Mandate],
    absences: Iterable[Absence],
    on: date,
    *,
    deputies_allowed: bool = True,
) -> list[Filled]:
    """Each seat with whoever is at it on a day, in the order of the seats' numbers."""
    running: dict[str, list[Mandate]] = {}
    for mandate in mandates:
        if runs(mandate, on):
            running.setdefault(mandate.seat_id, []).append(mandate)
    away = list(absences)
    return [
        _at(seat, running.get(seat.id, []), away, on, deputies_allowed=deputies_allowed)
        for seat in sorted(seats, key=lambda seat: (seat.committee_id, seat.number))
    ]


def _at(
    seat: Seat, running: Sequence[Mandate], away: Sequence[Absence], on: date, *, deputies_allowed: bool
) -> Filled:
    ordered = sorted(running, key=lambda mandate: mandate.id)
    holder = next((each for each in ordered if not is_deputy(each)), None)
    deputy = next((each for each in ordered if is_deputy(each)), None) if deputies_allowed else None
    absence = None if holder is None else absence_of(holder, away, on)
    return Filled(seat=seat, holder=holder, deputy=deputy, absence=absence)
