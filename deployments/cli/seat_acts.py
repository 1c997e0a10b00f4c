"""`masterplan seats absent`, `return`, `brief`, `delegate`, `recuse`, `withdraw`: what is entered."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from deployments.cli.commanding import DryRun, Yes, command
from deployments.cli.door import Door
from deployments.cli.gate import gate_named
from deployments.cli.seats import seat_id_of
from steering.errors import BadUsage, NotThere

if TYPE_CHECKING:  # The office wakes the database; a look at the help must not.
    from models import Gate
    from steering.office.handing_over import Moved
    from steering.office.opening import Office

SeatName = Annotated[str, typer.Argument(metavar="SEAT")]
DAYS = ["%Y-%m-%d"]
GateOption = Annotated[str | None, typer.Option("--gate")]


def register(app: typer.Typer) -> None:
    """Put the acts beside `list` and `status`."""
    for name, act in (
        ("absent", absent),
        ("return", back),
        ("brief", brief),
        ("delegate", delegate),
        ("recuse", recuse),
        ("withdraw", withdraw),
    ):
        command(app, name)(act)


@contextmanager
def entering(door: Door) -> Iterator["Office"]:
    """The office, ready to keep something about seats, with or without an open revision."""
    from steering.office.waking import woken_afterwards

    with door.reading() as office, woken_afterwards(office):
        yield office


def absent(
    door: Door,
    *,
    seat: SeatName,
    to_on: Annotated[datetime, typer.Option("--to", formats=DAYS)],
    from_on: Annotated[datetime | None, typer.Option("--from", formats=DAYS)] = None,
    reason: Annotated[str | None, typer.Option("--reason")] = None,
) -> None:
    """The member of a seat is away; the deputy gets the letters."""
    from deployments.cli.answers import one_of
    from models import AbsenceReason
    from steering.office import seats

    why = None if reason is None else one_of(AbsenceReason, reason, "--reason")
    with entering(door) as office:
        begins = from_on.date() if from_on else office.today
        kept, moved = seats.absent(
            office, seat_id_of(office, seat), from_on=begins, to_on=to_on.date(), reason=why
        )
        heir = _deputy(office, kept.seat_id)
    door.line("absent_entered", seat=seat, first=kept.from_on, last=kept.to_on)
    door.line("absent_deputy" if heir else "absent_alone", who=heir)
    tell_moved(door, moved)


def _deputy(office: "Office", seat_id: str) -> str | None:
    """The title of whoever stands in at a seat."""
    from models import Seat
    from steering.office.bodies import bodies_of, read_bodies

    records = read_bodies(office)
    committee_id = records.by_id(Seat)[seat_id].committee_id
    (body,) = [each for each in bodies_of(records) if each.committee.id == committee_id]
    (place,) = [each for each in body.filled_on(office.today) if each.seat.id == seat_id]
    return place.deputy.title if place.deputy else None


def back(door: Door, *, seat: SeatName) -> None:
    """The member of a seat is back."""
    from steering.office import seats

    with entering(door) as office:
        _, moved = seats.back(office, seat_id_of(office, seat))
    door.line("returned", seat=seat)
    tell_moved(door, moved)


def tell_moved(door: Door, moved: "Moved") -> None:
    """How many letters follow whoever is in charge now."""
    if moved.is_nothing:
        return
    door.line("moved", asked=moved.asked, readdressed=moved.readdressed, cancelled=moved.cancelled)
    door.say("letters_owed")


def brief(
    door: Door,
    *,
    seat: SeatName,
    on: Annotated[datetime, typer.Option("--on", formats=DAYS)],
    is_deputy: Annotated[bool, typer.Option("--deputy")] = False,
) -> None:
    """Enter the day of a duty briefing."""
    from steering.office import seats

    with entering(door) as office:
        mandate = seats.brief(office, seat_id_of(office, seat), on=on.date(), deputy=is_deputy)
    door.line("briefed", seat=mandate.title, on=mandate.duty_briefing_on)


def delegate(
    door: Door,
    *,
    seat: SeatName,
    to: Annotated[str, typer.Option("--to-seat")],
    gate: GateOption = None,
    from_on: Annotated[datetime | None, typer.Option("--from", formats=DAYS)] = None,
    to_on: Annotated[datetime | None, typer.Option("--to", formats=DAYS)] = None,
) -> None:
    """Hand the vote of a seat to another member."""
    from steering.office import delegating

    with entering(door) as office:
        span = delegating.Span(
            gate_id=None if gate is None else _gate(office, gate).id,
            from_on=from_on.date() if from_on else None,
            to_on=to_on.date() if to_on else None,
        )
        delegating.delegate(office, seat_id_of(office, seat), seat_id_of(office, to), span)
    door.line("delegated", seat=seat, to=to)
    door.say("letters_owed")


def _gate(office: "Office", name: str) -> "Gate":
    cycle = office.archive.open_cycle(office.region_key)
    if cycle is None:
        raise NotThere("No revision is open.", code="no_open_cycle", region=office.region_key)
    return gate_named(office.glance(cycle), name)


def recuse(
    door: Door,
    *,
    seat: SeatName,
    gate: Annotated[str, typer.Option("--gate")],
    item: Annotated[int, typer.Option("--item", min=1)],
    ground: Annotated[str, typer.Option("--ground")],
    stated_by: Annotated[str, typer.Option("--by")] = "member",
    is_group_interest: Annotated[bool, typer.Option("--group-interest")] = False,
    is_agreed: Yes = False,
    is_only_shown: DryRun = False,
) -> None:
    """Enter a conflict of interest at an item, or that it is none."""
    from deployments.cli.answers import one_of
    from models import RecusalDecision, RecusalGround, StatedBy
    from steering.office import recusing

    decision = RecusalDecision.GROUP_INTEREST if is_group_interest else RecusalDecision.EXCLUDED
    what = recusing.Stated(
        decision=decision,
        stated_by=one_of(StatedBy, stated_by, "--by"),
        ground=one_of(RecusalGround, ground, "--ground"),
    )
    with entering(door) as office:
        found, seat_id = _gate(office, gate), seat_id_of(office, seat)
        seen = recusing.foreseen(office, found.id, item, seat_id)
        told = door.word(decision.value, "recusal_decision")
        door.say("recuse_preview", seat=seat, item=seen.title, what=told)
        if seen.has_answer and decision is RecusalDecision.EXCLUDED:
            door.say("recuse_voids")
        if is_only_shown:
            door.line("only_shown")
            return
        door.confirm(is_agreed=is_agreed)
        recusing.recuse(office, found.id, item, seat_id, what)
    door.line("seat_recused", seat=seat, item=seen.title, what=told)
    door.say("letters_owed")


def withdraw(
    door: Door,
    *,
    seat: SeatName,
    gate: GateOption = None,
    item: Annotated[int | None, typer.Option("--item", min=1)] = None,
) -> None:
    """Take a vote back that was handed over, or lift a recusal at an item."""
    from models import RecusalDecision
    from steering.office import delegating, recusing

    if item is not None and gate is None:
        raise BadUsage("Which question?", code="item_without_gate")
    with entering(door) as office:
        seat_id = seat_id_of(office, seat)
        found = None if gate is None else _gate(office, gate)
        if item is not None and found is not None:
            what = recusing.Stated(decision=RecusalDecision.WITHDRAWN)
            recusing.recuse(office, found.id, item, seat_id, what)
        else:
            delegating.withdraw(office, seat_id, gate_id=None if found is None else found.id)
    door.line("recusal_lifted" if item is not None else "delegation_withdrawn", seat=seat)
    door.say("letters_owed")
