"""A round begins with what its findings propose, and with what people had worked on in the round before."""

from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import SQLModel

from models import Assessment, Cycle, Finding, Need, NeedAct, NeedState, NeedVersion, Pattern, StageRun
from steering.indicators.defining.catalogue import load_catalogue
from steering.indicators.judging.findings import Conspicuity
from steering.indicators.measuring.computing import ComputedValue
from steering.needs import acts
from steering.needs.acts import OwnNeed, Wording
from steering.needs.folder import Folder, folder_of
from steering.needs.proposing import propose
from steering.records import Records
from steering.stage import Desk
from tests.steering.needs.a_folder import AT, CYCLE, a_folder, after, entered

CATALOGUE = load_catalogue()


def a_desk(round_number: int = 2) -> Desk:
    run = StageRun(
        id=f"{CYCLE}/analyse_indicators/{round_number}",
        cycle_id=CYCLE,
        stage_key="analyse_indicators",
        round=round_number,
        opened_at=AT,
        due_on=date(2027, 3, 1),
    )
    cycle = Cycle(id=CYCLE, region_key="r", base_version_id="v1", target_version_id="v2", opened_at=AT)
    return Desk(
        cycle=cycle,
        run=run,
        records=Records(),
        now=AT,
        today=AT.date(),
        catalogue=tuple(CATALOGUE.values()),
        region_code="03358",
        land_code="03",
        region_title="Heidekreis",
        land_title="Niedersachsen",
    )


def found(*indicators: str, is_better: bool = False) -> list[tuple[Conspicuity, Finding]]:
    return [_pair(key, is_better=is_better) for key in indicators]


def _pair(indicator: str, *, is_better: bool) -> tuple[Conspicuity, Finding]:
    value = ComputedValue(
        indicator_key=indicator, indicator_version=1, region_code="03358", period="2024", value=12.0
    )
    conspicuity = Conspicuity(
        indicator_key=indicator,
        value=value,
        reference=None,
        pattern=Pattern.LEVEL,
        strength=2.0,
        assessment=Assessment.BETTER if is_better else Assessment.WORSE,
    )
    finding = Finding(
        id=f"new/{indicator}",
        cycle_id=CYCLE,
        round=2,
        indicator_key=indicator,
        value_id="v",
        pattern=Pattern.LEVEL,
        sentence=f"{indicator} ist hoch.",
    )
    return conspicuity, finding


def folder(made: list[SQLModel], pairs: list[tuple[Conspicuity, Finding]]) -> Folder:
    records = Records([*made, *(finding for _, finding in pairs)])
    return folder_of(records, cycle_id=CYCLE, round_number=2)


def told(made: list[SQLModel], pairs: list[tuple[Conspicuity, Finding]]) -> list[tuple[str, list[str]]]:
    mine = folder(made, pairs)
    return [(need.title, [each.indicator_key for each in mine.findings_of(need)]) for need in mine.needs]


def test_each_station_has_its_need_and_good_news_none() -> None:
    pairs = [*found("D15", "A12"), *found("E03", is_better=True)]

    made = propose(a_desk(), pairs, CATALOGUE)

    assert told(made, pairs) == [
        ("Mehr Jugendliche zum Schulabschluss führen", ["D15"]),
        ("Langzeitarbeitslosigkeit verringern", ["A12"]),
    ]
    versions = [each for each in made if isinstance(each, NeedVersion)]
    assert {each.act for each in versions} == {NeedAct.PROPOSED}


def test_what_nobody_had_touched_is_proposed_afresh() -> None:
    pairs = found("D15", "A12")

    assert told(propose(a_desk(), pairs, CATALOGUE, a_folder()), pairs) == told(
        propose(a_desk(), pairs, CATALOGUE), pairs
    )


def test_what_people_had_worked_on_comes_again_with_its_reason() -> None:
    before = a_folder()
    before = after(before, acts.merge(before, 1, [2], Wording(title="Abschlüsse"), entered("Eines.")))
    before = after(before, acts.reject(before, 3, entered("Nicht beeinflussbar.")))
    pairs = found("D15", "E09", "A12", "E03")

    made = propose(a_desk(), pairs, CATALOGUE, before)

    mine = folder(made, pairs)
    states = {need.title: need.state for need in mine.needs}
    assert states == {
        "Wege zur Hochschulreife an beruflichen Schulen stärken": NeedState.PROPOSED,
        "Abschlüsse": NeedState.PROPOSED,
        "Bedarf 3": NeedState.REJECTED,
    }
    assert dict(told(made, pairs))["Abschlüsse"] == ["D15", "E09"]
    reasons = {mine.versions_of(need)[0].reason for need in mine.needs}
    assert reasons == {
        "",
        "Übernommen aus Runde 1: Eines.",
        "Übernommen aus Runde 1: Nicht beeinflussbar.",
    }


def test_a_reason_that_was_taken_over_twice_names_the_last_round_only() -> None:
    before = a_folder()
    before = after(before, acts.edit(before, 3, Wording(title="Neu"), entered("Klarer.")))
    pairs = found("A12")
    second = folder(propose(a_desk(), pairs, CATALOGUE, before), pairs)

    third = propose(a_desk(3), pairs, CATALOGUE, second)

    (version,) = [each for each in third if isinstance(each, NeedVersion)]
    assert version.reason == "Übernommen aus Runde 2: Klarer."


def test_a_need_goes_with_its_findings_and_an_own_one_stays_with_its_evidence() -> None:
    before = a_folder()
    own = OwnNeed(title="Eigener", life_stage="primary", focus_area_key="transitions", evidence=("Bericht",))
    before = after(before, acts.edit(before, 3, Wording(title="Neu"), entered()))
    before = after(before, acts.add(before, own, entered()))

    made = propose(a_desk(), [], CATALOGUE, before)

    assert [(each.title, each.is_own) for each in made if isinstance(each, Need)] == [("Eigener", True)]


def test_a_vote_against_a_need_is_no_rejection_that_comes_again() -> None:
    before = a_folder()
    before = after(before, acts.edit(before, 3, Wording(title="Neu"), entered()))
    need = before.numbered(3)
    voted = replace(entered("Ja 1, Nein 5."), actor="internal_steering_group")
    before = after(before, [need, acts.version_of(need, 3, NeedAct.REJECTED, voted)])

    made = propose(a_desk(), found("A12"), CATALOGUE, before)

    (again,) = [each for each in made if isinstance(each, Need)]
    assert (again.title, again.state) == ("Neu", NeedState.PROPOSED)


@pytest.mark.parametrize("round_number", [1, 2])
def test_the_same_findings_give_the_same_needs(round_number: int) -> None:
    pairs = found("A12", "D15", "E03")

    one = propose(a_desk(round_number), pairs, CATALOGUE)
    other = propose(a_desk(round_number), pairs, CATALOGUE)

    assert [each.model_dump() for each in one] == [each.model_dump() for each in other]
