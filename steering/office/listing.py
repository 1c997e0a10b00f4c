"""The pages to which letters lead: where a revision stands, with all its documents."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby
from pathlib import Path

from models import Cycle, CycleState, Document, Gate, MasterplanVersion, Region, Request, StageRun
from steering.cycle import place_of
from steering.letters import INDEX, plan_title
from steering.office.clock import StandingClock, day_of
from steering.office.cycles import calendar
from steering.office.opening import Office
from steering.office.waiting import Wait, waits
from steering.records import Records
from templates.pages import (
    Paper,
    RevisionListed,
    RevisionPage,
    RevisionsPage,
    Round,
    StageShown,
    Waiting,
    write_page,
)
from templates.phrases import phrase
from templates.words import word


def lay_down_lists(office: Office, cycle: Cycle) -> list[Path]:
    """Write the page of a revision and the list of all, where they changed; gives what was written."""
    folder = office.settings.documents
    pages = {
        folder / cycle.id / INDEX: write_page(revision_page(office, cycle)),
        folder / INDEX: write_page(_all_revisions(office)),
    }
    return [place for place, page in pages.items() if put(place, page.encode())]


def put(place: Path, content: bytes) -> bool:
    """Put a file in its place in one move, so that nobody reads half of it; gives whether it changed."""
    if place.exists() and place.read_bytes() == content:
        return False
    place.parent.mkdir(parents=True, exist_ok=True)
    unfinished = place.with_name(f".{place.name}")
    unfinished.write_bytes(content)
    unfinished.replace(place)
    return True


def revision_page(office: Office, cycle: Cycle) -> RevisionPage:
    """Where a revision stands, as everybody may read it."""
    records = office.glance(cycle)
    cycle = records.one(Cycle)
    begun = replace(office, clock=StandingClock(at=cycle.opened_at))
    papers = _papers(office, cycle)
    return RevisionPage(
        plan=_plan(records, cycle),
        region=records.one(Region).title,
        state=word(cycle.state),
        opened_on=day_of(cycle.opened_at),
        changed_on=_changed_on(records, cycle, papers),
        stages=tuple(
            StageShown(
                place=place_of(stage.key),
                title=word(stage.key),
                planned_on=planned_on,
                rounds=tuple(_rounds(records, stage.key, papers)),
            )
            for stage, planned_on in calendar(begun)
        ),
        waits=tuple(_waits(records, office)) if cycle.state is CycleState.OPEN else (),
        contact=office.sender.function,
        address=office.sender.address,
        is_simulated=cycle.is_simulated,
    )


def _plan(records: Records, cycle: Cycle) -> str:
    return plan_title(records.by_id(MasterplanVersion)[cycle.target_version_id])


def _papers(office: Office, cycle: Cycle) -> dict[tuple[str, int], list[Paper]]:
    """The documents by stage and round, without reading the documents themselves."""
    columns = ("stage_key", "round", "kind", "title", "created_at")
    rows = office.archive.columns(Document, columns, region_key=cycle.region_key, cycle_id=cycle.id)
    found: dict[tuple[str, int], list[Paper]] = {}
    for stage_key, number, kind, title, created_at in sorted(rows):
        place = f"{stage_key}/{number}/{kind}"
        paper = Paper(title=title, place=place, written_on=day_of(created_at))
        found.setdefault((stage_key, number), []).append(paper)
    return found


def _rounds(records: Records, stage_key: str, papers: dict[tuple[str, int], list[Paper]]) -> Iterator[Round]:
    mine = [run for run in records.all(StageRun) if run.stage_key == stage_key]
    for run in sorted(mine, key=lambda run: run.round):
        yield Round(
            number=run.round,
            state=word(run.state),
            opened_on=day_of(run.opened_at),
            due_on=run.due_on,
            closed_on=day_of(run.closed_at) if run.closed_at else None,
            reason=run.reason,
            papers=tuple(papers.get((stage_key, run.round), ())),
        )


def _waits(records: Records, office: Office) -> Iterator[Waiting]:
    """What is waited for, one entry for all who owe the same."""

    def matter(wait: Wait) -> tuple[date, str, str]:
        return (wait.due_on, wait.subject_id, wait.kind)

    for _, group in groupby(sorted(waits(records, office.today), key=matter), key=matter):
        same = list(group)
        is_reply = same[0].kind == "reply"
        # Whoever made a remark may have signed it by name; the answer is owed by the office.
        who = {office.sender.function} if is_reply else {wait.who for wait in same}
        what = phrase("waits.replies") if is_reply else same[0].what
        yield Waiting(what=what, due_on=same[0].due_on, who=tuple(sorted(who)))


def _changed_on(records: Records, cycle: Cycle, papers: dict[tuple[str, int], list[Paper]]) -> date:
    """The last day on which anything on the page changed."""
    moments = [cycle.opened_at, cycle.closed_at]
    moments += [at for run in records.all(StageRun) for at in (run.opened_at, run.closed_at)]
    moments += [at for gate in records.all(Gate) for at in (gate.opened_at, gate.closed_at)]
    moments += [request.answered_at for request in records.all(Request)]
    days = [day_of(at) for at in moments if at is not None]
    return max([*days, *(paper.written_on for listed in papers.values() for paper in listed)])


def _all_revisions(office: Office) -> RevisionsPage:
    found: list[RevisionListed] = []
    regions = {region.key: region.title for region in office.archive.regions()}
    for row in office.archive.table(Cycle).to_dict("records"):
        listed = RevisionListed(
            key=row["id"],
            plan=f"Masterplan Bildung {row['target_version_id'].rsplit('/', maxsplit=1)[-1]}",
            region=regions[row["region_key"]],
            state=word(CycleState(row["state"])),
            opened_on=day_of(row["opened_at"].to_pydatetime()),
            is_simulated=bool(row["is_simulated"]),
        )
        found.append(listed)
    return RevisionsPage(revisions=tuple(sorted(found, key=lambda each: each.opened_on, reverse=True)))
