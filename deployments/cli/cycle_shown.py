"""Where a revision stands, as values for programs and as lines for people."""

from typing import TYPE_CHECKING, Any

from deployments.cli.door import Door

if TYPE_CHECKING:  # The office wakes the database; a look at the help must not.
    from steering.office.opening import Office


def standing(office: "Office") -> dict[str, Any]:
    """The newest revision of the region: its stages, what waits for whom, and the next deadline."""
    from deployments.cli.waits_shown import told
    from steering.calendar.horizon import first_unknown

    cycle = office.archive.latest_cycle(office.region_key)
    records = office.glance(cycle)
    waiting = told(office, cycle, records) if cycle.closed_at is None else []
    days = (wait["due_on"] for wait in waiting if wait["due_on"] >= office.today)
    unknown = first_unknown(office.calendar, days)
    return {
        "region": office.region_key,
        "cycle": cycle.id,
        "state": cycle.state,
        "is_simulated": cycle.is_simulated,
        "opened_at": cycle.opened_at,
        "closed_at": cycle.closed_at,
        "next_revision_due_on": cycle.next_due_on,
        "next_deadline_on": min((wait["due_on"] for wait in waiting), default=None),
        "holidays_unknown_on": unknown,
        "holidays_known_until": office.calendar.known_until,
        "stages": _stages(records),
        "waits": [{**wait, "is_late": wait["days_late"] > 0} for wait in waiting],
        "stopped_by": _stopped_by(records, office) if cycle.closed_at is None else [],
        "stale": _stale(office, cycle.id),
        "vacancies_count": _vacancies(records, office) if cycle.closed_at is None else 0,
        "post": _post(office),
    }


def _stale(office: "Office", cycle_id: str) -> dict[str, Any]:
    """How much of the revision rests on figures that changed since, and by which release last."""
    from models import Release
    from steering.office.stale import stale_now

    found = stale_now(office, cycle_id)
    newest = max(found, key=lambda each: each.number, default=None)
    release = office.archive.find(Release, newest.release_id) if newest else None
    return {"count": len(found), "release": release.sha256[:12] if release else None}


def _post(office: "Office") -> dict[str, int]:
    """How many letters and mailboxes need the coordinator."""
    from steering.office.troubles import troubles

    found = troubles(office)
    return {
        "stuck": len(found.stuck),
        "held": len(found.held),
        "lost": len(found.lost),
        "unreachable": len(found.unreachable),
    }


def _vacancies(records: Any, office: "Office") -> int:
    """How many vacant seats and vacant chairs `seats status` would name."""
    from steering.office.bodies import bodies_of
    from steering.seating.vacancies import Lack, vacancies

    watched = {Lack.BELOW_QUORUM, Lack.CHAIR_MISSING, Lack.SEAT_EMPTY, Lack.NOBODY_STANDS_IN}
    found = [each for body in bodies_of(records) for each in vacancies(body, office.today)]
    return sum(max(1, len(each.seats)) for each in found if each.lack in watched)


def _stages(records: Any) -> list[dict[str, Any]]:
    from models import StageRun
    from steering.cycle import CYCLE, place_of
    from steering.office.standing import living_round, next_round

    rows = []
    for stage in CYCLE:
        run = living_round(records, stage.key)
        rounds = next_round(records, stage.key) - 1
        last = [each for each in records.all(StageRun) if (each.stage_key, each.round) == (stage.key, rounds)]
        shown = run or (last[0] if last else None)
        rows.append(
            {
                "number": place_of(stage.key),
                "stage": stage.key,
                "rounds": rounds,
                "state": shown.state.value if shown else "absent",
                "due_on": shown.due_on if shown else None,
                "closed_at": shown.closed_at if shown else None,
                "reason": shown.reason if shown else "",
            }
        )
    return rows


def _stopped_by(records: Any, office: "Office") -> list[dict[str, Any]]:
    from models import QualityFinding
    from steering.waivers import blocking

    found = blocking(records.all(QualityFinding), office.today)
    return [{"id": each.id, "what": each.what, "place": each.place, "mend": each.mend} for each in found]


def show(door: Door, standing: dict[str, Any]) -> None:
    """The same for people."""
    state = door.word(standing["state"].value, "cycle_state")
    door.line("status", cycle=standing["cycle"], state=state, opened_on=standing["opened_at"].date())
    if standing["is_simulated"]:
        door.line("status_simulated")
    door.table(
        ("number", "stage", "rounds", "state", "due", "closed"),
        [
            (
                row["number"],
                door.word(row["stage"]),
                row["rounds"],
                door.word(row["state"], "stage_state"),
                row["due_on"],
                row["closed_at"].date() if row["closed_at"] else None,
            )
            for row in standing["stages"]
        ],
    )
    if standing["holidays_unknown_on"] is not None:
        door.line(
            "status_holidays_unknown",
            on=standing["holidays_unknown_on"],
            until=standing["holidays_known_until"],
        )
    for finding in standing["stopped_by"]:
        door.line("status_stopped", **finding)
    if standing["stale"]["count"]:
        door.line("status_stale", count=standing["stale"]["count"], file=standing["stale"]["release"])
    if standing["vacancies_count"]:
        door.line("status_seats", count=standing["vacancies_count"])
    if any(standing["post"].values()):
        told = [door.text(f"post_{name}", count=count) for name, count in standing["post"].items() if count]
        door.line("status_post", what=", ".join(told))
    _show_waits(door, standing)


def _show_waits(door: Door, standing: dict[str, Any]) -> None:
    if standing["closed_at"] is not None:
        door.line("status_closed", due_on=standing["next_revision_due_on"])
        return
    if not standing["waits"]:
        door.line("status_free")
        return
    door.line("status_waits", count=len(standing["waits"]), due_on=standing["next_deadline_on"])
    rows = [
        (
            wait["who"],
            f"{door.text('wait_' + wait['kind'])}: {wait['what']}",
            wait["since_on"],
            wait["due_on"],
            _note(door, wait),
        )
        for wait in standing["waits"]
    ]
    door.table(("who", "what", "since", "due", "note"), rows)


def _note(door: Door, wait: dict[str, Any]) -> str:
    """How late it is, and what follows by itself."""
    late = door.text("late_days", count=wait["days_late"]) if wait["is_late"] else ""
    if not wait["next_step"]:
        return late
    coming = door.text("next_short", step=door.text("next_" + wait["next_step"]), on=wait["next_on"])
    return f"{late}; {coming}" if late else coming
