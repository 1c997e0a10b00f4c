"""An office for tests: a begun revision of the Heidekreis, put at any stage without walking there."""

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from sqlmodel import SQLModel

from models import (
    CommitteeRule,
    Cycle,
    DataSnapshot,
    DraftVersion,
    Elector,
    Gate,
    GateItem,
    GateState,
    GateVersion,
    ItemVersion,
    Mandate,
    Role,
    Seat,
    StageRun,
    StageState,
)
from models.columns import key
from steering.codes import canonical
from steering.cycle import CYCLE, place_of, stage_named
from steering.office import gates, steps
from steering.office.acts import Given, answer
from steering.office.asking import Case
from steering.office.asking import ask as open_next_gate
from steering.office.clock import StandingClock
from steering.office.opening import Office, open_office
from steering.office.settings import Settings
from steering.showing import item_hash
from steering.stage import Question
from steering.transitions import Event
from tests.a_revision import morning

BEGUN_ON = date(2027, 1, 11)


def copied(house: Path, folder: Path) -> Settings:
    """The settings of a copy of a prepared house."""
    shutil.copytree(house, folder)
    return Settings(home=folder)


def office_on(settings: Settings, on: date = BEGUN_ON, *, actor: str = "coordinator") -> Office:
    """The office on the morning of a day."""
    with open_office(settings, clock=StandingClock(at=morning(on)), actor=actor) as office:
        return office


def later(office: Office, days: int) -> Office:
    """The same office some days later."""
    return replace(office, clock=StandingClock(at=office.now + timedelta(days=days)))


def the_cycle(office: Office) -> Cycle:
    """The revision, as it is now."""
    return office.archive.latest_cycle(office.region_key)


def at_stage(office: Office, stage_key: str) -> StageRun:
    """A round of this stage that lies before its committees; the earlier stages were skipped."""
    cycle = the_cycle(office)
    with office.writing() as tx:
        for stage in CYCLE[: place_of(stage_key)]:
            run = StageRun(
                id=key(cycle.id, stage.key, 1),
                cycle_id=cycle.id,
                stage_key=stage.key,
                round=1,
                opened_at=office.now,
                due_on=office.due(70),
            )
            tx.keep([run])
            if stage.key != stage_key:
                tx.move(tx.get(StageRun, run.id), Event.SKIP, reason="Für den Test.")
        tx.keep(_grounds(office, cycle))
    if stage_key == CYCLE[-1].key:
        last = office.archive.find(StageRun, key(cycle.id, stage_key, 1))
        papers = steps.work(office, cycle, CYCLE[-1], last, office.read(cycle))
        with office.writing() as tx:
            tx.keep(papers)
    with office.writing() as tx:
        return tx.move(tx.get(StageRun, key(cycle.id, stage_key, 1)), Event.SUBMIT)


def _grounds(office: Office, cycle: Cycle) -> list[SQLModel]:
    """What committees are asked about: an empty snapshot, and a draft without passages."""
    return [
        DataSnapshot(
            id=key(cycle.id, "snapshot"), cycle_id=cycle.id, round=1, sha256="0" * 64, taken_at=office.now
        ),
        DraftVersion(
            id=key(cycle.id, "draft"),
            cycle_id=cycle.id,
            round=1,
            title="Entwurf",
            sha256="0" * 64,
            created_at=office.now,
        ),
    ]


def asked(office: Office, stage_key: str, question_key: str = "") -> Gate:
    """The gate that opens when a stage lies before its committee; earlier questions are through."""
    stage = stage_named(stage_key)
    run = at_stage(office, stage_key)
    cycle = the_cycle(office)
    question = _question(stage.gates, question_key)
    records = office.glance(cycle)
    assert open_next_gate(
        Case(office=office, cycle=cycle, stage=stage, run=run, records=records, question=question)
    )
    return the_gate(office, question.key)


def _question(questions: Sequence[Question], wanted: str) -> Question:
    return next(each for each in questions if wanted in ("", each.key))


def the_gate(office: Office, question_key: str) -> Gate:
    """The newest attempt at a question, as it is now."""
    found = [gate for gate in office.read(the_cycle(office)).all(Gate) if gate.key == question_key]
    return max(found, key=lambda gate: (gate.opened_at, gate.attempt))


def with_items(office: Office, gate: Gate, count: int) -> None:
    """Put more items before a committee."""
    documents = office.archive.find(GateVersion, (gate.id, 1)).documents_sha256
    items = [
        GateItem(
            id=key(gate.id, number),
            gate_id=gate.id,
            number=number,
            subject_id=f"subject-{number}",
            title=f"Punkt {number}",
            text=f"Text {number}",
        )
        for number in range(2, count + 1)
    ]
    shown = [
        ItemVersion(
            gate_item_id=item.id,
            number=1,
            title=item.title,
            text=item.text,
            sha256=item_hash(1, item.subject_id, item.title, item.text, documents),
        )
        for item in items
    ]
    with office.writing() as tx:
        tx.keep([*items, *shown])


def with_rules(office: Office, **told: object) -> None:
    """Every body's rules of procedure with other words for some of them."""
    with office.writing() as tx:
        for rule in office.read(the_cycle(office)).all(CommitteeRule):
            kept = tx.session.get_one(CommitteeRule, (rule.committee_id, rule.matter))
            kept.rules = canonical({**json.loads(kept.rules), **told})
            tx.session.add(kept)


def voters(office: Office, gate: Gate, *, role: Role | None = None) -> list[Mandate]:
    """The mandates of those who may answer a gate, by seat number; deputies only when asked for."""
    records = office.read(the_cycle(office))
    seats = records.by_id(Seat)
    entitled = {e.seat_id for e in records.all(Elector) if e.gate_id == gate.id and e.has_vote}
    found = [
        mandate
        for mandate in records.all(Mandate)
        if mandate.seat_id in entitled and (mandate.role is role if role else mandate.role is not Role.DEPUTY)
    ]
    return sorted(found, key=lambda mandate: seats[mandate.seat_id].number)


def vote(office: Office, gate: Gate, answers: Mapping[int, Given] | Sequence[Mapping[int, Given]]) -> None:
    """The first members answer, one after the other; one mapping stands for all members."""
    members = voters(office, gate)
    each = [answers] * len(members) if isinstance(answers, Mapping) else answers
    for member, given in zip(members, each, strict=False):
        answer(office, gate.id, member.id, given)


def hear(office: Office, stage_key: str) -> gates.Heard:
    """Let the office listen to the committees of a stage."""
    return gates.hear(office, the_cycle(office), stage_named(stage_key))


def state_of(office: Office, stage_key: str) -> StageState:
    """How the newest round of a stage stands."""
    runs = [run for run in office.read(the_cycle(office)).all(StageRun) if run.stage_key == stage_key]
    return max(runs, key=lambda run: run.round).state


def is_closed(gate: Gate) -> bool:
    """Whether a gate is no longer open."""
    return gate.state is not GateState.OPEN


def whole(office: Office) -> dict[str, list[dict[str, object]]]:
    """Every row of every table, to see whether anything changed."""
    tables = SQLModel.metadata.tables
    with office.archive.engine.connect() as connection:
        return {
            name: sorted((dict(row) for row in connection.execute(table.select()).mappings()), key=repr)
            for name, table in tables.items()
        }
