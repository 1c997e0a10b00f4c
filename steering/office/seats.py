"""What is entered about seats: an absence, a return, a duty briefing. Letters follow whoever is in charge."""

from collections.abc import Iterable
from datetime import date, timedelta

from sqlmodel import Session, col, select

from models import Absence, AbsenceReason, Cycle, CycleState, Mandate, Seat
from models.columns import key
from steering.errors import NotAllowedNow, NotThere
from steering.office.archive import Transaction
from steering.office.handing_over import Moved, hand_over_in
from steering.office.opening import Office
from steering.seating.filled import absence_of, is_deputy, runs


def mandate_at(session: Session, seat_id: str, today: date, *, deputy: bool = False) -> Mandate:
    """Whoever holds a seat today, or the deputy. Raises NotThere."""
    seat = session.get(Seat, seat_id)
    if seat is None:
        raise NotThere(f"No seat {seat_id!r}.", kind="Seat", name=seat_id)
    for mandate in session.exec(select(Mandate).where(Mandate.seat_id == seat_id)).all():
        if runs(mandate, today) and is_deputy(mandate) is deputy:
            return mandate
    raise NotThere(f"Nobody fills {seat_id}.", code="seat_not_filled", seat=seat.title)


def absent(
    office: Office, seat_id: str, *, from_on: date, to_on: date, reason: AbsenceReason | None = None
) -> tuple[Absence, Moved]:
    """The holder of a seat is away for a time; entered twice, it is the same absence."""
    if to_on < from_on or to_on < office.today:
        raise NotAllowedNow(f"{from_on} to {to_on} has passed.", code="absence_in_the_past", until=to_on)
    with office.writing() as tx:
        mandate = mandate_at(tx.session, seat_id, max(from_on, office.today))
        kept = tx.session.exec(select(Absence).where(Absence.mandate_id == mandate.id)).all()
        record = _entered(office, tx, mandate, kept, (from_on, to_on), reason)
        return record, follow(office, tx)


def _entered(
    office: Office,
    tx: Transaction,
    mandate: Mandate,
    kept: Iterable[Absence],
    span: tuple[date, date],
    reason: AbsenceReason | None,
) -> Absence:
    from_on, to_on = span
    for known in kept:
        if (known.from_on, known.to_on, known.returned_on) == (from_on, to_on, None):
            return known
        last = to_on if known.returned_on is None else known.returned_on - timedelta(days=1)
        if known.from_on <= to_on and from_on <= min(known.to_on, last):
            raise NotAllowedNow(
                f"{known.id} overlaps.",
                code="absence_overlaps",
                seat=mandate.title,
                first=known.from_on,
                last=known.to_on,
            )
    record = Absence(
        id=key(mandate.id, "absence", from_on.isoformat()),
        seat_id=mandate.seat_id,
        mandate_id=mandate.id,
        from_on=from_on,
        to_on=to_on,
        reason=reason,
        entered_by=office.actor,
        entered_at=office.now,
    )
    tx.keep([record])
    # Why somebody is away stands with the absence and can be erased there; the trail cannot forget.
    tx.enter("seats.absent", mandate.seat_id, {"from": from_on, "to": to_on})
    return record


def back(office: Office, seat_id: str) -> tuple[Absence, Moved]:
    """The holder of a seat is back earlier than was said. Raises NotThere where nobody is away."""
    with office.writing() as tx:
        mandate = mandate_at(tx.session, seat_id, office.today)
        kept = tx.session.exec(select(Absence).where(Absence.mandate_id == mandate.id)).all()
        lasting = absence_of(mandate, kept, office.today)
        if lasting is None:
            raise NotThere(f"{mandate.id} is not away.", code="nobody_absent", seat=mandate.title)
        lasting.returned_on = office.today
        tx.keep([lasting])
        tx.enter("seats.return", mandate.seat_id, {"absence": lasting.id})
        return tx.get(Absence, lasting.id), follow(office, tx)


def brief(office: Office, seat_id: str, *, on: date, deputy: bool = False) -> Mandate:
    """The duty briefing (Pflichtenbelehrung, NKomVG section 43) of a member was given on a day."""
    if on > office.today:
        raise NotAllowedNow(f"{on} is still to come.", code="briefing_in_the_future", on=on)
    with office.writing() as tx:
        mandate = mandate_at(tx.session, seat_id, office.today, deputy=deputy)
        if mandate.duty_briefing_on == on:
            return mandate
        mandate.duty_briefing_on = on
        tx.keep([mandate])
        tx.enter("seats.brief", mandate.id, {"on": on})
        return tx.get(Mandate, mandate.id)


def follow(office: Office, tx: Transaction) -> Moved:
    """Let open questions and waiting letters follow whoever is in charge now."""
    cycle = open_cycle_in(tx, office.region_key)
    if cycle is None:
        return Moved()
    return hand_over_in(office, tx, cycle)


def open_cycle_in(tx: Transaction, region_key: str) -> Cycle | None:
    """The revision that is open, as the transaction sees it."""
    query = select(Cycle).where(Cycle.region_key == region_key, col(Cycle.state) == CycleState.OPEN)
    return tx.session.exec(query).first()
