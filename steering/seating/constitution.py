"""Constituting a body anew (Konstituierung) after a local election: who ends, who begins.

The old mandates end the day before, the new ones begin. Gates that are open keep their electorate:
it is made of seats, and seats stay.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from models import Committee, Constitution, Mandate, Seat
from models.columns import key
from steering.changes import changed
from steering.errors import NotAllowedNow
from steering.seating.filled import is_deputy, same_place


class BodyState(StrEnum):
    """How far a body is in its term."""

    CONSTITUTED = "constituted"  # its first day is still to come
    ACTIVE = "active"
    DISSOLVED_AT_TERM_END = "dissolved_at_term_end"  # the term is over, nobody was appointed anew
    RECONSTITUTED = "reconstituted"  # active, and not for the first time
    UNKNOWN = "unknown"  # no constitution is on record; its mandates count all the same


@dataclass(frozen=True, kw_only=True)
class Changeover:
    """What constituting a body anew changes: mandates that end, mandates that begin, empty seats."""

    ends: tuple[Mandate, ...]
    begins: tuple[Mandate, ...]
    empty: tuple[Seat, ...]
    constitution: Constitution | None

    @property
    def is_done(self) -> bool:
        """Whether all of it has been entered before."""
        return not self.ends and not self.begins and self.constitution is None


def state_of(committee_id: str, constitutions: Iterable[Constitution], today: date) -> BodyState:
    """How far a body is in its term, from what was entered."""
    mine = sorted(
        (each for each in constitutions if each.committee_id == committee_id),
        key=lambda each: each.constituted_on,
    )
    begun = [each for each in mine if each.constituted_on <= today]
    if not mine:
        return BodyState.UNKNOWN
    if not begun:
        return BodyState.CONSTITUTED
    last = begun[-1]
    if last.term_ends_on is not None and last.term_ends_on < today:
        return BodyState.DISSOLVED_AT_TERM_END
    return BodyState.RECONSTITUTED if last.number > 1 else BodyState.ACTIVE


def changeover(
    committee: Committee,
    seats: Sequence[Seat],
    mandates: Sequence[Mandate],
    new: Sequence[Mandate],
    earlier: Sequence[Constitution],
    *,
    entry: Constitution,
) -> Changeover:
    """What is to be entered so that the body consists of the new mandates from the day of the entry.

    Raises NotAllowedNow where somebody else was appointed for that day already.
    """
    on = entry.constituted_on
    wanted = {each.id for each in new}
    mine = [each for each in mandates if each.seat_id in {seat.id for seat in seats}]
    known = {each.id for each in mine}
    in_the_way = [each for each in mine if each.from_on >= on and each.id not in wanted]
    if in_the_way:
        raise _appointed_already(in_the_way[0], committee)
    ends = tuple(
        changed(each, to_on=on - timedelta(days=1))
        for each in mine
        if each.from_on < on and (each.to_on is None or each.to_on >= on)
    )
    begins = tuple(each for each in new if each.id not in known)
    held = {each.seat_id for each in new if not is_deputy(each)}
    empty = tuple(seat for seat in sorted(seats, key=lambda seat: seat.number) if seat.id not in held)
    is_new = all(each.constituted_on != on for each in earlier if each.committee_id == committee.id)
    return Changeover(ends=ends, begins=begins, empty=empty, constitution=entry if is_new else None)


def appointments(committee: Committee, mandates: Sequence[Mandate], new: Sequence[Mandate]) -> Changeover:
    """What is to be entered so that single members follow others; all the rest of the body stays.

    A mandate that is known gets its last day from the list. Raises NotAllowedNow where somebody else
    was appointed for a later day already.
    """
    known = {each.id: each for each in mandates}
    ends = [
        changed(known[each.id], to_on=each.to_on)
        for each in new
        if each.id in known and known[each.id].to_on != each.to_on
    ]
    begins = [each for each in new if each.id not in known]
    for coming in begins:
        for there in mandates:
            is_over = there.to_on is not None and there.to_on < coming.from_on
            if is_over or not same_place(there, coming) or there.id in {each.id for each in ends}:
                continue
            if there.from_on >= coming.from_on:
                raise _appointed_already(there, committee)
            ends.append(changed(there, to_on=coming.from_on - timedelta(days=1)))
    return Changeover(ends=tuple(ends), begins=tuple(begins), empty=(), constitution=None)


def _appointed_already(mandate: Mandate, committee: Committee) -> NotAllowedNow:
    return NotAllowedNow(
        f"{mandate.id} begins on {mandate.from_on}.",
        code="appointed_already",
        seat=mandate.title,
        begins_on=mandate.from_on,
        committee=committee.title,
    )


def entry_of(
    committee: Committee,
    earlier: Iterable[Constitution],
    *,
    on: date,
    resolution: str,
    term_ends_on: date | None,
    by: str,
    at: datetime,
) -> Constitution:
    """The record that the body was constituted, numbered after those before it."""
    number = 1 + max((each.number for each in earlier if each.committee_id == committee.id), default=0)
    return Constitution(
        id=key(committee.id, "constitution", number),
        committee_id=committee.id,
        number=number,
        constituted_on=on,
        term_ends_on=term_ends_on,
        seats_count=committee.seats_count,
        resolution=resolution,
        entered_by=by,
        entered_at=at,
    )
