"""`masterplan gate amend`, `make-secret`, `object`, `read`, `statement` and more: a question's record."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from deployments.cli.answers import mandate_named, worded
from deployments.cli.commanding import AsJson, DryRun, Yes, command
from deployments.cli.door import Door
from deployments.cli.foreseen import show_letters_of
from deployments.cli.gate import GateName, gate_named
from deployments.cli.gate_shown import consents_told
from deployments.cli.seats import seat_id_of
from steering.errors import Exit, NotAllowedNow, NotThere

if TYPE_CHECKING:  # The office wakes the database; a look at the help must not.
    from models import Gate
    from steering.office.amending import Wording
    from steering.office.opening import Office
    from steering.records import Records

Seat = Annotated[str, typer.Option("--seat")]
Reason = Annotated[str, typer.Option("--reason")]


def register(app: typer.Typer) -> None:
    """Put these beside the other acts."""
    for name, act in (
        ("amend", amend),
        ("make-secret", make_secret),
        ("object", object_to),
        ("consent", consent),
        ("read", read),
        ("statement", statement),
        ("receipts", receipts),
        ("recount", recount),
    ):
        command(app, name)(act)


def amend(
    door: Door,
    *,
    gate: GateName,
    reason: Reason,
    item: Annotated[list[str] | None, typer.Option("--item")] = None,
    title: Annotated[list[str] | None, typer.Option("--title")] = None,
    anew: Annotated[list[int] | None, typer.Option("--anew")] = None,
    seat: Annotated[str | None, typer.Option("--seat")] = None,
    is_agreed: Yes = False,
    is_only_shown: DryRun = False,
) -> None:
    """Change what an open question shows; answers to the old wording count no more."""
    from steering.office import amending

    wordings = worded(item or [], title or [])
    with door.steering() as (office, cycle):
        records = office.glance(cycle)
        found = gate_named(records, gate)
        mandate = mandate_named(office, records, seat, is_deputy=False) if seat else None
        _preview_change(door, records, found, {**dict.fromkeys(anew or (), amending.Wording()), **wordings})
        if is_only_shown:
            door.line("only_shown")
            return
        door.confirm(is_agreed=is_agreed)
        version = amending.amend_content(
            office,
            found.id,
            wordings,
            reason=reason,
            anew=anew or (),
            mandate_id=mandate.id if mandate else "",
        )
    door.line("amended", question=found.question, version=version.number)
    door.say("letters_owed")


def _preview_change(door: Door, records: "Records", gate: "Gate", wordings: "Mapping[int, Wording]") -> None:
    """What would read differently, and how many answers would end."""
    from models import Ballot
    from steering.office.waiting import items_of
    from templates.differences import difference

    items = {each.number: each for each in items_of(records, gate)}
    for number, wording in sorted(wordings.items()):
        if number not in items:
            raise NotThere(f"No item {number}.", code="no_such_item", number=number)
        row = items[number]
        was, now = difference(
            f"{row.title}: {row.text}", f"{wording.title or row.title}: {wording.text or row.text}"
        )
        ended = sum(each.gate_item_id == row.id and each.is_current for each in records.all(Ballot))
        door.say("amend_preview", number=number, before=was, after=now, count=ended)


def make_secret(door: Door, *, gate: GateName, reason: Reason) -> None:
    """Have an open question answered in secret."""
    from steering.office import secrecy

    with door.steering() as (office, cycle):
        kept = secrecy.make_secret(office, gate_named(office.glance(cycle), gate).id, reason)
    door.line("made_secret", question=kept.question)
    door.say("letters_owed")


def object_to(
    door: Door,
    *,
    gate: GateName,
    seat: Seat,
    is_deputy: Annotated[bool, typer.Option("--deputy")] = False,
    is_only_shown: DryRun = False,
) -> None:
    """Object to circulation for a seat; then a meeting decides."""
    from models import Ballot
    from steering.office.objecting import object_to_circulation
    from steering.office.waiting import items_of

    with door.steering() as (office, cycle):
        records = office.glance(cycle)
        found = gate_named(records, gate)
        mandate = mandate_named(office, records, seat, is_deputy=is_deputy)
        items = {each.id for each in items_of(records, found)}
        ended = sum(each.gate_item_id in items and each.is_current for each in records.all(Ballot))
        if is_only_shown:
            door.say("object_preview", question=found.question, count=ended)
            show_letters_of(door, office, lambda inside: object_to_circulation(inside, found.id, mandate.id))
            door.line("only_shown")
            return
        object_to_circulation(office, found.id, mandate.id)
    door.line("objected", seat=mandate.title, question=found.question)
    door.say("letters_owed")


def consent(
    door: Door,
    *,
    gate: GateName,
    seat: Annotated[list[str], typer.Option("--seat")],
    is_refused: Annotated[bool, typer.Option("--no")] = False,
    is_deputy: Annotated[bool, typer.Option("--deputy")] = False,
    by_seat: Annotated[str | None, typer.Option("--by")] = None,
    is_only_shown: DryRun = False,
) -> None:
    """Enter whether seats consent to circulation, or no longer; with enough of them everybody is asked."""
    from models import Seat as ModelSeat
    from steering.office.consenting import consent_to_circulation

    with door.steering() as (office, cycle):
        records = office.glance(cycle)
        found = gate_named(records, gate)
        # A vote that was handed over is given by the holder of another seat.
        mandates = {
            seat_id_of(office, each): mandate_named(office, records, by_seat or each, is_deputy=is_deputy)
            for each in seat
        }

        def act(inside: "Office") -> None:
            for seat_id, mandate in mandates.items():
                consent_to_circulation(
                    inside, found.id, mandate.id, is_given=not is_refused, for_seat=seat_id
                )

        if is_only_shown:
            now = consents_told(records, found)
            door.say("consent_preview", question=found.question, given=now["given"], needed=now["needed"])
            show_letters_of(door, office, act)
            door.line("only_shown")
            return
        act(office)
        after = office.glance(cycle)
    told = consents_told(after, found)
    seats = after.by_id(ModelSeat)
    names = ", ".join(seats[each].title for each in mandates)
    counts = {"given": told["given"], "needed": told["needed"]}
    door.line("not_consented" if is_refused else "consented", seat=names, question=found.question, **counts)
    if told["given"] >= told["needed"]:
        door.line("consents_reached", due_on=gate_named(after, found.id).due_on)
    door.say("letters_owed")


def read(door: Door, *, gate: GateName, seat: Seat) -> None:
    """Confirm for a seat that it has read what the committee was informed of."""
    from steering.office import statements

    with door.steering() as (office, cycle):
        records = office.glance(cycle)
        found = gate_named(records, gate, is_closed_too=True)
        mandate = mandate_named(office, records, seat, is_deputy=False)
        statements.confirm_reading(office, found.id, mandate.id)
    door.line("was_read", seat=mandate.title, question=found.question)


def statement(
    door: Door,
    *,
    gate: GateName,
    seat: Seat,
    number: Annotated[int, typer.Option("--item", min=1)],
    text: Annotated[str, typer.Option("--text")],
) -> None:
    """Keep why a member did not go along with an outcome."""
    from steering.office import statements

    with door.steering() as (office, cycle):
        records = office.glance(cycle)
        found = gate_named(records, gate, is_closed_too=True)
        mandate = mandate_named(office, records, seat, is_deputy=False)
        kept = statements.state(office, found.id, mandate.id, item=number, text=text)
    door.line("stated", seat=mandate.title, question=found.question, statement=kept.id)
    door.say("letters_owed")


def receipts(door: Door, *, gate: GateName, is_json: AsJson = False) -> None:
    """The receipts of the answers that were counted; only after the close."""
    from models import GateState, PublishedReceipt

    with door.reading() as office:
        cycle = office.archive.latest_cycle(office.region_key)
        records = office.glance(cycle)
    found = gate_named(records, gate, is_closed_too=True)
    if found.state is GateState.OPEN:
        raise NotAllowedNow(f"{found.id} is open.", code="receipts_after_close", gate=found.question)
    codes = sorted(each.code for each in records.all(PublishedReceipt) if each.gate_id == found.id)
    if is_json:
        door.json(cycle=cycle.id, gate=found.id, receipts=codes)
        return
    door.line("receipts_counted", question=found.question, count=len(codes))
    for code in codes:
        typer.echo(code)


def recount(door: Door, *, gate: GateName, is_json: AsJson = False) -> None:
    """Count a closed question again from the record, and compare with what was published."""
    from steering.office.recounting import recounted

    with door.reading() as office:
        cycle = office.archive.latest_cycle(office.region_key)
        found = gate_named(office.glance(cycle), gate, is_closed_too=True)
        differences = recounted(office, found.id)
    told = [_told(door, each.code, each.facts) for each in differences]
    if is_json:
        rows = [
            {"code": each.code, "what": what, **each.facts}
            for each, what in zip(differences, told, strict=True)
        ]
        door.json(cycle=cycle.id, gate=found.id, is_equal=not rows, differences=rows)
    elif told:
        door.line("recount_differs", question=found.question, count=len(told))
        for what in told:
            typer.echo(f"- {what}")
    else:
        door.line("recount_equal", question=found.question)
    if differences:
        raise typer.Exit(int(Exit.CHECKS_FAILED))


def _told(door: Door, code: str, facts: Mapping[str, Any]) -> str:
    shown = {
        name: door.word(fact.value, "gate_state")
        if name in ("counted", "published") and code == "state"
        else fact
        for name, fact in facts.items()
    }
    return door.text(f"recount_{code}", **shown)
