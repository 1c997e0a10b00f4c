"""`masterplan cycle`: begin a revision, see where it stands, carry it on, send it back."""

import os
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from deployments.cli import cycle_shown, simulation, waits_shown
from deployments.cli.commanding import AsJson, DryRun, Yes, a_group, command
from deployments.cli.door import Door
from deployments.cli.foreseen import show_letters_of

if TYPE_CHECKING:  # The flow wakes the database; a look at the help must not.
    from flows.anatomy import Reached

app = a_group()
Stage = Annotated[str, typer.Argument(autocompletion=lambda: list(STAGES))]
Reason = Annotated[str, typer.Option("--reason")]
# The keys of steering/cycle.py, which would wake the database; a test holds the two together.
STAGES = (
    "collect_data",
    "analyse_indicators",
    "review_measures",
    "agree_topics",
    "draft_plan",
    "approve_plan",
)


@command(app, "start")
def start(door: Door, *, is_json: AsJson = False) -> None:
    """Begin a revision of the plan in force."""
    from steering.calendar.conflicts import near_changes
    from steering.calendar.of_region import spans
    from steering.office import cycles

    with door.writing() as office:
        running = office.archive.open_cycle(office.region_key)
        cycle = cycles.start(office)
        planned = cycles.calendar(office)
        near = list(near_changes(spans(office.profile.region.council_term), planned[-1][1]))
    if is_json:
        stages = [{"stage": stage.key, "due_on": due_on} for stage, due_on in planned]
        changes = [each.facts["change"] for each in near]
        door.json(cycle=cycle.id, was_open=running is not None, stages=stages, near_changes_of_term=changes)
        return
    door.line("cycle_was_open" if running else "cycle_started", cycle=cycle.id)
    rows = [(number, door.word(stage.key), due_on) for number, (stage, due_on) in enumerate(planned, start=1)]
    door.table(("number", "stage", "due"), rows)
    for each in near:
        door.line("cycle_near_a_change", on=each.facts["on"], change=each.facts["change"])
    door.say("cycle_next")


@command(app, "status")
def status(door: Door, *, is_json: AsJson = False) -> None:
    """Say what waits for whom, since when, and what comes next."""
    with door.reading() as office:
        standing = cycle_shown.standing(office)
    if is_json:
        door.json(**standing)
    else:
        cycle_shown.show(door, standing)


@command(app, "waits")
def waits(door: Door, *, is_json: AsJson = False) -> None:
    """Say what waits for whom since when, what follows by itself, and what it holds up."""
    with door.steering() as (office, cycle):
        told = waits_shown.told(office, cycle)
    if is_json:
        door.json(cycle=cycle.id, waits=told)
    else:
        waits_shown.show(door, told)


@command(app, "advance")
def advance(door: Door, *, is_json: AsJson = False) -> None:
    """Carry the open revision on as far as it goes today, with the real flow."""
    import asyncio

    with door.steering() as (office, cycle):
        region_key, cycle_id = office.region_key, cycle.id
    with door.in_environment(), _an_engine(door):
        from flows.revision import revise_masterplan

        door.say("advance_runs", cycle=cycle_id)
        reached = asyncio.run(_through(revise_masterplan(region_key, door.settings.now)))
    if is_json:
        door.json(
            cycle=cycle_id,
            stage=reached.stage if reached else None,
            round=reached.round if reached else None,
            state=reached.state if reached else None,
            waits_for=list(reached.waits_for) if reached else [],
        )
        return
    if reached is None:
        door.line("advance_nothing")
        return
    stage, state = door.word(reached.stage), door.word(reached.state.value, "stage_state")
    door.line("advance_reached", stage=stage, round=reached.round, state=state)
    for each in reached.waits_for:
        typer.echo(f"- {each}")


async def _through(run: "Awaitable[Reached | None]") -> "Reached | None":
    return await run


@contextmanager
def _an_engine(door: Door) -> Iterator[None]:
    """The Prefect server that the operator has, or one of our own for as long as this takes."""
    if os.environ.get("PREFECT_API_URL"):
        yield
        return
    from flows.local_engine import local_engine

    with local_engine(door.settings.home / "prefect") as engine:
        engine.wait_until_ready()
        yield


@command(app, "send-back")
def send_back(
    door: Door, *, stage: Stage, reason: Reason, is_agreed: Yes = False, is_only_shown: DryRun = False
) -> None:
    """Send a stage back to be done again; later stages become outdated."""
    from steering.cycle import stage_named
    from steering.office import cycles
    from steering.office.returning import blast_radius

    with door.steering() as (office, cycle):
        stage_named(stage)
        hit = blast_radius(office.glance(cycle), stage)
        door.say("send_back_preview", stage=door.word(stage), reason=reason)
        for each in hit:
            door.say("send_back_hits", round=each)
        if is_only_shown:
            show_letters_of(
                door, office, lambda inside: cycles.send_back(inside, cycle, stage, reason=reason)
            )
            door.line("only_shown")
            return
        door.confirm(is_agreed=is_agreed)
        run = cycles.send_back(office, cycle, stage, reason=reason)
    door.line("send_back_done", stage=door.word(stage), round=run.round)
    door.say("letters_owed")


@command(app, "skip")
def skip(
    door: Door, *, stage: Stage, reason: Reason, is_agreed: Yes = False, is_only_shown: DryRun = False
) -> None:
    """Leave a stage out, for a reason that everyone sees."""
    from steering.office import cycles, more_time

    with door.steering() as (office, cycle):
        door.say("skip_preview", stage=door.word(stage) if stage in STAGES else stage, reason=reason)
        waits_shown.say_who_is_told(door, more_time.told_of_skip(office, cycle, stage, reason=reason))
        if is_only_shown:
            door.line("only_shown")
            return
        door.confirm(is_agreed=is_agreed)
        cycles.skip(office, cycle, stage, reason=reason)
    door.line("skip_done", stage=door.word(stage))


@command(app, "extend")
def extend(
    door: Door,
    *,
    stage: Stage,
    until: Annotated[datetime, typer.Option("--until", formats=["%Y-%m-%d"])],
    reason: Reason,
    only: Annotated[str, typer.Option("--only")] = "",
    is_only_shown: DryRun = False,
) -> None:
    """Give a stage, its requests and its open questions more time, or one of them."""
    from steering.office import cycles, more_time

    with door.steering() as (office, cycle):
        if is_only_shown:
            letters = more_time.told_of_extension(
                office, cycle, stage, until=until.date(), reason=reason, only=only
            )
            waits_shown.say_who_is_told(door, letters)
            door.line("only_shown")
            return
        moved = cycles.extend(office, cycle, stage, until=until.date(), reason=reason, only=only)
    door.line("extend_done", stage=door.word(stage), until=until.date(), count=moved)


@command(app, "simulate")
def simulate(
    door: Door,
    *,
    starts_on: Annotated[datetime | None, typer.Option("--starts-on", formats=["%Y-%m-%d"])] = None,
    years: Annotated[int, typer.Option("--years", min=1, max=10)] = 5,
    seed: Annotated[int | None, typer.Option("--seed")] = None,
    answer_rate: Annotated[float | None, typer.Option("--answer-rate", min=0, max=1)] = None,
    person: Annotated[str, typer.Option("--person")] = "",
    mails_a_week: Annotated[int, typer.Option("--mails-a-week", min=1)] = 3,
    office_a_week: Annotated[int, typer.Option("--office-a-week", min=1)] = 30,
    is_json: AsJson = False,
) -> None:
    """Play some years with invented people in a temporary folder."""
    from deployments.simulation.telling import for_programs, told
    from deployments.simulation.years import Wanted, play_years
    from steering.simulate.troubles import Limits

    first = starts_on.date() if starts_on else door.now.date()
    wanted = Wanted(starts_on=first, years=years, seed=seed, answer_rate=answer_rate)
    played = play_years(door.settings, wanted)
    limits = Limits(mails_a_week=mails_a_week, office_a_week=office_a_week)
    says = told(played, limits, door.language)
    if is_json:
        door.json(**for_programs(played, says, simulation.mails_of(says, person)))
    else:
        simulation.show(door, played, says, person=person)
