"""A committee with all that fills its seats, put together from the records."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlmodel import SQLModel, col, select

from models import (
    Absence,
    Committee,
    CommitteeKind,
    CommitteeRule,
    Constitution,
    Mandate,
    Organisation,
    Seat,
    SeatingRules,
    SeatQuota,
)
from steering.counting import rules_of
from steering.decision import quorum_needed
from steering.errors import NotThere
from steering.office.archive import Transaction
from steering.office.opening import Office
from steering.records import Records
from steering.seating.filled import rules_for
from steering.seating.quotas import renewed
from steering.seating.vacancies import Body

SEATED = (
    Committee,
    CommitteeRule,
    Seat,
    SeatingRules,
    SeatQuota,
    Mandate,
    Absence,
    Constitution,
    Organisation,
)


def read_bodies(office: Office) -> Records:
    """All that is kept of committees and who fills them, without any revision."""
    return office.archive.read(SEATED, region_key=office.region_key)


def body_of(records: Records, committee: Committee) -> Body:
    """One committee with its rules, seats and people."""
    seats = tuple(seat for seat in records.all(Seat) if seat.committee_id == committee.id)
    names = {seat.id for seat in seats}
    return Body(
        committee=committee,
        rules=rules_for(committee, records.all(SeatingRules)),
        seats=seats,
        mandates=tuple(each for each in records.all(Mandate) if each.seat_id in names),
        absences=tuple(each for each in records.all(Absence) if each.seat_id in names),
        quotas=tuple(each for each in records.all(SeatQuota) if each.committee_id == committee.id),
        needed=quorum_needed(rules_of(committee, records.all(CommitteeRule))),
    )


def bodies_of(records: Records) -> list[Body]:
    """Every committee whose seats are ours to watch, in the order of their names."""
    committees = sorted(
        (each for each in records.all(Committee) if each.kind is not CommitteeKind.CONFERENCE),
        key=lambda committee: committee.id,
    )
    found = [body_of(records, committee) for committee in committees]
    return [body for body in found if body.seats]


def committee_named(committees: Iterable[Committee], name: str) -> Committee:
    """A committee by its key. Raises NotThere."""
    for committee in committees:
        if name in (committee.key, committee.id):
            return committee
    raise NotThere(f"No committee {name!r}.", code="no_committee", committee=name)


def changed_quotas(tx: Transaction, records: Sequence[SQLModel], on: date) -> list[SeatQuota]:
    """What changes in the shares of the organisations as a profile declares them; earlier ones stay."""
    declared = [each for each in records if isinstance(each, SeatQuota)]
    committees = {each.committee_id for each in declared}
    query = select(SeatQuota).where(col(SeatQuota.committee_id).in_(committees))
    return renewed(tx.session.exec(query).all(), declared, on)
