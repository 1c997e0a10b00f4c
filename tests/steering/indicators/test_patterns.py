from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from models.indicator import Assessment
from models.need import Pattern
from steering.indicators.defining.catalogue import load_catalogue
from steering.indicators.defining.formula import Formula, Kind
from steering.indicators.defining.targets import Target
from steering.indicators.defining.terms import Term
from steering.indicators.judging.findings import Conspicuity, Group, find_conspicuous
from steering.indicators.judging.known_years import KnownYears, known_years
from steering.indicators.judging.missed_targets import standing_of
from steering.indicators.measuring.computing import ComputedValue
from steering.indicators.statistics import wilson
from steering.indicators.statistics.targets import Standing

CATALOGUE = load_catalogue()
MALE, FEMALE = "sex=male", "sex=female"


def a_share(k: float, n: float, *, period: str = "2023", key: str = "D15", **other: object) -> ComputedValue:
    low, high = wilson(np.array([k]), np.array([n]))
    return ComputedValue(
        indicator_key=key,
        indicator_version=1,
        region_code="03358",
        period=period,
        value=100 * k / n,
        numerator=k,
        denominator=n,
        ci_low=100 * float(low[0]),
        ci_high=100 * float(high[0]),
        **other,  # type: ignore[arg-type]
    )


def a_rate(*figures: float, first: int = 2010) -> list[ComputedValue]:
    """The unemployment rate as it is published, year after year."""
    return [
        ComputedValue(
            indicator_key="A11",
            indicator_version=1,
            region_code="03358",
            period=str(first + place),
            value=figure,
        )
        for place, figure in enumerate(figures)
    ]


def a_target(**other: object) -> Target:
    plain: dict[str, object] = {
        "indicator_key": "D15",
        "low": None,
        "high": 8.0,
        "decided_on": date(2018, 12, 14),
        "resolution": "KT 2018/12",
        "from_year": 2019,
    }
    return Target(**{**plain, **other})  # type: ignore[arg-type]


def found(*values: ComputedValue, **options: object) -> list[Conspicuity]:
    return find_conspicuous(values, CATALOGUE, region_code="03358", land_code="03", **options)  # type: ignore[arg-type]


def groups(first: tuple[float, float], second: tuple[float, float]) -> dict[str, list[tuple[Group, Group]]]:
    pair = (
        Group(breakdown=MALE, numerator=first[0], denominator=first[1]),
        Group(breakdown=FEMALE, numerator=second[0], denominator=second[1]),
    )
    return {"D15": [pair]}


def test_boys_and_girls_apart_by_more_than_chance_are_a_gap() -> None:
    (finding,) = found(a_share(163, 1477), groups=groups((113, 743), (50, 734)))

    assert finding.pattern is Pattern.GAP
    assert finding.assessment is Assessment.WORSE
    assert finding.gap is not None
    assert finding.gap.difference == pytest.approx(100 * (113 / 743 - 50 / 734))
    assert 0 < finding.gap.low < finding.gap.difference < finding.gap.high
    assert finding.gap.first is not None
    assert finding.gap.first.breakdown == MALE


def test_boys_and_girls_of_the_heidekreis_are_apart_by_no_more_than_chance() -> None:
    # 12.5 % and 9.5 %: three points, which chance alone brings about once in fourteen years.
    assert found(a_share(163, 1477), groups=groups((93, 743), (70, 734))) == []


def test_of_several_gaps_the_widest_is_told() -> None:
    wide = groups((143, 743), (20, 734))["D15"]
    narrow = groups((113, 743), (50, 734))["D15"]

    (finding,) = found(a_share(163, 1477), groups={"D15": [*narrow, *wide, *narrow]})

    assert finding.gap is not None
    assert finding.gap.first == wide[0][0]


def test_an_indicator_that_is_a_gap_itself_is_described_and_not_judged() -> None:
    value = ComputedValue(
        indicator_key="D20",
        indicator_version=1,
        region_code="03358",
        period="2023",
        value=6.0,
        ci_low=2.5,
        ci_high=9.5,
    )

    (finding,) = found(value)

    assert (finding.pattern, finding.assessment) == (Pattern.GAP, Assessment.NO_STATEMENT)
    assert finding.strength == pytest.approx(1.96 * 6 / 3.5, abs=0.001)


def test_a_gap_among_many_that_were_looked_at_must_withstand_that() -> None:
    barely = groups((96, 743), (68, 734))["D15"]
    none = groups((80, 740), (80, 740))["D15"]

    alone = found(a_share(163, 1477), groups={"D15": barely})
    among_many = found(a_share(163, 1477), groups={"D15": [*barely, *none * 30]})

    assert [each.screened_count for each in alone] == [1]
    assert among_many == []


def test_what_stands_out_says_among_how_many_and_whether_it_withstands() -> None:
    level = a_share(163, 1477, assessment=Assessment.WORSE, z_adjusted=1.97)
    none = groups((80, 740), (80, 740))["D15"]

    (finding,) = found(level, groups={"D15": none * 30})

    assert finding.pattern is Pattern.LEVEL
    assert finding.screened_count == 31
    assert finding.p_value == pytest.approx(0.0488, abs=0.0001)
    assert finding.adjusted_p == pytest.approx(1.0)
    assert not finding.withstands


STEADY = (7.0, 7.2, 6.9, 7.1, 7.0, 7.2, 6.8, 7.0, 7.1, 6.9, 7.1)


def test_a_jump_that_nothing_explains_is_a_break() -> None:
    (finding,) = found(*a_rate(*STEADY, 12.0))

    assert finding.pattern is Pattern.BREAK
    assert finding.assessment is Assessment.WORSE
    assert finding.before is not None
    assert (finding.before.period, finding.value.period) == ("2020", "2021")
    assert finding.strength > 5


def test_a_jump_of_years_ago_is_no_finding_of_today() -> None:
    assert found(*a_rate(*STEADY[:9], 12.0, 12.1, 11.9)) == []


def test_a_jump_over_a_gap_is_none() -> None:
    assert found(*a_rate(*STEADY), *a_rate(12.0, first=2022)) == []


def test_a_jump_that_a_known_event_explains_is_none() -> None:
    years = range(2012, 2021)
    shares = [a_share(100 + place % 3, 1400, period=str(year)) for place, year in enumerate(years)]

    # 2020 is the year without a full Abitur in Lower Saxony.
    assert found(*shares[:-1], a_share(300, 1400, period="2020")) == []


def test_a_jump_of_few_cases_that_chance_explains_is_none() -> None:
    counts = (10, 11, 10, 10, 11, 10, 11, 10, 10, 11, 10)
    few = [a_share(k, 140, period=str(2001 + place), key="A12") for place, k in enumerate(counts)]

    assert found(*few, a_share(16, 140, period="2012", key="A12")) == []


def test_a_target_missed_for_two_years_is_a_finding() -> None:
    values = [a_share(90, 1477, period="2021"), a_share(150, 1477, period="2022"), a_share(149, 1477)]

    (finding,) = found(*values, targets=[a_target()])

    assert finding.pattern is Pattern.TARGET
    assert finding.assessment is Assessment.WORSE
    assert finding.target == a_target()
    assert finding.strength > 1.96
    assert finding.p_value is None
    assert finding.screened_count == 0


def test_one_ordinary_year_beside_the_target_is_no_finding() -> None:
    # 9.7 %, interval 8.3 to 11.3: outside at 95 %, not at 99 % (7.9).
    values = [a_share(110, 1477, period="2022"), a_share(143, 1477)]

    assert found(*values, targets=[a_target()]) == []


def test_one_year_that_is_sure_is() -> None:
    values = [a_share(110, 1477, period="2022"), a_share(200, 1477)]

    assert [each.pattern for each in found(*values, targets=[a_target()])] == [Pattern.TARGET]


def test_years_before_the_resolution_do_not_count_as_a_first_year() -> None:
    values = [a_share(143, 1477, period="2022"), a_share(143, 1477)]

    target = a_target(from_year=2023)

    assert found(*values, targets=[target]) == []
    alone = standing_of(CATALOGUE["D15"], values, [target]).alone
    assert alone.tolist() == [Standing.NO_STATEMENT, Standing.WORSE]


def test_a_value_below_the_corridor_counts_where_higher_is_better() -> None:
    low = [a_share(100, 1477, period=str(year), key="E03") for year in (2022, 2023)]

    (finding,) = found(*low, targets=[a_target(indicator_key="E03", low=30.0, high=None)])

    assert finding.pattern is Pattern.TARGET


def test_a_value_without_an_interval_is_not_held_against_a_target() -> None:
    values = a_rate(9.0, 9.0, 9.0, first=2021)

    assert found(*values, targets=[a_target(indicator_key="A11", high=6.0)]) == []
    standing = standing_of(CATALOGUE["A11"], values, [a_target(indicator_key="A11", high=6.0)])
    assert standing.shown.tolist() == [Standing.NO_STATEMENT] * 3


def test_a_break_explains_the_change_into_its_first_year_and_no_other() -> None:
    known = KnownYears(breaks=frozenset({2012}))

    assert [known.explain(year - 1, year) for year in (2011, 2012, 2013)] == [False, True, False]


def test_a_series_too_short_to_speak_of_is_not_counted_among_what_was_looked_at() -> None:
    level = a_share(163, 1477, period="2019", assessment=Assessment.WORSE, z_adjusted=2.5)
    before = [a_share(160 + place % 3, 1477, period=str(2012 + place)) for place in range(7)]

    (finding,) = found(*before, level)

    assert finding.screened_count == 1


def test_what_is_known_of_an_indicator_comes_from_its_tables_and_figures() -> None:
    known = known_years(CATALOGUE["D15"], "03358")

    assert {2016, 2020, 2011, 2004} <= known.artefacts
    assert known.breaks == {2012}
    assert known.explain(2019, 2020)
    assert known.explain(2020, 2021)
    assert not known.explain(2021, 2022)
    assert known.explain(2010, 2013)
    # The Fachhochschulreife is no figure of this indicator, and Hesse is not our Land.
    assert 2014 not in known.breaks
    assert 2007 not in known.artefacts


def test_a_change_over_years_is_an_artefact_while_only_one_end_is_counted_anew() -> None:
    # The census of 2022 changed the population: until 2026 a change over five years has it at one end only.
    over_five_years = replace(
        CATALOGUE["A03"],
        formula=Formula(
            kind=Kind.CHANGE,
            numerator=(Term(variable="pop_total"),),
            denominator=(Term(variable="pop_total", lags=(-5,)),),
        ),
    )

    known = known_years(over_five_years, "03358")

    assert {2022, 2023, 2024, 2025, 2026} <= known.artefacts
    assert 2027 in known.breaks
    assert 2022 not in known.breaks


def test_events_that_the_entry_names_are_left_out_as_well() -> None:
    named = replace(CATALOGUE["A11"], excluded_by=("ni_2020_abitur",))

    assert 2020 in known_years(named, "03358").artefacts
    assert 2020 not in known_years(CATALOGUE["A11"], "03358").artefacts
