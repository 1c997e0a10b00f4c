"""Sums over peer groups: printed only where they say nothing that papers do not say already."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from models import Ground, IndicatorStatus, IndicatorValue, Withheld
from steering.disclosure.counts import Count, key_of
from steering.disclosure.deciding import Decision, attack, decide
from steering.disclosure.gate import Gate
from steering.disclosure.preparing import Given, Verdict
from steering.disclosure.register import NOTHING_TOLD
from steering.disclosure.statements import exactly
from steering.documents.education import education_report
from steering.indicators.defining.catalogue import load_catalogue
from steering.indicators.statistics.peers import PeerGroup
from steering.stage import Desk
from steering.stages.analyse_indicators import analyse
from templates.document_facts import PeerRow
from templates.documents import write_document
from tests.steering.disclosure.a_round import OWN, PEERS, a_land, analysed, leavers
from tests.steering.disclosure.test_attacker import given_away, published
from tests.steering.disclosure.understanding import knowledge

CATALOGUE = load_catalogue()
NAMES = {"D15": "lv_no", "D17": "lv_hsa", "D18": "lv_mid", "D19": "lv_ahr"}
YEAR = "2023"
SOME = ("03351", "03352", "03353", "03354", OWN)


def a_group(*members: str) -> PeerGroup:
    return PeerGroup(
        key="some",
        title="Kreise im Norden",
        title_en="Counties in the north",
        typology="Einteilung eines Instituts",
        year=2021,
        members=members,
        source="example.org",
    )


def a_value(k: float, n: float, region: str = "03351", key: str = "D15", digits: int = 2) -> IndicatorValue:
    return IndicatorValue(
        id=f"{key}/{region}",
        cycle_id="c",
        round=1,
        indicator_key=key,
        indicator_version=1,
        region_code=region,
        period=YEAR,
        value=round(k / n * 100, digits),
        numerator=k,
        denominator=n,
        status=IndicatorStatus.COMPUTED,
        is_publishable=3 <= k <= n - 3,
    )


def hidden(region: str = "03351") -> Decision:
    count = Count("lv_no", "", region, YEAR)
    return Decision(counts={count: Verdict(ground=Ground.FOR_ANOTHER)})


@pytest.mark.parametrize(
    ("decision", "n", "is_told"),
    [
        (Decision(), 1_000, True),
        (Decision(), 90_000, True),
        (hidden(), 1_000, True),
        (hidden(), 90_000, False),
        (hidden("03352"), 90_000, True),
    ],
)
def test_cases_are_told_by_the_share_itself_or_by_cells_that_may_be_shown(
    decision: Decision, n: float, *, is_told: bool
) -> None:
    assert Gate(decision=decision, indicators=CATALOGUE).tells_cases(a_value(163, n)) is is_told


def test_cases_of_a_withheld_value_are_not_told() -> None:
    value = a_value(163, 1_000)
    decision = Decision(figures={key_of(value): Verdict(ground=Ground.FOR_ANOTHER)})

    assert not Gate(decision=decision, indicators=CATALOGUE).tells_cases(value)
    assert not Gate(decision=Decision(), indicators=CATALOGUE).tells_cases(a_value(2, 1_000))


def a_desk_with(group: PeerGroup, few: float) -> tuple[Mapping[tuple[str, str], Mapping[str, float]], Desk]:
    """A round in which one member of the group has few cases."""
    own = {year: leavers(55, 115, 310, 150) for year in ("2022", YEAR)}
    world = a_land(own, {("03352", YEAR): leavers(few, 92 - few, 200, 100)})
    return world, replace(analysed(world, chosen=tuple(NAMES)), groups=(group,))


def rows_of(desk: Desk, key: str = "D15") -> tuple[PeerRow, ...]:
    chapters = education_report(desk).chapters
    return next(each.peers for chapter in chapters for each in chapter.indicators if each.key == key)


def test_a_sum_with_a_withheld_member_stays_back_and_nothing_follows() -> None:
    world, desk = a_desk_with(a_group(*SOME), few=2)
    read = published(desk)

    row = rows_of(desk)[0]

    assert (row.value, row.base_count, row.difference, row.reason) == (None, None, "", "withheld")
    assert given_away(world, read) == []
    page = write_document("education_report", education_report(desk))
    assert "Vergleichsgruppe: Kreise im Norden (2021)" in page
    assert "• (unterliegt der Geheimhaltung)" in page


def test_printed_all_the_same_it_would_give_the_member_away(monkeypatch: pytest.MonkeyPatch) -> None:
    world, desk = a_desk_with(a_group(*SOME), few=2)
    withheld = {(each.name, each.region_code) for each in desk.records.all(Withheld)}
    members = ["03352", *(code for code in PEERS if code != OWN and ("D15", code) not in withheld)][:4]
    told = exactly(
        tuple((Count("lv_no", "", code, YEAR), 1.0) for code in members),
        sum(world[code, YEAR]["lv_no"] for code in members),
    )
    monkeypatch.setattr(
        "tests.steering.disclosure.test_attacker.knowledge", lambda read: [*knowledge(read), told]
    )

    assert "lv_no 03352 2023" in given_away(world, published(desk))


def test_without_few_cases_the_sum_is_told_with_interval_and_distance() -> None:
    world, desk = a_desk_with(a_group(*SOME), few=42)

    row = rows_of(desk)[0]

    members = [code for code in SOME if code != OWN]
    k, n = (sum(world[code, YEAR][name] for code in members) for name in ("lv_no", "lv"))
    assert row.value == pytest.approx(100 * k / n)
    assert (row.base_count, row.counted, row.members, row.reason) == (n, 4, 4, "")
    assert row.low is not None
    assert row.low < 100 * k / n < (row.high or 0)
    assert row.difference.startswith("−" if k / n > 55 / 630 else "+")


def test_a_member_without_a_value_is_named_and_not_counted() -> None:
    _, desk = a_desk_with(a_group(*SOME, "03356"), few=42)

    row = rows_of(desk)[0]

    assert (row.counted, row.members) == (4, 5)
    assert row.absent == "Ohne Wert: Osterholz (Ausgangswerte fehlen)."


def test_of_two_counties_with_a_value_no_sum_is_told() -> None:
    _, desk = a_desk_with(a_group("03351", "03353", "03356", OWN), few=42)

    row = rows_of(desk)[0]

    assert (row.value, row.counted, row.reason) == (None, 2, "peer_few_members")


def test_a_member_outside_the_yardstick_is_computed_as_well() -> None:
    world = a_land({YEAR: leavers(55, 115, 310, 150)}, {})
    desk = analysed(world, chosen=("D15",))
    narrow = replace(desk, peers=(OWN, "03353"), groups=(a_group(*SOME),))

    made = {each.region_code for each in analyse(narrow) if isinstance(each, IndicatorValue)}

    assert made == {*SOME, "03", "DG"}


COUNTIES = ("03351", "03352", "03353", OWN)
counts = st.one_of(st.integers(0, 6), st.integers(0, 60), st.integers(0, 20_000))
SHARES = {key: NAMES[key] for key in ("D15", "D17", "D19")}
worlds = st.lists(
    st.tuples(counts, counts, counts, counts), min_size=len(COUNTIES) + 1, max_size=len(COUNTIES) + 1
).filter(lambda rows: all(sum(row) >= 30 for row in rows))


# Here every share may be shown, and yet the sum of all cases would give a hidden cell away.
LARGE = [(0, 15, 291, 0), (0, 3, 291, 0), (6, 6, 1, 19884), (4, 4952, 1, 4), (1, 3, 35, 3210)]


@settings(max_examples=2, deadline=None)
@given(worlds)
@example(LARGE)
def test_no_sum_that_is_printed_adds_to_what_an_attacker_knows(rows: list[tuple[int, ...]]) -> None:
    regions = (*COUNTIES, "03359")
    numbers: dict[Count, float] = {}
    for region, row in zip(regions, rows, strict=True):
        numbers |= {
            Count(name, "", region, YEAR): float(number)
            for name, number in zip(NAMES.values(), row, strict=True)
        }
        numbers[Count("lv", "", region, YEAR)] = float(sum(row))
    for name in (*NAMES.values(), "lv"):
        numbers[Count(name, "", "03", YEAR)] = sum(numbers[Count(name, "", each, YEAR)] for each in regions)
    values = [
        a_value(numbers[Count(name, "", region, YEAR)], numbers[Count("lv", "", region, YEAR)], region, key)
        for key, name in SHARES.items()
        for region in (*regions, "03")
    ]
    given_ = Given(numbers=numbers, shown=frozenset(numbers), region_code=OWN)
    decision = decide(values, CATALOGUE, given_)
    gate = Gate(decision=decision, indicators=CATALOGUE)
    members = [code for code in COUNTIES if code != OWN]

    printed = [
        exactly(
            tuple((Count(name, "", code, YEAR), 1.0) for code in members),
            sum(numbers[Count(name, "", code, YEAR)] for code in members),
        )
        for key, name in SHARES.items()
        if all(
            gate.tells_cases(each)
            for each in values
            if each.indicator_key == key and each.region_code in members
        )
    ]

    before = attack(values, CATALOGUE, decision, given_)
    after = attack(values, CATALOGUE, decision, replace(given_, register=NOTHING_TOLD.and_also(printed)))
    assert after.given_away == before.given_away
