"""The calendar of a region and the plan of a revision, as values for programs and as lines for people."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import typer

from deployments.cli.door import Door
from templates.command_line import command_text

if TYPE_CHECKING:  # The rules wake pandas; a look at the help must not.
    from steering.calendar.conflicts import Conflict
    from steering.calendar.layout import Step
    from steering.calendar.planner import Ground, Plan, PlannedStep
    from steering.profile import Profile

MENDS_SHOWN = 6


def year_of(profile: "Profile", year: int) -> dict[str, Any]:
    """The days of one year. Raises NotThere where the public holidays are not known."""
    from steering.calendar.holiday_tables import public_holidays
    from steering.calendar.horizon import horizon_of
    from steering.calendar.of_region import region_calendar
    from steering.calendar.spans import days_after

    region, calendar = profile.region, region_calendar(profile.region)
    first, last = date(year, 1, 1), date(year, 12, 31)
    days = [day for day in days_after(first - timedelta(days=1), last) if calendar.is_working(day)]
    horizon = horizon_of(calendar)
    entries = [
        *(
            ("public_holiday", title, day, day)
            for day, title in public_holidays(region.land_code, year).items()
        ),
        *_entries("school_holiday", region.school_holiday),
        *_entries("council_break", region.council_break),
        *(("council_term", term.title, term.from_on, term.from_on) for term in region.council_term),
        *(("election", each.title, each.held_on, each.held_on) for each in region.election),
        *(
            ("council_meeting", _title_of(profile, each.committee), each.held_on, each.held_on)
            for each in region.council_meeting
        ),
    ]
    by_month = Counter(day.month for day in days)
    return {
        "region": region.key,
        "land": region.land_title,
        "year": year,
        "working_days": len(days),
        "working_days_by_month": [by_month[month] for month in range(1, 13)],
        "days": [
            {"kind": kind, "title": title, "from_on": from_on, "to_on": to_on}
            for kind, title, from_on, to_on in sorted(entries, key=lambda entry: (entry[2], entry[0]))
            if from_on <= last and to_on >= first
        ],
        "public_holidays_until_year": horizon.public_holidays_until_year,
        "school_holidays_from": horizon.school_holidays_from,
        "school_holidays_until": horizon.school_holidays_until,
        "is_complete": calendar.knows(first) and calendar.knows(last),
        "missing_school_year": horizon.missing_school_year,
    }


def _entries(kind: str, spans: Any) -> Iterator[tuple[str, str, date, date]]:
    return ((kind, span.title, span.from_on, span.to_on) for span in spans)


def _title_of(profile: "Profile", committee: str) -> str:
    return next((each.title for each in profile.committees.committee if each.key == committee), committee)


def show_year(door: Door, seen: dict[str, Any]) -> None:
    """The same for people."""
    # A year is no count and bears no separator.
    door.line("calendar_year", land=seen["land"], year=str(seen["year"]), count=seen["working_days"])
    rows = [
        (
            each["from_on"],
            each["to_on"] if each["to_on"] != each["from_on"] else "",
            command_text("calendar_kind", each["kind"], door.language),
            each["title"],
        )
        for each in seen["days"]
    ]
    door.table(("first_day", "last_day", "kind_of_day", "title"), rows)
    door.line("calendar_public_until", year=str(seen["public_holidays_until_year"]))
    if seen["school_holidays_until"] is None:
        door.line("calendar_school_none")
        return
    facts = {"first": seen["school_holidays_from"], "last": seen["school_holidays_until"]}
    door.line("calendar_school_until", **facts)
    if not seen["is_complete"]:
        door.line("calendar_incomplete", year=str(seen["year"]), school_year=seen["missing_school_year"])


@dataclass(frozen=True, kw_only=True)
class Planned:
    """A plan, or why there is none, with all that speaks against it."""

    council_on: date
    plan: "Plan | None"
    conflicts: "tuple[Conflict, ...]"
    titles: dict[str, str]

    @property
    def holds(self) -> bool:
        """Whether nothing but cautions speaks against it."""
        return all(conflict.is_caution for conflict in self.conflicts)


def planned(ground: "Ground", council_on: date, *, begins_on: date, fiscal_year: int | None) -> Planned:
    """The plan for a day of the Kreistag."""
    from steering.calendar.conflicts import conflicts_of, why_not
    from steering.calendar.planner import plan_backward

    titles = {body.key: body.title for body in ground.bodies}
    reason = why_not(ground, council_on)
    if reason is not None:
        return Planned(council_on=council_on, plan=None, conflicts=(reason,), titles=titles)
    plan = plan_backward(ground, council_on, begins_on=begins_on)
    found = conflicts_of(plan, fiscal_year=fiscal_year)
    return Planned(council_on=council_on, plan=plan, conflicts=found, titles=titles)


def plan_for_programs(door: Door, planned: Planned) -> dict[str, Any]:
    """The plan as values; what is said about it is there in words as well."""
    plan = planned.plan
    return {
        "council_on": planned.council_on,
        "holds": planned.holds,
        "begins_on": plan.begins_on if plan else None,
        "latest_begin": plan.latest_begin if plan else None,
        "earliest_council": plan.earliest_council if plan else None,
        "steps": [
            {
                "step": each.step.key,
                "kind": each.step.kind,
                "committee": each.step.committee or None,
                "what": _step_words(door, each.step, planned),
                "latest_begin": each.latest_begin,
                "latest_end": each.latest_end,
                "earliest_begin": each.earliest_begin,
                "earliest_end": each.earliest_end,
                "slack_working_days": each.slack,
                "is_critical": each.is_critical,
            }
            for each in (plan.steps if plan else ())
        ],
        "conflicts": [
            {
                "code": conflict.code,
                "is_caution": conflict.is_caution,
                "missing_working_days": conflict.missing,
                "what": _conflict_words(door, conflict, planned),
                "mends": list(_mends(door, conflict, planned)),
            }
            for conflict in planned.conflicts
        ],
    }


def show_plan(door: Door, planned: Planned) -> None:
    """The plan for people: what speaks against it first, then the days."""
    plan = planned.plan
    if plan is not None:
        key = "plan_holds" if plan.is_feasible else "plan_fails"
        door.line(key, on=planned.council_on, latest=plan.latest_begin, begin=plan.begins_on)
    for conflict in planned.conflicts:
        name = "caution" if conflict.is_caution else "conflict"
        door.line(f"plan_{name}", what=_conflict_words(door, conflict, planned))
        for mend in _mends(door, conflict, planned):
            typer.echo(f"  - {mend}")
    if plan is None:
        return
    rows = [
        (
            _step_words(door, each.step, planned),
            each.latest_begin if each.latest_begin != each.latest_end else "",
            each.latest_end,
            each.earliest_end,
            each.slack,
            _note(door, plan, each),
        )
        for each in plan.steps
    ]
    door.table(("plan_step", "latest_begin", "latest_end", "earliest_end", "slack", "note"), rows)
    door.line("plan_explained" if plan.is_feasible else "plan_failed_explained")


def _note(door: Door, plan: "Plan", each: "PlannedStep") -> str:
    """In a plan that holds, what may not slip; in one that does not, what makes it too long."""
    if not plan.is_feasible:
        return door.text("plan_longest_way") if each.step.key in plan.driven_by else ""
    return door.text("plan_critical") if each.is_critical else ""


def _step_words(door: Door, step: "Step", planned: Planned) -> str:
    """A step as its people call it; what belongs to a stage stands below it, further in."""
    from templates.phrases import phrase

    if step.kind == "stage":
        return door.word(step.stage_key)
    gate = phrase(f"gate.{step.gate}", door.language) if step.gate else ""
    committee = planned.titles.get(step.committee, "")
    facts = {"committee": committee, "gate": gate, "days": step.days}
    return f"  {command_text('plan_step', step.kind, door.language, **facts)}"


def _conflict_words(door: Door, conflict: "Conflict", planned: Planned) -> str:
    facts = _worded(door, dict(conflict.facts), planned)
    code = f"{conflict.code}_{facts['reason']}" if "reason" in facts else conflict.code
    return command_text("plan_conflict", code, door.language, missing=_days(door, conflict.missing), **facts)


def _mends(door: Door, conflict: "Conflict", planned: Planned) -> Iterator[str]:
    for mend in conflict.mends[:MENDS_SHOWN]:
        facts = _worded(door, dict(mend.facts), planned)
        said = command_text("plan_mend", mend.code, door.language, gains=_days(door, mend.gains), **facts)
        if mend.gains and mend.gains >= conflict.missing:
            said = f"{said} {door.text('plan_suffices')}"
        yield said


def _worded(door: Door, facts: dict[str, Any], planned: Planned) -> dict[str, Any]:
    """Facts whose values are keys, in words; days are written out."""
    from templates.environment import day

    plan = planned.plan
    worded: dict[str, Any] = {}
    for name, fact in facts.items():
        worded[name] = day(fact, language=door.language) if isinstance(fact, date) else fact
        if name in {"stage", "beside"}:
            worded[name] = door.word(fact)
        if name == "step" and plan is not None:
            worded[name] = _whole(door, plan.layout.step(fact), planned)
        if name == "holidays":
            worded[name] = ", ".join(fact) or "–"
    return worded


def _days(door: Door, count: int) -> str:
    return door.text("calendar_working_day" if count == 1 else "calendar_working_days", count=count)


def _whole(door: Door, step: "Step", planned: Planned) -> str:
    """A step with its stage, for a sentence."""
    return f"{door.word(step.stage_key)}: {_step_words(door, step, planned).strip()}"
