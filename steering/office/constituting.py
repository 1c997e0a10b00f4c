"""Constituting a body anew after a local election, even in the middle of a stage.

Old mandates end the day before, new ones begin. What is open stays open for the same seats; what was
cast stays and counts until the successor changes it; letters that wait go to the successor.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from sqlmodel import Session, col, select

from models import Committee, Constitution, Gate, GateState, Mandate, Seat, StageRun
from steering.errors import BadProfile, NotAllowedNow
from steering.office.archive import Transaction
from steering.office.bodies import committee_named
from steering.office.clock import BERLIN, StandingClock
from steering.office.handing_over import Moved
from steering.office.opening import Office
from steering.office.seats import follow, open_cycle_in
from steering.profile.mandates import as_mandates, faults_in
from steering.profile.members import Member
from steering.seating.constitution import Changeover, appointments, changeover, entry_of


@dataclass(frozen=True, kw_only=True)
class Reconstituted:
    """What constituting a body anew changed, or would change."""

    committee: Committee
    on: date
    ends: tuple[Mandate, ...]
    begins: tuple[Mandate, ...]
    empty: tuple[Seat, ...]
    open_gates: tuple[str, ...]
    moved: Moved


def reconstitute(
    office: Office,
    committee_key: str,
    new_members: Sequence[Member],
    *,
    on: date,
    resolution: str = "",
    is_only_shown: bool = False,
) -> Reconstituted:
    """Let a committee consist of new members from a day; done twice, it is done once.

    Raises BadProfile for rows of the list that fit no seat of the committee, NotAllowedNow where
    somebody else is appointed for that day already. `is_only_shown` does all of it and keeps nothing.
    """
    return _entered(
        office,
        committee_key,
        new_members,
        on=on,
        resolution=resolution,
        is_only_shown=is_only_shown,
    )


def appoint(
    office: Office,
    committee_key: str,
    new_members: Sequence[Member],
    *,
    resolution: str = "",
    is_only_shown: bool = False,
) -> Reconstituted:
    """Let single members of a committee follow others, each from the first day of the own row.

    The rest of the body stays. A mandate that is known gets its last day from the list.
    """
    return _entered(
        office, committee_key, new_members, on=None, resolution=resolution, is_only_shown=is_only_shown
    )


def _entered(
    office: Office,
    committee_key: str,
    new_members: Sequence[Member],
    *,
    on: date | None,
    resolution: str,
    is_only_shown: bool,
) -> Reconstituted:
    """Enter a whole body from a day, or single members where no day is given."""
    day = on or min((each.from_on for each in new_members), default=office.today)
    # A look ahead shows what will move on the day, not what would move today.
    is_ahead = is_only_shown and day > office.today
    at = replace(office, clock=StandingClock(at=_morning(day))) if is_ahead else office
    with office.writing() as tx:
        savepoint = tx.session.begin_nested()
        seen = _done(at, tx, committee_key, new_members, on=on, resolution=resolution)
        if is_only_shown:
            savepoint.rollback()
        else:
            savepoint.commit()
        return replace(seen, on=day)


def _morning(on: date) -> datetime:
    return datetime.combine(on, time(hour=8), tzinfo=BERLIN)


def _done(
    office: Office,
    tx: Transaction,
    committee_key: str,
    new_members: Sequence[Member],
    *,
    on: date | None,
    resolution: str,
) -> Reconstituted:
    committee = committee_named(_committees(tx.session, office.region_key), committee_key)
    seats = list(tx.session.exec(select(Seat).where(Seat.committee_id == committee.id)).all())
    _refuse_bad_rows(new_members, seats, on or date.min)
    change = _change(office, tx.session, committee, seats, new_members, on=on, resolution=resolution)
    if not change.is_done:
        entered = [] if change.constitution is None else [change.constitution]
        # In this order: a place is free before somebody takes it.
        tx.keep([*change.ends, *change.begins, *entered])
        details = {
            "on": on,
            "resolution": resolution,
            "ended": len(change.ends),
            "begun": len(change.begins),
        }
        tx.enter("seats.appoint" if on is None else "seats.reconstitute", committee.id, details)
    return Reconstituted(
        committee=committee.model_copy(),
        on=on or office.today,
        ends=tuple(each.model_copy() for each in change.ends),
        begins=tuple(each.model_copy() for each in change.begins),
        empty=tuple(seat.model_copy() for seat in change.empty),
        open_gates=_open_gates(office, tx, committee),
        # A day that is still to come hands nothing over yet; the daily look does when it has come.
        moved=follow(office, tx),
    )


def _committees(session: Session, region_key: str) -> list[Committee]:
    return list(session.exec(select(Committee).where(Committee.region_key == region_key)).all())


def _refuse_bad_rows(new_members: Sequence[Member], seats: Sequence[Seat], on: date) -> None:
    faults = list(faults_in(new_members, {seat.id for seat in seats}, not_before=on))
    if faults:
        raise BadProfile(f"The list of members has {len(faults)} faults.", faults=faults)
    if not new_members:
        raise NotAllowedNow("Nobody is appointed.", code="nobody_appointed")


def _change(
    office: Office,
    session: Session,
    committee: Committee,
    seats: Sequence[Seat],
    new_members: Sequence[Member],
    *,
    on: date | None,
    resolution: str,
) -> Changeover:
    names = [seat.id for seat in seats]
    mandates = list(session.exec(select(Mandate).where(col(Mandate.seat_id).in_(names))).all())
    earlier = list(session.exec(select(Constitution).where(Constitution.committee_id == committee.id)).all())
    new = list(as_mandates(new_members))
    for each in new:
        each.resolution = each.resolution or resolution
    if on is None:
        return appointments(committee, mandates, new)
    entry = entry_of(
        committee,
        earlier,
        on=on,
        resolution=resolution,
        term_ends_on=_term_ends_on(office, on),
        by=office.actor,
        at=office.now,
    )
    return changeover(committee, seats, mandates, new, earlier, entry=entry)


def _term_ends_on(office: Office, on: date) -> date | None:
    """The last day of the council term in which a day lies, as the profile knows it."""
    terms = office.profile.region.council_term
    return next((term.to_on for term in terms if term.from_on <= on <= term.to_on), None)


def _open_gates(office: Office, tx: Transaction, committee: Committee) -> tuple[str, ...]:
    """The questions that are open and go on under the new members."""
    cycle = open_cycle_in(tx, office.region_key)
    if cycle is None:
        return ()
    runs = select(col(StageRun.id)).where(StageRun.cycle_id == cycle.id)
    query = select(Gate).where(
        Gate.committee_id == committee.id, Gate.state == GateState.OPEN, col(Gate.stage_run_id).in_(runs)
    )
    return tuple(gate.question for gate in tx.session.exec(query.order_by(col(Gate.id))).all())
