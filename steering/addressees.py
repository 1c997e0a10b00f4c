"""Addressees: to whom letters go, as what, and in which language; a function, never a name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from models import Absence, Committee, Mandate, Organisation, RequestKind, Role, Seat
from models.columns import key
from steering.records import Records
from steering.seating.filled import Filled, filled, runs
from templates.occasions import Capacity, Recipient
from templates.phrases import phrase

SPEAKING = frozenset({Role.CHAIR, Role.DEPUTY_CHAIR, Role.MEMBER, Role.ADVISORY})


@dataclass(frozen=True, kw_only=True)
class Sender:
    """Who writes, and where the reader finds more; from the region's profile and the settings."""

    function: str
    address: str
    phone: str
    base_url: str
    mail_domain: str


@dataclass(frozen=True, kw_only=True)
class Addressee:
    """To whom a letter goes: a function, an address, a language."""

    id: str
    title: str
    address: str
    language: str
    as_what: Recipient
    has_vote: bool = False
    seat_id: str = ""


def active_mandates(mandates: Sequence[Mandate], today: date) -> list[Mandate]:
    """Mandates that run on this day, in a fixed order."""
    return sorted((each for each in mandates if runs(each, today)), key=lambda mandate: mandate.id)


def holders(
    records: Records, committee: Committee, today: date, *, roles: Iterable[Role] = SPEAKING
) -> list[Addressee]:
    """Everyone who is in charge of a seat of the committee today.

    That is whoever holds the seat; while the holder is away, or nobody holds it, it is the deputy.
    """
    wanted = set(roles)
    seats = [seat for seat in records.all(Seat) if seat.committee_id == committee.id]
    places = filled(
        seats,
        records.all(Mandate),
        records.all(Absence),
        today,
        deputies_allowed=committee.deputies_allowed,
    )
    return [
        as_addressee(place.responsible, place.seat, committee)
        for place in places
        if place.responsible is not None and _role_at(place) in wanted
    ]


def deputies(records: Records, committee: Committee, today: date) -> list[Addressee]:
    """Everyone who may stand in at a seat of the committee today, whether the holder is there or not."""
    seats = {seat.id: seat for seat in records.all(Seat) if seat.committee_id == committee.id}
    return [
        as_addressee(mandate, seats[mandate.seat_id], committee)
        for mandate in active_mandates(records.all(Mandate), today)
        if mandate.seat_id in seats and mandate.role is Role.DEPUTY
    ]


def _role_at(place: Filled) -> Role:
    """The role that goes with a seat today: a deputy acts in the role of the seat."""
    if place.holder is not None:
        return place.holder.role
    return Role.CHAIR if place.seat.is_chair else Role.MEMBER if place.seat.has_vote else Role.ADVISORY


def as_addressee(mandate: Mandate, seat: Seat, committee: Committee) -> Addressee:
    """Whoever fills a seat."""
    return Addressee(
        id=mandate.id,
        title=mandate.title,
        address=mandate.address,
        language=mandate.language,
        as_what=Recipient(capacity=Capacity(mandate.role.value), committee=committee.title),
        has_vote=seat.has_vote,
        seat_id=seat.id,
    )


def guests(records: Records, committee: Committee) -> list[Addressee]:
    """The organisations of the region, invited to speak in a conference that has no seats."""
    return [
        Addressee(
            id=organisation.id,
            title=organisation.title,
            address=organisation.address,
            language=organisation.language,
            as_what=Recipient(capacity=Capacity.GUEST, committee=committee.title),
        )
        for organisation in records.all(Organisation)
        if organisation.address
    ]


def council_office(committee: Committee) -> Addressee:
    """The office that summons a body of the council; its members are not written to by us."""
    return Addressee(
        id=key(committee.id, "office"),
        title=phrase("title.council_office", committee=committee.title),
        address=committee.office_address,
        language="de",
        as_what=Recipient(capacity=Capacity.COUNCIL_OFFICE, committee=committee.title),
    )


def coordinator(sender: Sender) -> Addressee:
    """The coordinator, to whom everything that waits is told."""
    return Addressee(
        id="coordinator",
        title=sender.function,
        address=sender.address,
        language="de",
        as_what=Recipient(capacity=Capacity.COORDINATOR),
    )


def owner(organisation: Organisation, kind: RequestKind) -> Addressee:
    """An organisation that owes data, a review or a sheet."""
    is_data = kind is RequestKind.DELIVERY
    capacity = Capacity.DATA_OWNER if is_data else Capacity.MEASURE_OWNER
    return Addressee(
        id=organisation.id,
        title=organisation.title,
        address=organisation.address,
        language=organisation.language,
        as_what=Recipient(capacity=capacity),
    )


def once_each(addressees: Iterable[Addressee]) -> list[Addressee]:
    """One letter per address; whoever gets it for several reasons learns them all.

    The first stands for the address, so those with a vote come before those who only listen.
    """
    found: dict[str, Addressee] = {}
    for each in addressees:
        place = each.address.casefold()
        found[place] = _joined(found[place], each) if place in found else each
    return list(found.values())


def _joined(first: Addressee, other: Addressee) -> Addressee:
    """The first addressee, with the other's reason beside its own."""
    known = (first.as_what, *first.as_what.also)
    if other.as_what in known:
        return first
    also = (*first.as_what.also, other.as_what)
    return replace(
        first, as_what=replace(first.as_what, also=also), has_vote=first.has_vote or other.has_vote
    )
