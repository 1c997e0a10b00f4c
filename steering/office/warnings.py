"""Letters that the office writes of its own accord: faults, reminders, adoption."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from models import (
    Committee,
    Cycle,
    Gate,
    Mandate,
    Measure,
    Message,
    Organisation,
    PlannedMeasure,
    QualityFinding,
    Request,
    RequestKind,
    Resolution,
    Source,
    StageRun,
)
from models.columns import key
from models.gate import ItemResult
from models.masterplan import MasterplanVersion
from steering.addressees import Addressee, coordinator, holders, once_each, owner
from steering.calendar.of_region import ground_of
from steering.consent import consents_needed_by, silent
from steering.consent_letters import Wanted
from steering.consent_letters import remind_of_consent as consent_reminders
from steering.cycle import stage_named
from steering.lateness import Cost, cost_of_waiting
from steering.letters import Frame, common, frame_of, message
from steering.office.asked_now import last_day_to_consent, rules_of
from steering.office.clock import day_of
from steering.office.opening import Office
from steering.office.waiting import items_of, who_answered
from steering.records import Records
from templates import occasions as say
from templates.words import word

DAYS_TO_MEND = 14


def letter_frame(office: Office, records: Records, run: StageRun, document: str = "") -> Frame:
    """What the letters of a round share."""
    return frame_of(records, run, sender=office.sender, now=office.now, today=office.today, document=document)


def gate_frame(office: Office, records: Records, run: StageRun) -> Frame:
    """Letters about a gate lead to the document that lies before its committee."""
    return letter_frame(office, records, run, stage_named(run.stage_key).documents[0])


def owner_of(records: Records) -> Callable[[str, Mapping[str, object]], str | None]:
    """Who mends a fault whose row names no owner: the owner of the table or measure that it names."""
    sources = {source.table_code: source.owner_id for source in records.all(Source)}
    measures = {planned.measure_id: planned.owner_id for planned in records.all(PlannedMeasure)}

    def found(_rule_key: str, row: Mapping[str, object]) -> str | None:
        table = str(row.get("table_code", ""))
        return sources.get(table) or measures.get(str(row.get("measure_id", "")))

    return found


def letters(
    office: Office, records: Records, run: StageRun, stopping: Sequence[QualityFinding]
) -> list[Message]:
    """One letter per owner with the critical findings new to them, and one to the coordinator."""
    if not stopping:
        return []
    frame = letter_frame(office, records, run)
    organisations = records.by_id(Organisation)
    by_owner: dict[str, list[QualityFinding]] = {}
    for finding in stopping:
        if finding.owner_id in organisations and organisations[finding.owner_id].address:
            by_owner.setdefault(finding.owner_id, []).append(finding)
    kind = stage_named(run.stage_key).asks or RequestKind.REVIEW
    at = office.sender.address.casefold()
    # A round may be late already, but nobody can be asked for yesterday.
    due_on = max(run.due_on, office.due(DAYS_TO_MEND))
    written = [
        _fault_letter(frame, owner(organisations[owner_id], kind), findings, due_on)
        for owner_id, findings in sorted(by_owner.items())
        if organisations[owner_id].address.casefold() != at
    ]
    return [*written, _fault_letter(frame, coordinator(office.sender), stopping, due_on)]


def _fault_letter(frame: Frame, to: Addressee, findings: Sequence[QualityFinding], due_on: date) -> Message:
    title = word(frame.run.stage_key, to.language)
    facts = say.DataQuality(
        title=title,
        # A fault without a place, such as a table that is empty, lies in the stage as a whole.
        faults=tuple(say.Fault(where=f.place or title, what=f.what, mend=f.mend) for f in findings),
        due_on=due_on,
        **common(frame, to),  # type: ignore[arg-type]
    )
    # The letter is about this set of faults: the same faults again are no news.
    about = hashlib.sha256("+".join(sorted(finding.id for finding in findings)).encode()).hexdigest()
    return message(frame, to, facts, about=about[:16])


def late_cost(office: Office, run: StageRun, request: Request) -> Cost | None:
    """What a delivery that is missing does to the draft; other requests hold no data up."""
    if request.kind is not RequestKind.DELIVERY:
        return None
    ground = ground_of(office.profile, first_stage=run.stage_key)
    # Work that runs goes by what is known; the planner alone would refuse where a table of holidays ends.
    ground = replace(ground, calendar=ground.calendar.everyday)
    return cost_of_waiting(ground, day_of(run.opened_at), run.round, office.today)


def remind_of_request(
    office: Office, records: Records, run: StageRun, request: Request, number: int
) -> Message:
    """The reminder to an organisation that owes something."""
    frame = letter_frame(office, records, run)
    to = owner(records.by_id(Organisation)[request.organisation_id], request.kind)
    cost = late_cost(office, run, request)
    facts = say.Reminder(
        asks=request.kind,
        title=request.title,
        due_on=request.due_on,
        today=office.today,
        last_harmless_on=cost.last_harmless_on if cost else None,
        moved_days=cost.moved_days if cost else 0,
        **common(frame, to),  # type: ignore[arg-type]
    )
    return message(frame, to, facts, about=key(request.subject_id, request.due_on, number))


def remind_of_gate(office: Office, records: Records, run: StageRun, gate: Gate, number: int) -> list[Message]:
    """Reminders to those members, and only those, who have not answered a gate."""
    frame = gate_frame(office, records, run)
    committee = records.by_id(Committee)[gate.committee_id]
    items = tuple(item.title for item in items_of(records, gate))
    missing = who_answered(records, gate).missing
    mandates = {mandate.id: mandate.seat_id for mandate in records.all(Mandate)}
    late = [to for to in holders(records, committee, office.today) if mandates[to.id] in missing]
    return [
        message(
            frame,
            to,
            say.Reminder(
                asks=gate.kind,
                title=gate.question,
                due_on=gate.due_on,
                today=office.today,
                items=items,
                has_vote=to.has_vote,
                **common(frame, to),  # type: ignore[arg-type]
            ),
            about=key(gate.id, gate.due_on, number),
        )
        for to in once_each(late)
    ]


def remind_of_consent(
    office: Office, records: Records, run: StageRun, gate: Gate, number: int
) -> list[Message]:
    """Reminders to those members, and only those, who have not said whether they consent to circulation."""
    rules = rules_of(records, gate)
    wanted = Wanted(needed=consents_needed_by(rules), until=last_day_to_consent(gate, rules))
    frame = gate_frame(office, records, run)
    return consent_reminders(frame, records, gate, wanted, silent=silent(records, gate), number=number)


def adoption(office: Office, records: Records, run: StageRun) -> list[Message]:
    """Everyone who took part learns what was adopted, and what still waits."""
    cycle = records.one(Cycle)
    version = records.by_id(MasterplanVersion)[cycle.target_version_id]
    if version.adopted_on is None or cycle.next_due_on is None:
        return []
    council = next(each for each in records.all(Committee) if each.key == "county_council")
    committees = sorted(records.all(Committee), key=lambda committee: committee.id)
    members = [to for committee in committees for to in holders(records, committee, office.today)]
    # Who learns that a plan was adopted is led to its text.
    frame = letter_frame(office, records, run, "masterplan")
    in_force_on = max(
        day_of(office.now), version.adopted_on.replace(year=version.period_from_year, month=1, day=1)
    )
    return [
        message(
            frame,
            to,
            say.PlanAdopted(
                committee=council.title,
                adopted_on=version.adopted_on,
                in_force_on=in_force_on,
                next_due_on=cycle.next_due_on,
                open_measures=_open_measures(records),
                **common(frame, to),  # type: ignore[arg-type]
            ),
            about=version.id,
        )
        for to in once_each([*members, coordinator(office.sender)])
    ]


def _open_measures(records: Records) -> tuple[str, ...]:
    sheets = records.by_id(PlannedMeasure)
    measures = records.by_id(Measure)
    waiting = [
        resolution.subject_id
        for resolution in records.all(Resolution)
        if resolution.subject_id in sheets and resolution.result is not ItemResult.ADOPTED
    ]
    return tuple(
        f"{measures[sheets[each].measure_id].code} {measures[sheets[each].measure_id].title}"
        for each in waiting
    )
