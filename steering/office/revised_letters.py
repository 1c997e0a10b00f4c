"""Letters about figures that were revised after a draft had frozen them: to those who work with the draft."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlmodel import SQLModel

import models as m
from models import Dependent, Message, Staleness, StaleReason
from models.columns import key
from steering.addressees import Addressee, coordinator, holders, once_each
from steering.cycle import stage_named
from steering.indicators.defining.catalogue import Indicator
from steering.letters import common, frame_of, message
from steering.office.opening import Office
from steering.records import Records
from templates import occasions as say
from templates.paper import amount, region_name

DRAFTING = "draft_plan"
LARGEST_SILENT = 1.0
"""Percentage points by which a published share may be revised without a word (data check no. 63)."""

_KINDS: tuple[type[SQLModel], ...] = (
    *(m.Cycle, m.MasterplanVersion, m.StageRun, m.DraftVersion, m.Evidence, m.IndicatorValue),
    *(m.Gate, m.Committee, m.Seat, m.Mandate, m.Absence),
)


def letters(office: Office, release: m.Release, stale: Iterable[Staleness]) -> list[Message]:
    """One letter per reader and draft, if a figure that it cites was clearly revised."""
    by_cycle: dict[str, dict[str, Staleness]] = {}
    for verdict in stale:
        if verdict.kind is Dependent.INDICATOR_VALUE and verdict.reason is StaleReason.INPUT:
            by_cycle.setdefault(verdict.cycle_id, {})[verdict.subject_id] = verdict
    written: list[Message] = []
    for cycle_id, verdicts in by_cycle.items():
        records = office.archive.read(_KINDS, region_key=office.region_key, cycle_id=cycle_id)
        written += _of_cycle(office, release, records, verdicts)
    return written


def _of_cycle(
    office: Office, release: m.Release, records: Records, verdicts: Mapping[str, Staleness]
) -> Iterator[Message]:
    draft = max(records.all(m.DraftVersion), key=lambda each: each.round, default=None)
    runs = [run for run in records.all(m.StageRun) if run.stage_key == DRAFTING]
    if draft is None or not runs:
        return
    run = max(runs, key=lambda each: each.round)
    cited = [
        each for each in records.all(m.Evidence) if each.draft_id == draft.id and each.value_id in verdicts
    ]
    revised = [each for each in cited if is_clear(office.catalogue, records, verdicts[each.value_id])]
    if not revised:
        return
    frame = frame_of(
        records,
        run,
        sender=office.sender,
        now=office.now,
        today=office.today,
        document=stage_named(DRAFTING).documents[0],
    )
    for to in _readers(office, records, runs):
        figures = tuple(_figure(office, records, verdicts[each.value_id], each, to) for each in revised)
        facts = say.FiguresRevised(title=draft.title, figures=figures, **common(frame, to))  # type: ignore[arg-type]
        yield message(frame, to, facts, about=key(draft.round, release.sha256[:16]))


def is_clear(catalogue: Sequence[Indicator], records: Records, verdict: Staleness) -> bool:
    """A share that moved by more than a percentage point, or that can no longer be computed."""
    value = records.by_id(m.IndicatorValue)[verdict.subject_id]
    indicator = _indicator(catalogue, value)
    if indicator is None or verdict.value_before is None or not indicator.unit.startswith("pct"):
        return False
    if verdict.value_after is None:
        return True
    return abs(verdict.value_after - verdict.value_before) > LARGEST_SILENT


def _indicator(catalogue: Sequence[Indicator], value: m.IndicatorValue) -> Indicator | None:
    return next((each for each in catalogue if each.key == value.indicator_key), None)


def _readers(office: Office, records: Records, runs: Sequence[m.StageRun]) -> list[Addressee]:
    """The coordinator, and the members of every committee to which the draft was put."""
    ids = {run.id for run in runs}
    asked = {gate.committee_id for gate in records.all(m.Gate) if gate.stage_run_id in ids}
    committees = [each for each in records.all(m.Committee) if each.id in asked]
    members = [to for each in committees for to in holders(records, each, office.today)]
    return once_each([*members, coordinator(office.sender)])


def _figure(
    office: Office, records: Records, verdict: Staleness, cited: m.Evidence, to: Addressee
) -> say.RevisedFigure:
    value = records.by_id(m.IndicatorValue)[verdict.subject_id]
    indicator = _indicator(office.catalogue, value)
    if indicator is None or verdict.value_before is None:
        raise TypeError(f"{verdict.subject_id} is no figure of a chosen indicator.")
    region = office.profile.region
    place = (
        region.title
        if value.region_code == region.region_code
        else region_name(value.region_code, to.language)
    )
    title = indicator.title if to.language == "de" else indicator.title_en

    def shown(number: float) -> str:
        return amount(number, indicator.unit, indicator.digits, language=to.language)

    return say.RevisedFigure(
        reference=cited.reference,
        title=f"{title}, {place}, {value.period}",
        before=shown(verdict.value_before),
        after="" if verdict.value_after is None else shown(verdict.value_after),
    )
