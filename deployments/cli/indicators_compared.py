"""`masterplan indicators compare` and `what-if`: beside whom a value stands, and what would move it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from deployments.cli.commanding import AsJson, command
from deployments.cli.door import Door
from deployments.cli.indicators import Breakdown, Data, Key, Period

if TYPE_CHECKING:  # The rules wake pandas; a look at the help must not.
    from deployments.cli.indicators_asked import Answer
    from steering.indicators.answering.asking import Question
    from steering.indicators.answering.result import Result


def register(app: typer.Typer) -> None:
    """Add the commands to `masterplan indicators`."""
    command(app, "compare")(compare)
    command(app, "what-if")(what_if)


def compare(
    door: Door,
    *,
    indicator: Key,
    data: Data = None,
    period: Period = "",
    breakdown: Breakdown = "",
    peer_group: Annotated[str, typer.Option("--with", metavar="GRUPPE")] = "",
    is_json: AsJson = False,
) -> None:
    """A county beside the Land, the Land without it, Germany and its peer groups."""
    from deployments.cli.indicators_asked import answered
    from steering.indicators.answering.asking import Question
    from steering.indicators.answering.standing import standing_of

    plain = Question(region="", period=period, breakdown=breakdown)
    answer = answered(door, indicator, data, plain, peer_group=peer_group)
    found = standing_of(answer.asked)
    if is_json:
        door.json(
            result=answer.result.as_json(),
            comparison={**found.as_json(), "peer_groups": [each.as_json() for each in answer.result.peers]},
        )
        return
    _show_standing(door, answer, found)


def _show_standing(door: Door, answer: "Answer", found: Any) -> None:
    from deployments.cli.indicators_peers import peer_row, show_peers
    from deployments.cli.indicators_shown import change_text, region_text, value_text
    from templates.periods import written

    result, spoken = answer.result, door.language
    where = region_text(result.region, result.region_name, spoken)
    door.line("indicator_head", indicator=result.indicator, title=_title(answer, spoken))
    door.line("indicator_where", where=f"{where}, {written(result.period, spoken)}")
    rows = []
    for each in found.beside:
        interval = "–"
        if each.ci is not None:
            interval = door.text(
                "from_to",
                low=value_text(result, each.ci[0], spoken),
                high=value_text(result, each.ci[1], spoken),
            )
        name = door.text(f"beside_{each.key}", name=region_text(each.region, each.name, spoken))
        rows.append([name, value_text(result, each.value, spoken), each.k, each.n, interval])
    rows += [peer_row(door, result, each) for each in result.peers]
    door.table(["area", "value", "cases", "base", "chance"], rows)
    if found.difference is not None and found.difference_ci is not None:
        told = [change_text(result, each, spoken) for each in (found.difference, *found.difference_ci)]
        door.line("compare_rest", difference=told[0], low=told[1], high=told[2])
    for each in result.peers:
        show_peers(door, answer, each)
    if found.rank is not None:
        door.line("compare_rank", **found.rank)
    if found.shrunk is not None:
        door.line(
            "compare_shrunk",
            value=value_text(result, found.shrunk["value"], spoken),
            own=value_text(result, result.value, spoken),
            weight=100 * found.shrunk["weight"],
        )
    if not result.publishable:
        door.line("indicator_withheld")


def _title(answer: "Answer", language: str) -> str:
    indicator = answer.asked.indicator
    return indicator.title if language == "de" else indicator.title_en


def what_if(
    door: Door,
    *,
    indicator: Key,
    data: Data = None,
    period: Period = "",
    breakdown: Breakdown = "",
    changed: Annotated[list[str] | None, typer.Option("--set", metavar="NAME=WERT")] = None,
    minimum_base: Annotated[int | None, typer.Option("--minimum-base", min=0)] = None,
    minimum_count: Annotated[int | None, typer.Option("--minimum-count", min=0)] = None,
    z: Annotated[float | None, typer.Option("--z", min=0.1, max=6.0)] = None,
    excluded: Annotated[list[int] | None, typer.Option("--exclude", metavar="JAHR")] = None,
    is_json: AsJson = False,
) -> None:
    """What the value would be with other numbers or parameters; nothing is kept."""
    from deployments.cli.indicators_asked import answered
    from steering.indicators.answering.asking import Question, ask
    from steering.indicators.answering.composing import result_of
    from steering.indicators.answering.row_of_a_table import beside_of

    plain = Question(region="", period=period, breakdown=breakdown)
    before = answered(door, indicator, data, plain)
    asked = _changed_question(
        before.asked.question, changed or (), (minimum_base, minimum_count, z, excluded)
    )
    entry = before.catalogue[before.asked.indicator.key]
    beside = beside_of(entry, before.catalogue)
    after = result_of(ask(entry, before.files, asked, beside=beside), before.catalogue)
    if is_json:
        door.json(before=before.result.as_json(), after=after.as_json(), changed=_told(asked))
        return
    _show_both(door, before.result, after)


def _changed_question(
    before: "Question",
    changed: Sequence[str],
    parameters: tuple[int | None, int | None, float | None, list[int] | None],
) -> "Question":
    from steering.errors import BadUsage

    minimum_base, minimum_count, z, excluded = parameters
    numbers: dict[str, float] = {}
    for pair in changed:
        # A name may hold "=" itself: lv_no[sex=female]=40.
        name, _, text = pair.rpartition("=")
        try:
            numbers[name.strip()] = float(text.replace(",", "."))
        except ValueError:
            numbers[""] = 0.0
        if not name.strip() or "" in numbers:
            raise BadUsage(f"{pair!r} sets nothing.", code="bad_change", given=pair)
    if not numbers and all(each in (None, []) for each in parameters):
        raise BadUsage("Nothing changes.", code="nothing_changed")
    return replace(
        before,
        changed=numbers,
        minimum_base=minimum_base,
        minimum_count=minimum_count,
        z=before.z if z is None else z,
        excluded_years=tuple(excluded or ()),
    )


def _told(asked: "Question") -> dict[str, Any]:
    return {
        "set": dict(asked.changed),
        "minimum_base": asked.minimum_base,
        "minimum_count": asked.minimum_count,
        "z": asked.z,
        "excluded_years": list(asked.excluded_years),
    }


def _show_both(door: Door, before: "Result", after: "Result") -> None:
    rows = []
    told_before, told_after = _lines(door, before), _lines(door, after)
    for name, text in told_before.items():
        mark = "" if text == told_after[name] else "*"
        rows.append([door.text(f"what_if_{name}"), text, told_after[name], mark or " "])
    door.table(["name", "as_it_is", "as_assumed", "differs"], rows)
    door.say("only_reckoned")


def _lines(door: Door, result: "Result") -> dict[str, str]:
    from deployments.cli.indicators_shown import change_text, value_text
    from models import IndicatorStatus
    from steering.indicators.answering.kept import whole
    from templates.command_line import shown

    spoken = door.language
    interval = "–"
    if result.ci is not None:
        low, high = (value_text(result, each, spoken) for each in result.ci)
        interval = door.text("from_to", low=low, high=high)
    is_computed = result.state is IndicatorStatus.COMPUTED
    trend = result.trend
    slope = change_text(result, trend.slope, spoken) if trend and trend.slope is not None else "–"
    return {
        "k": shown(whole(result.k), spoken),
        "n": shown(whole(result.n), spoken),
        "value": value_text(result, result.value, spoken),
        "interval": interval,
        "z": shown(result.z_adj, spoken),
        "judged": door.word(
            result.assessment.value if is_computed else result.state.value,
            "assessment" if is_computed else "indicator_status",
        ),
        "trend": slope,
        "publishable": shown(result.publishable, spoken),
    }
