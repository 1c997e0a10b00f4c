"""The plan backward from the Kreistag: every constraint holds, and none of its days could be later."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steering.calendar.layout import StepKind, gate_days
from steering.calendar.notice import is_kept
from steering.calendar.planner import Ground, Plan, delay_effect, plan_backward, plan_forward
from steering.cycle import CYCLE
from steering.errors import BadUsage, NotThere
from steering.profile.plans import StageTiming
from tests.steering.calendar.a_plan import CALENDAR, COUNCIL_ON, grounds, heidekreis_ground

A_DAY = timedelta(days=1)
FEW = settings(max_examples=25)


def days_of(plan: Plan, which: str) -> dict[str, tuple[date, date]]:
    """The days of all steps: `latest` or `earliest`."""
    return {
        each.step.key: (getattr(each, f"{which}_begin"), getattr(each, f"{which}_end")) for each in plan.steps
    }


def broken(ground: Ground, days: dict[str, tuple[date, date]]) -> list[str]:
    """What these days break, counted without the planner."""
    timings = {timing.key: timing for timing in ground.timings}
    found: list[str] = []
    for place, stage in enumerate(CYCLE):
        found += broken_order(ground, days, timings[stage.key], [each.key for each in CYCLE[:place]])
        begins, ends = days[stage.key]
        if (ends - begins).days < 7 * timings[stage.key].weeks:
            found.append(f"{stage.key} is too short")
        before = begins
        if stage.asks:
            before = days[f"{stage.key}/answers"][1]
            enough = (before - begins).days >= timings[stage.key].answer_days
            if not enough or not ground.calendar.is_open(before):
                found.append(f"{stage.key} leaves no time to answer")
        for question in stage.gates:
            found += broken_gate(ground, days, timings[stage.key], f"{stage.key}/{question.key}", before)
            before = days[f"{stage.key}/{question.key}"][1]
    return found


def broken_order(
    ground: Ground, days: dict[str, tuple[date, date]], timing: StageTiming, before: list[str]
) -> list[str]:
    begins, beside = days[timing.key][0], timing.starts_with
    in_order = all(begins > days[each][1] for each in before) if beside is None else begins >= days[beside][0]
    return [] if in_order and ground.calendar.is_working(begins) else [f"{timing.key} begins wrongly"]


def broken_gate(
    ground: Ground, days: dict[str, tuple[date, date]], timing: StageTiming, key: str, before: date
) -> list[str]:
    (stage,) = [stage for stage in CYCLE if stage.key == timing.key]
    (committee,) = [each.committee for each in stage.gates if key.endswith(f"/{each.key}")]
    (body,) = [body for body in ground.bodies if body.key == committee]
    (opened, held_on), sent_on = days[key], days[f"{key}/summons"][1]
    holds = {
        "a day on which committees meet": ground.calendar.may_meet(held_on),
        "the notice period": is_kept(sent_on, held_on, body.notice, ground.calendar),
        "the papers": body.papers is None
        or is_kept(days[f"{key}/papers"][1], held_on, body.papers, ground.calendar),
        "time to decide": (held_on - opened).days >= gate_days(timing, body),
        "its order": before <= opened <= sent_on,
    }
    return [f"{key}: {what}" for what, is_held in holds.items() if not is_held]


@FEW
@given(ground=grounds())
def test_every_constraint_holds_for_the_latest_and_for_the_earliest_days(ground: Ground) -> None:
    plan = plan_backward(ground, COUNCIL_ON)

    assert broken(ground, days_of(plan, "latest")) == []
    assert broken(ground, days_of(plan, "earliest")) == []
    assert plan.planned("approve_plan").latest_end == COUNCIL_ON


@FEW
@given(ground=grounds())
def test_a_revision_that_begins_on_its_latest_day_arrives_and_one_day_later_it_does_not(
    ground: Ground,
) -> None:
    plan = plan_backward(ground, COUNCIL_ON)

    late = plan_backward(ground, COUNCIL_ON, begins_on=plan.latest_begin + A_DAY)

    assert plan.is_feasible
    assert plan.earliest_council <= COUNCIL_ON
    assert not late.is_feasible
    assert late.earliest_council > COUNCIL_ON
    assert late.days_missing >= 1


@FEW
@given(ground=grounds(), data=st.data())
def test_one_day_more_for_a_critical_step_breaks_the_plan_and_slack_can_be_used_up(
    ground: Ground, data: st.DataObject
) -> None:
    plan = plan_backward(ground, COUNCIL_ON)
    each = data.draw(st.sampled_from(plan.steps))
    ends = each.step.ends

    def arrives(day: date) -> bool:
        network = plan.layout.network
        nodes = tuple(replace(node, not_before=day) if node.key == ends else node for node in network.nodes)
        held_back = replace(network, nodes=nodes)
        return held_back.earliest({plan.layout.first: plan.begins_on})[plan.layout.last] <= COUNCIL_ON

    assert arrives(each.latest_end)
    assert not arrives(each.latest_end + A_DAY)
    assert each.is_critical == (not arrives(each.earliest_end + A_DAY))
    assert each.is_critical == (each.slack == 0 and each.earliest_end == each.latest_end)


@FEW
@given(ground=grounds(), early=st.integers(0, 40))
def test_who_begins_earlier_never_has_less_slack(ground: Ground, early: int) -> None:
    tight = plan_backward(ground, COUNCIL_ON)

    plan = plan_backward(ground, COUNCIL_ON, begins_on=tight.latest_begin - timedelta(days=early))

    for with_time, without in zip(plan.steps, tight.steps, strict=True):
        assert with_time.slack >= without.slack >= 0
        assert with_time.latest_end == without.latest_end
        assert with_time.is_critical == without.is_critical


@FEW
@given(ground=grounds(), data=st.data(), days=st.integers(0, 15))
def test_a_delay_moves_the_council_only_when_the_slack_is_used_up(
    ground: Ground, data: st.DataObject, days: int
) -> None:
    plan = plan_backward(ground, COUNCIL_ON)
    each = data.draw(st.sampled_from(plan.steps))

    effect = delay_effect(plan, each.step.key, days)

    assert (effect.council_days > 0) == (effect.council_on > COUNCIL_ON)
    # The Kreistag itself is held on its day, even if it could be earlier.
    planned_on = COUNCIL_ON if each.step.ends == plan.layout.last else each.earliest_end
    assert (effect.council_days > 0) == (CALENDAR.add_working_days(planned_on, days) > each.latest_end)
    assert delay_effect(plan, each.step.key, days + 1).council_days >= effect.council_days


def test_late_data_move_the_draft_and_the_council() -> None:
    plan = plan_backward(heidekreis_ground(), date(2028, 3, 10))

    effect = delay_effect(plan, "collect_data/answers", 5)

    assert effect.draft_days >= 5
    assert effect.council_days >= 5
    assert effect.council_on > plan.council_on
    assert delay_effect(plan, "collect_data/answers", 0).council_days == 0


def test_the_heidekreis_can_plan_a_whole_revision() -> None:
    plan = plan_backward(heidekreis_ground(), date(2028, 3, 10), begins_on=date(2026, 11, 25))

    assert plan.is_feasible
    assert [each.step.key for each in plan.steps if each.step.kind is StepKind.STAGE] == [
        stage.key for stage in CYCLE
    ]
    assert plan.latest_begin == date(2027, 1, 8)
    assert all(each.latest_begin <= each.latest_end for each in plan.steps)
    summons = plan.planned("approve_plan/resolution/summons")
    assert summons.latest_end == date(2028, 2, 24)  # 14 clear days before the 10th of March.


def test_the_rest_of_a_running_revision_can_be_planned() -> None:
    ground = replace(heidekreis_ground(), first_stage="draft_plan")

    plan = plan_backward(ground, date(2028, 3, 10))

    assert plan.steps[0].step.key == "draft_plan"
    assert delay_effect(plan, "draft_plan/answers", 3).draft_days >= 3


@FEW
@given(ground=grounds(), late=st.integers(0, 60))
def test_a_plan_forward_reaches_the_council_as_early_as_it_can(ground: Ground, late: int) -> None:
    plan = plan_forward(ground, date(2026, 9, 1) + timedelta(days=late))

    assert plan.is_feasible
    assert plan.earliest_council == plan.council_on
    assert broken(ground, days_of(plan, "earliest")) == []


def test_stages_beside_each_other_save_time() -> None:
    beside = heidekreis_ground()
    after = replace(beside, timings=tuple(replace(timing, starts_with=None) for timing in beside.timings))

    assert (
        plan_backward(beside, date(2028, 3, 10)).latest_begin
        > plan_backward(after, date(2028, 3, 10)).latest_begin
    )


def test_the_planner_refuses_what_rests_on_unknown_holidays() -> None:
    with pytest.raises(NotThere) as refusal:
        plan_backward(heidekreis_ground(), date(2030, 12, 13))

    assert refusal.value.code == "school_holidays_end"
    assert refusal.value.facts["school_year"] == "2030/31"


def test_the_planner_refuses_a_day_on_which_nobody_meets() -> None:
    with pytest.raises(BadUsage) as refusal:
        plan_backward(heidekreis_ground(), date(2027, 12, 12))

    assert refusal.value.code == "planner_day"
