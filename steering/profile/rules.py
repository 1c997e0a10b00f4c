"""What must agree inside a profile: counts with lists, years with years, days with days."""

from collections.abc import Iterator, Mapping
from datetime import date

from steering.profile.calendar_rules import check_calendar, day_of, ends_in_time
from steering.profile.committee_rules import check_committees
from steering.profile.faults import Fault
from steering.profile.known import Known
from steering.profile.peer_groups import check_peer_groups
from steering.profile.references import Sheets, entries
from steering.profile.sheet import Entry
from steering.profile.targets import check_targets

_NEW = {"new", "reoriented"}
STAGES_THAT_OVERLAP = 3
_IN_THE_PLAN = {"new", "reoriented", "continued"}


def check_rules(sheets: Sheets, known: Known) -> Iterator[Fault]:
    """Faults of content, file by file."""
    yield from check_committees(sheets)
    yield from check_calendar(sheets, known)
    if "plan.toml" in sheets:
        yield from _plan(sheets["plan.toml"].whole)
    if "region.toml" in sheets:
        yield from _region(sheets["region.toml"].whole)
    for organisation in entries(sheets, "organisations.toml", "organisation"):
        for name in organisation.entries("name"):
            yield from ends_in_time(name, "valid_from_on", "valid_to_on")
    if "process.toml" in sheets:
        yield from _process(sheets, known)
    yield from check_targets(sheets, known)
    yield from check_peer_groups(sheets, known)


def _plan(plan: Entry) -> Iterator[Fault]:
    yield from _period(plan)
    dispositions = [measure.text("disposition") for measure in plan.entries("measure")]
    counts = {
        "measures_count": len(dispositions),
        "new_or_reoriented_count": sum(disposition in _NEW for disposition in dispositions),
        "continued_count": dispositions.count("continued"),
    }
    for name, listed in counts.items():
        declared = plan.number(name)
        if declared is not None and declared != listed:
            yield plan.fault(name, "count_differs", declared=declared, listed=listed)
    for measure in plan.entries("measure"):
        disposition = measure.text("disposition")
        if disposition is not None and disposition not in _IN_THE_PLAN:
            yield measure.fault("disposition", "not_part_of_the_plan", value=disposition)
    adopted, to_year = plan.table.get("adopted_on"), plan.number("period_to_year")
    if isinstance(adopted, date) and to_year is not None and adopted.year > to_year:
        yield plan.fault("adopted_on", "adopted_after_the_period", value=adopted.isoformat(), year=to_year)


def _period(table: Entry) -> Iterator[Fault]:
    first, last = table.number("period_from_year"), table.number("period_to_year")
    if first is not None and last is not None and last < first:
        yield table.fault("period_to_year", "ends_before_it_begins", first=first, last=last)


def _region(region: Entry) -> Iterator[Fault]:
    code, land = region.text("region_code"), region.text("land_code")
    if code and land and not code.startswith(land):
        yield region.fault("region_code", "county_of_another_land", value=code, land=land)
    for path, peer in region.texts("compare_with"):
        if peer == code:
            yield region.sheet.fault(path, "compared_with_itself", value=peer)
    for territory in region.entries("territory"):
        yield from ends_in_time(territory, "valid_from_on", "valid_to_on")
    yield from _overlapping_territories(region)


def _overlapping_territories(region: Entry) -> Iterator[Fault]:
    spans: dict[str, date] = {}
    for territory in sorted(
        region.entries("territory"), key=lambda entry: str(entry.table.get("valid_from_on"))
    ):
        code, begins = territory.text("region_code"), territory.table.get("valid_from_on")
        if code is None or not isinstance(begins, date):
            continue
        ended = spans.get(code)
        if ended is not None and day_of(begins) <= day_of(ended):
            yield territory.fault("valid_from_on", "territories_overlap", value=code, last=ended.isoformat())
        ends = territory.table.get("valid_to_on")
        spans[code] = ends if isinstance(ends, date) else date.max


def _process(sheets: Sheets, known: Known) -> Iterator[Fault]:
    process = sheets["process.toml"]
    yield from _stages_beside_earlier_ones(process.whole)
    yield from _stages_beside_wrong_ones(process.whole, (known.stages or ())[:STAGES_THAT_OVERLAP])
    coming = process.table.get("next_plan")
    if not isinstance(coming, Mapping):
        return
    entry = Entry(sheet=process, path=("next_plan",), table=coming)
    yield from _period(entry)
    if "plan.toml" not in sheets:
        return
    base = sheets["plan.toml"].whole
    ended, begins = base.number("period_to_year"), entry.number("period_from_year")
    if base.text("label") is not None and base.text("label") == entry.text("label"):
        yield entry.fault("label", "label_is_taken", value=entry.text("label"))
    if ended is None or begins is None:
        return
    if begins <= ended:
        yield entry.fault("period_from_year", "plans_overlap", begins=begins, ended=ended)
    if begins > ended + 1:
        yield entry.fault(
            "period_from_year", "plans_leave_a_gap", is_warning=True, begins=begins, ended=ended
        )


def _stages_beside_earlier_ones(process: Entry) -> Iterator[Fault]:
    names = [stage.text("key") for stage in process.entries("stage")]
    for place, stage in enumerate(process.entries("stage")):
        beside = stage.text("starts_with")
        if beside in names and beside not in names[:place]:
            yield stage.fault("starts_with", "starts_with_a_later_stage", value=beside)


def _stages_beside_wrong_ones(process: Entry, may: tuple[str, ...]) -> Iterator[Fault]:
    """Only data collection, analysis and the review of measures may run beside each other."""
    for stage in process.entries("stage"):
        beside, key = stage.text("starts_with"), stage.text("key")
        if may and beside is not None and key is not None and not {key, beside} <= set(may):
            yield stage.fault("starts_with", "stages_may_not_overlap", value=key, beside=beside)
