"""`masterplan seats list` and `status`: who fills which seat today, and what is wanting."""

from collections import Counter
from typing import TYPE_CHECKING, Annotated, Any

import typer

from deployments.cli.commanding import AsJson, a_group, command
from deployments.cli.door import Door
from steering.errors import BadUsage

if TYPE_CHECKING:  # The office wakes the database; a look at the help must not.
    from models import Mandate
    from steering.office.opening import Office
    from steering.records import Records
    from steering.seating.filled import Filled
    from steering.seating.vacancies import Body

app = a_group()
CommitteeName = Annotated[str | None, typer.Argument(metavar="[COMMITTEE]")]


def seat_id_of(office: "Office", name: str) -> str:
    """The id of a seat that is written `strategy_group/07`."""
    from steering.office.acts import seat_named

    committee, _, number = name.rpartition("/")
    if not committee or not number.isdecimal():
        raise BadUsage(f"No seat can be called {name!r}.", code="bad_seat", seat=name)
    return seat_named(office, committee, int(number)).id


def short_name(seat_id: str) -> str:
    """A seat as it is typed: committee and number."""
    return "/".join(seat_id.split("/")[-2:])


@command(app, "list")
def list_seats(door: Door, *, committee: CommitteeName = None, is_json: AsJson = False) -> None:
    """Every seat with whoever holds it, stands in for it, or votes for it today."""
    with door.reading() as office:
        records = _records(office)
        today = office.today
    rows = [
        _row(records, body, place, today)
        for body in _bodies(records, committee)
        for place in body.filled_on(today)
    ]
    if is_json:
        door.json(on=today, seats=rows, recusals=_recusals(records))
        return
    door.table(
        ("seat", "organisation", "holder", "until", "deputy", "note"),
        [
            (row["seat"], row["title"], _held(row, door), row["until_on"], row["deputy"], _note(row, door))
            for row in rows
        ],
    )
    for each in _recusals(records):
        door.line("seats_recused", **{**each, "ground": door.word(each["ground"].value, "recusal_ground")})


def _records(office: "Office") -> "Records":
    """Seats and people, and what concerns open questions where a revision runs."""
    from steering.office.bodies import read_bodies

    cycle = office.archive.open_cycle(office.region_key)
    return read_bodies(office) if cycle is None else office.glance(cycle)


def _bodies(records: "Records", committee: str | None) -> "list[Body]":
    from models import Committee
    from steering.office.bodies import bodies_of, body_of, committee_named

    if committee is None:
        return bodies_of(records)
    return [body_of(records, committee_named(records.all(Committee), committee))]


def _row(records: "Records", body: "Body", place: "Filled", today: Any) -> dict[str, Any]:
    from models import Delegation
    from steering.seating.delegations import is_withdrawn

    by_id = {each.id: each for each in body.mandates}
    handed = [
        each
        for each in records.all(Delegation)
        if each.seat_id == place.seat.id
        and not is_withdrawn(each)
        and each.from_on <= today
        and (each.to_on is None or each.to_on >= today)
        and all(name in by_id for name in (each.mandate_id, each.delegate_mandate_id))
    ]
    return {
        "seat": short_name(place.seat.id),
        "committee": body.committee.title,
        "title": place.seat.title,
        "is_chair": place.seat.is_chair,
        "has_vote": place.seat.has_vote,
        "holder": _title(place.holder),
        "from_on": place.holder.from_on if place.holder else None,
        "until_on": place.holder.to_on if place.holder else None,
        "resolution": place.holder.resolution if place.holder else "",
        "duty_briefing_on": place.holder.duty_briefing_on if place.holder else None,
        "deputy": _title(place.deputy),
        "absent_until_on": place.absence.to_on if place.absence else None,
        "delegated_to": [by_id[each.delegate_mandate_id].title for each in handed],
    }


def _title(mandate: "Mandate | None") -> str | None:
    return mandate.title if mandate else None


def _held(row: dict[str, Any], door: Door) -> str:
    return row["holder"] or door.text("seat_empty")


def _note(row: dict[str, Any], door: Door) -> str:
    notes = []
    if row["is_chair"]:
        notes.append(door.text("seat_chair"))
    if not row["has_vote"]:
        notes.append(door.text("seat_without_vote"))
    if row["absent_until_on"] is not None:
        notes.append(door.text("seat_absent", until=row["absent_until_on"]))
    notes += [door.text("seat_delegated", who=who) for who in row["delegated_to"]]
    return "; ".join(notes)


def _recusals(records: "Records") -> list[dict[str, Any]]:
    """The conflicts of interest that hold at open questions."""
    from models import Gate, GateItem, GateState, Recusal, RecusalDecision, Seat
    from steering.seating.recusals import newest_of

    gates, seats, kept = records.by_id(Gate), records.by_id(Seat), records.all(Recusal)
    found = []
    for item in sorted(records.all(GateItem), key=lambda item: item.id):
        if gates[item.gate_id].state is not GateState.OPEN:
            continue
        for seat_id in sorted({each.seat_id for each in kept if each.gate_item_id == item.id}):
            record = newest_of(kept, item.id, seat_id)
            if record is not None and record.decision is RecusalDecision.EXCLUDED:
                found.append(
                    {
                        "gate": item.gate_id,
                        "item": item.number,
                        "title": item.title,
                        "seat": seats[seat_id].title,
                        "ground": record.ground,
                    }
                )
    return found


@command(app, "status")
def status(door: Door, *, committee: CommitteeName = None, is_json: AsJson = False) -> None:
    """What is wanting in the committees today and within ninety days."""
    from steering.seating.vacancies import vacancies

    with door.reading() as office:
        records = _records(office)
        today = office.today
    bodies = _bodies(records, committee)
    rows = [_body_row(records, body, today) for body in bodies]
    wanting = [each for body in bodies for each in vacancies(body, today)]
    conflicts = _conflicts(records)
    if is_json:
        door.json(
            on=today,
            committees=rows,
            wanting=[_wanting(records, each) for each in wanting],
            possible_conflicts=conflicts,
        )
        return
    door.table(
        ("committee", "state", "seats", "filled", "quorum"),
        [
            (row["title"], door.word(row["state"], "body_state"), row["seats"], row["filled"], row["needed"])
            for row in rows
        ],
    )
    if not wanting:
        door.line("seats_complete")
    for each in wanting:
        _show_wanting(door, _wanting(records, each))
    for conflict in conflicts:
        door.line("seats_conflict", **conflict)


def _body_row(records: "Records", body: "Body", today: Any) -> dict[str, Any]:
    from models import Constitution
    from steering.seating.constitution import state_of
    from steering.seating.quotas import quotas_on

    now = body.filled_on(today)
    return {
        "committee": body.committee.key,
        "title": body.committee.title,
        "state": state_of(body.committee.id, records.all(Constitution), today),
        "seats": body.committee.seats_count,
        "filled": sum(each.seat.has_vote and each.holder is not None for each in now),
        "needed": body.needed,
        "quotas": [
            {"title": each.title, "seats": each.seats_count, "from_on": each.from_on, "to_on": each.to_on}
            for each in quotas_on(body.quotas, today)
        ],
    }


def _wanting(records: "Records", vacancy: Any) -> dict[str, Any]:
    from models import Committee

    return {
        "lack": vacancy.lack,
        "committee": records.by_id(Committee)[vacancy.committee_id].title,
        "is_urgent": vacancy.is_urgent,
        "seats": list(vacancy.seats),
        "on": vacancy.on,
        **vacancy.facts,
    }


def _show_wanting(door: Door, each: dict[str, Any]) -> None:
    what = door.word(each["lack"].value, "lack")
    figures = ""
    if "needed" in each:
        figures = door.text("seats_figures_quorum", filled=each["filled"], needed=each["needed"])
    elif "legal" in each:
        figures = door.text("seats_figures_sum", listed=each["listed"], legal=each["legal"])
    counted = Counter(each["seats"])
    seats = ", ".join(title if count == 1 else f"{title} ({count})" for title, count in counted.items())
    key = "seats_wanting_on" if each["on"] else "seats_wanting" if seats else "seats_wanting_whole"
    door.line(
        key, committee=each["committee"], what=what, seats=seats, figures=figures or None, on=each["on"]
    )


def _conflicts(records: "Records") -> list[dict[str, Any]]:
    """Possible conflicts of interest at open questions that nobody has looked at yet."""
    from models import Committee, Gate, GateItem, GateState
    from steering.interests import hints_at
    from steering.seating.recusals import items_of_gate

    committees = records.by_id(Committee)
    return [
        {
            "gate": gate.id,
            "number": hint.item.number,
            "item": hint.item.title,
            "seat": short_name(hint.seat.id),
            "organisation": hint.organisation.title,
        }
        for gate in records.all(Gate)
        if gate.state is GateState.OPEN
        for hint in hints_at(
            records, committees[gate.committee_id], items_of_gate(records.all(GateItem), gate)
        )
    ]
