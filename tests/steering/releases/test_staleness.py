"""What a revision of figures makes stale, held against computing everything anew."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import (
    Evidence,
    Finding,
    FindingGroupInput,
    IndicatorInput,
    IndicatorValue,
    Need,
    NeedFinding,
    Pattern,
)
from models.staleness import Dependent, StaleReason
from steering.indicators.defining.catalogue import load_catalogue
from steering.indicators.measuring.computing import ComputedValue, compute
from steering.releases.resting import Content, Round, changed_places, dependencies_of
from steering.releases.staleness import Dependencies, Node, Place, changed_count, stale
from tests.steering.releases.cells import a_cell, a_table, key_of

CATALOGUE = load_catalogue()
KEYS = ("D15", "D17")
CHOSEN = [CATALOGUE[key] for key in KEYS]
COUNTIES = tuple(f"033{number}" for number in range(51, 63))
REGIONS = ("DG", "03", *COUNTIES)
YEARS = ("2022", "2023")


def the_files() -> list[dict[str, Any]]:
    """Leavers of twelve counties, the Land and Germany in two years; one cell was never delivered."""
    rows = []
    for place, region in enumerate(REGIONS):
        for year in YEARS:
            size = 100_000 if len(region) == 2 else 900 + 7 * place
            told = {"lv": size, "lv_no": size // 10 - place % 4, "lv_hsa": size // 8 + place % 3}
            rows += [
                a_cell("a", variable=name, region_code=region, period=year, value=float(value))
                for name, value in told.items()
            ]
    return [row for row in rows if key_of(row) != ("lv_hsa", "03353", "2023", "")]


FILES = the_files()


def values_of(rows: Iterable[dict[str, Any]]) -> dict[str, ComputedValue]:
    computed = compute(CHOSEN, a_table(rows), land_code="03", peers=COUNTIES)
    return {f"{each.indicator_key}/{each.region_code}/{each.period}": each for each in computed}


def a_round(computed: dict[str, ComputedValue], **more: Any) -> Round:
    names = IndicatorValue.model_fields
    values, inputs = [], []
    for identity, each in computed.items():
        told = {name: getattr(each, name) for name in names if hasattr(each, name)}
        values.append(IndicatorValue(id=identity, cycle_id="c", round=1, **told))
        inputs += [IndicatorInput(value_id=identity, observation_id=n, name=name) for n, name in each.inputs]
    return Round(computed=tuple(values), inputs=tuple(inputs), **more)


def contents(rows: Iterable[dict[str, Any]]) -> dict[Place, Content]:
    return {place_of(row): (row["value"], row["status"], row["unit"], row["reference_time"]) for row in rows}


def place_of(row: dict[str, Any]) -> Place:
    variable, region_code, period, breakdown = key_of(row)
    return Place(variable=variable, region_code=region_code, period=period, breakdown=breakdown)


def examined(now: list[dict[str, Any]], **more: Any) -> tuple[Dependencies, set[Place]]:
    kept = a_round(FROZEN, **more)
    cells = {number: place_of(row) for number, row in enumerate(FILES, start=1)}
    dependencies = dependencies_of(kept, cells, contents(now), CATALOGUE)
    return dependencies, changed_places(contents(FILES), contents(now))


FROZEN = values_of(FILES)
MISSING = a_cell("b", variable="lv_hsa", region_code="03353", period="2023", value=120.0)


@st.composite
def revisions(draw: st.DrawFn) -> list[dict[str, Any]]:
    """The same files later: figures revised, secret or taken out, and perhaps one that was missing."""
    touched = draw(
        st.dictionaries(st.integers(0, len(FILES) - 1), st.sampled_from(["up", "secret", "gone"]), max_size=4)
    )
    rows = []
    for number, row in enumerate(FILES):
        what = touched.get(number)
        if what == "gone":
            continue
        revised = {"up": {"value": row["value"] + 3}, "secret": {"value": None, "status": "confidential"}}
        rows.append(row | {"release_id": "b"} | revised.get(str(what), {}))
    return [*rows, MISSING] if draw(st.booleans()) else rows


def own_places(identity: str) -> set[Place]:
    key, region, period = identity.split("/")
    return {
        Place(variable=term.variable, region_code=region, period=period, breakdown=term.breakdown)
        for term in CATALOGUE[key].formula.terms
    }


@settings(max_examples=25)
@given(revisions())
def test_a_value_is_stale_by_its_input_if_and_only_if_one_of_its_cells_changed(
    now: list[dict[str, Any]],
) -> None:
    dependencies, changed = examined(now)

    found = stale(changed, dependencies)

    by_input = {node[1] for node, reason in found.items() if reason is StaleReason.INPUT}
    assert by_input == {identity for identity in FROZEN if own_places(identity) & changed}


@settings(max_examples=25)
@given(revisions())
def test_whatever_comes_out_differently_when_computed_anew_is_stale(now: list[dict[str, Any]]) -> None:
    dependencies, changed = examined(now)
    anew = values_of(now)

    found = stale(changed, dependencies)

    for identity, before in FROZEN.items():
        after = anew.get(identity)
        node: Node = (Dependent.INDICATOR_VALUE, identity)
        if after is None or replace(before, inputs=()) != replace(after, inputs=()):
            assert node in found
        figure = ("value", "numerator", "denominator", "ci_low", "ci_high", "status")
        if after is None or any(getattr(before, name) != getattr(after, name) for name in figure):
            assert found[node] is StaleReason.INPUT


def test_the_same_figures_in_another_file_make_nothing_stale() -> None:
    dependencies, changed = examined([row | {"release_id": "b", "row_number": 9} for row in FILES])

    assert stale(changed, dependencies) == {}


def test_a_region_that_changed_moves_the_yardstick_of_the_others_and_not_their_figures() -> None:
    now = [
        row | {"value": row["value"] + 5} if key_of(row) == ("lv_no", "03351", "2023", "") else row
        for row in FILES
    ]

    dependencies, changed = examined(now)
    found = stale(changed, dependencies)

    assert found[Dependent.INDICATOR_VALUE, "D15/03351/2023"] is StaleReason.INPUT
    assert found[Dependent.INDICATOR_VALUE, "D15/03358/2023"] is StaleReason.COMPARISON
    assert (Dependent.INDICATOR_VALUE, "D15/03358/2022") not in found
    assert (Dependent.INDICATOR_VALUE, "D17/03358/2023") not in found
    assert changed_count((Dependent.INDICATOR_VALUE, "D15/03351/2023"), changed, dependencies) == 1


def findings() -> dict[str, Any]:
    level = Finding(
        id="level", cycle_id="c", round=1, indicator_key="D15", value_id="D15/03358/2023",
        reference_value_id="D15/03/2023", pattern=Pattern.LEVEL, sentence="",
    )  # fmt: skip
    trend = Finding(
        id="trend", cycle_id="c", round=1, indicator_key="D15", value_id="D15/03358/2023",
        pattern=Pattern.TREND, sentence="",
    )  # fmt: skip
    needs = tuple(
        Need(id=f"need-{name}", cycle_id="c", round=1, number=1, title="", life_stage="", focus_area_key="")
        for name in ("level", "trend")
    )
    return {
        "findings": (level, trend),
        "needs": needs,
        "need_findings": tuple(NeedFinding(need_id=f"need-{n}", finding_id=n) for n in ("level", "trend")),
        "evidence": (Evidence(draft_id="draft", reference="E1", value_id="D15/03358/2023", shown="10 %"),),
    }


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (
            ("lv_no", "03358", "2023", ""),
            {"level": "input", "trend": "input", "E1": "input", "draft": "input"},
        ),
        (("lv_no", "03358", "2022", ""), {"trend": "input"}),
        (("lv_no", "03", "2023", ""), {"level": "input", "E1": "comparison", "draft": "comparison"}),
        (
            ("lv_no", "03351", "2023", ""),
            {"level": "comparison", "E1": "comparison", "draft": "comparison"},
        ),
        (("lv_hsa", "03358", "2023", ""), {}),
    ],
)
def test_a_revised_cell_reaches_what_was_made_of_it_and_no_more(
    cell: tuple[str, ...], expected: dict[str, str]
) -> None:
    now = [row | {"value": row["value"] + 5} if key_of(row) == cell else row for row in FILES]

    dependencies, changed = examined(now, **findings())
    found = stale(changed, dependencies)

    made = {
        node[1].removeprefix("draft/"): reason.value
        for node, reason in found.items()
        if node[0] not in (Dependent.INDICATOR_VALUE, Dependent.NEED)
    }
    # Parts of one whole are withheld together, so the other part is a comparison; no figure changes.
    if cell[0] == "lv_hsa":
        assert set(made.values()) <= {"comparison"}
        return
    assert made == expected
    needs = {
        node[1].removeprefix("need-"): reason.value
        for node, reason in found.items()
        if node[0] is Dependent.NEED
    }
    assert needs == {name: reason for name, reason in made.items() if name in {"level", "trend"}}


def test_a_finding_about_groups_is_stale_when_a_cell_of_a_group_changed() -> None:
    women = Place(variable="lv_no", region_code="03358", period="2023", breakdown="sex=female")
    gap = Finding(
        id="gap",
        cycle_id="c",
        round=1,
        indicator_key="D15",
        value_id="D15/03358/2023",
        pattern=Pattern.GAP,
        sentence="",
    )
    behind = FindingGroupInput(
        finding_id="gap", breakdown="sex=female", observation_id=9_999, name="lv_no[sex=female]"
    )
    kept = a_round(FROZEN, findings=(gap,), group_inputs=(behind,))
    cells = {number: place_of(row) for number, row in enumerate(FILES, start=1)} | {9_999: women}

    reasons = stale([women], dependencies_of(kept, cells, contents(FILES), CATALOGUE))

    assert reasons == {(Dependent.FINDING, "gap"): StaleReason.INPUT}
    assert 9_999 in kept.cells
