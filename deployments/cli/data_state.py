"""`masterplan data`: how the data stand, who delivers what when, and the watched folder."""

from typing import TYPE_CHECKING, Any

import typer

from deployments.cli.commanding import AsJson, DryRun, command
from deployments.cli.door import Door
from steering.errors import Exit

if TYPE_CHECKING:  # The office wakes the database; a look at the help must not.
    from steering.office.data_state import DataState
    from steering.office.opening import Office


def register(app: typer.Typer) -> None:
    """Add the commands to `masterplan data`."""
    command(app, "sources")(sources)
    command(app, "status")(status)
    command(app, "inbox")(inbox)


def sources(door: Door, *, is_json: AsJson = False) -> None:
    """Every source: who delivers it, what came last, what comes next and by when, and its contract."""
    from steering.office.data_state import state_of_data

    with door.reading() as office:
        rows = _rows(office, state_of_data(office), door.language)
    if is_json:
        door.json(sources=rows)
        return
    for row in rows:
        state = door.word(row["state"], "source_state")
        late = door.text("source_days_late", days=row["days_late"]) if row["state"] == "late" else ""
        door.line("source", **{**row, "state": f"{state}{late}"})
        door.line("source_newest" if row["file"] else "source_never", **row)
        if row["expected_on"] is not None:
            door.line("source_next", **row)
        for breach in row["breaches"]:
            door.line("source_breach", breach=breach)


def _rows(office: "Office", state: "DataState", language: str) -> list[dict[str, Any]]:
    from dataclasses import asdict

    from steering.office.data_page import breaches_told, newest_release
    from steering.office.data_page import shown_sources as shown

    agreed = {source.key: source.contract for source in office.profile.sources.source}
    rows = []
    for standing, told in zip(state.sources, shown(state, language), strict=True):
        release = newest_release(state, standing)
        contract = agreed.get(standing.source.key)
        rows.append(
            {
                "source": standing.source.key,
                "title": told.title,
                "table": told.table_code,
                "publisher": standing.source.publisher,
                "owner": told.owner,
                "is_required": standing.source.is_required,
                "state": told.state,
                "newest_period": told.newest_period,
                "release": release.id if release else None,
                "file": told.file_name,
                "stand": release.stand if release else "",
                "retrieved_on": told.retrieved_on,
                "next_period": told.next_period,
                "expected_on": told.expected_on,
                "days_late": max(0, told.days_late),
                "lag_days": standing.source.expected_lag_days,
                "contract": asdict(contract) if contract else None,
                "breaches": list(breaches_told(standing.breaches, language)),
            }
        )
    return rows


def status(door: Door, *, is_json: AsJson = False) -> None:
    """The state of the data on one screen: late, missing, stale, open findings, score."""
    from steering.office.data_page import shown_scores
    from steering.office.data_state import state_of_data

    with door.reading() as office:
        state = state_of_data(office)
        facts = _facts(office, state)
        rows = _rows(office, state, door.language)
        scores = {each.dimension: round(each.percent, 1) for each in shown_scores(state, door.language)}
    if is_json:
        door.json(**facts, scores=scores, sources=[_short(row) for row in rows])
    else:
        _show(door, facts, scores, rows)
    if facts["critical"]:
        raise typer.Exit(int(Exit.CHECKS_FAILED))


def _facts(office: "Office", state: "DataState") -> dict[str, Any]:
    from models import Severity

    counts = {each.value: sum(f.severity is each for f in state.standing) for each in Severity}
    return {
        "checked_at": state.last_run.ran_at if state.last_run else None,
        "critical": counts["critical"],
        "warnings": counts["warning"],
        "notes": counts["note"],
        "waived": len(state.waived),
        "quarantined_findings": len(state.held(office.today)),
        "stale_values": state.stale_values_count,
        "inbox": list(state.waiting.files),
        "refused": list(state.waiting.refused),
    }


def _short(row: dict[str, Any]) -> dict[str, Any]:
    names = ("source", "state", "newest_period", "next_period", "expected_on", "days_late", "breaches")
    return {name: row[name] for name in names}


def _show(door: Door, facts: dict[str, Any], scores: dict[str, float], rows: list[dict[str, Any]]) -> None:
    if facts["checked_at"] is None:
        door.line("data_never_checked")
    else:
        door.line("data_checked", **facts)
    door.line("data_findings", **facts)
    for name in ("quarantined_findings", "stale_values"):
        if facts[name]:
            door.line(f"data_{name}", count=facts[name])
    if scores:
        listed = ", ".join(f"{name} {door.text('percent', value=value)}" for name, value in scores.items())
        door.line("data_scores", scores=listed)
    for row in rows:
        if row["state"] in {"late", "missing"} or row["breaches"]:
            state = door.word(row["state"], "source_state")
            line = "data_source" if row["expected_on"] is not None else "data_source_undated"
            door.line(line, **{**row, "state": "; ".join([state, *row["breaches"]])})
    due = [row for row in rows if row["state"] == "expected" and row["expected_on"] is not None]
    for row in sorted(due, key=lambda row: (row["expected_on"], row["source"]))[:3]:
        door.line("data_next", **row)
    if facts["inbox"]:
        door.line("data_inbox", files=", ".join(facts["inbox"]))
    if facts["refused"]:
        door.line("data_refused", files=", ".join(facts["refused"]))


def inbox(door: Door, *, is_dry: DryRun = False, is_json: AsJson = False) -> None:
    """Take in the files of the watched folder now; with --dry-run only name them."""
    from steering.office import cycles
    from steering.office.watched_folder import look_into, take_in

    if is_dry:
        waiting = look_into(door.settings.home)
        if is_json:
            door.json(files=list(waiting.files), refused=list(waiting.refused))
            return
        door.line("inbox_waits" if waiting.files else "inbox_empty", files=", ".join(waiting.files))
        return
    with door.writing() as office:
        if all(region.key != office.region_key for region in office.archive.regions()):
            cycles.adopt_profile(office)
        done = take_in(office)
    if is_json:
        door.json(
            files=[
                {"file": each.file_name, "place": each.place, "release": each.release_id, "code": each.code}
                for each in done
            ]
        )
    else:
        if not done:
            door.line("inbox_empty", files="")
        for each in done:
            line = "inbox_refused" if each.is_refused else "inbox_taken"
            door.line(line, file=each.file_name, place=each.place, reason=each.reason)
    if any(each.is_refused for each in done):
        raise typer.Exit(int(Exit.CHECKS_FAILED))
