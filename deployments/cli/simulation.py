"""`cycle simulate`: some years with invented people, in a folder that is thrown away."""

from collections import Counter
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from deployments.cli.door import Door
from templates.command_line import command_text, has_text

if TYPE_CHECKING:  # The office wakes the database; a look at the help must not.
    from deployments.simulation.telling import Told
    from deployments.simulation.years import Played
    from steering.simulate.mails import Mail
    from steering.simulate.troubles import Trouble

PLANNED = "○ "


def show(door: Door, played: "Played", told: "Told", *, person: str) -> None:
    """What a simulation tells, for people."""
    wanted = played.wanted
    door.line(
        "simulated_years",
        cycle=played.cycle.id,
        state=door.word(played.cycle.state.value, "cycle_state"),
        on=played.ended_on,
        first=wanted.starts_on,
        last=wanted.ends_on,
    )
    door.line("simulated_not_kept")
    if person:
        _show_person(door, told, person)
        return
    _show_calendar(door, told)
    _show_mails(door, told)
    _show_troubles(door, told)


def _show_calendar(door: Door, told: "Told") -> None:
    planned = [
        (each.on, PLANNED + command_text("planned", each.code, door.language)) for each in told.planned
    ]
    door.line("simulated_calendar")
    rows = sorted([*told.happened, *planned], key=itemgetter(0))
    door.table(("day", "what"), rows)
    door.line("simulated_planned")


def _show_mails(door: Door, told: "Told") -> None:
    door.line("simulated_mails", count=len(told.sent), people=len(told.loads))
    rows = [(load.who, load.address, load.count, load.peak_week, load.peak_count) for load in told.loads]
    door.table(("who", "address", "count", "peak_week", "peak_count"), rows)
    door.line("simulated_months")
    months = Counter(f"{mail.on:%Y-%m}" for mail in told.sent)
    door.table(("per_month", "count"), sorted(months.items()))


def _show_person(door: Door, told: "Told", person: str) -> None:
    mine = mails_of(told, person)
    if not mine:
        door.line("simulated_nobody", person=person)
        return
    door.line("simulated_person", person=person, count=len(mine))
    door.table(("day", "address", "subject"), [(mail.on, mail.address, mail.subject) for mail in mine])
    door.line("simulated_person_weeks")
    door.table(("per_week", "count"), sorted(_weeks(mine).items()))


def mails_of(told: "Told", person: str) -> "list[Mail]":
    """The letters of one person; of nobody where nobody is asked for."""
    from steering.simulate.mails import of_person

    return of_person(told.sent, person) if person else []


def _weeks(mine: "list[Mail]") -> Counter[Any]:
    from steering.simulate.mails import monday

    return Counter(monday(mail.on) for mail in mine)


def _show_troubles(door: Door, told: "Told") -> None:
    if not told.troubles:
        door.line("simulated_no_troubles")
        return
    door.line("simulated_troubles", count=len(told.troubles))
    door.table(("day", "what"), [(each.on, _trouble(door, each)) for each in told.troubles])


def _trouble(door: Door, trouble: "Trouble") -> str:
    facts = dict(trouble.facts)
    if "stage" in facts:
        facts["stage"] = door.word(str(facts["stage"]))
    if facts.get("why") == "weekend":
        facts["why"] = command_text("trouble", "weekend", door.language)
    one = f"{trouble.code}.one"
    is_one = facts.get("people") == 1 and has_text("trouble", one, door.language)
    return command_text("trouble", one if is_one else trouble.code, door.language, **facts)
