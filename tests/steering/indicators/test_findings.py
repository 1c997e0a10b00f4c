import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.indicator import Assessment, IndicatorStatus
from models.need import Pattern
from steering.indicators.defining.catalogue import load_catalogue
from steering.indicators.judging.findings import Conspicuity, find_conspicuous, latest, needs_from
from steering.indicators.judging.wording import finding_headline, headline, need_headline
from steering.indicators.measuring.computing import ComputedValue

CATALOGUE = load_catalogue()
NAMES = {"03358": "Heidekreis", "03": "Niedersachsen"}


def a_value(key: str = "D15", **other: object) -> ComputedValue:
    known: dict[str, object] = {"region_code": "03358", "period": "2023", "value": 11.0, "method": "wilson95"}
    return ComputedValue(indicator_key=key, indicator_version=1, **{**known, **other})  # type: ignore[arg-type]


def found(*values: ComputedValue) -> list[Conspicuity]:
    return find_conspicuous(values, CATALOGUE, region_code="03358", land_code="03")


def worse(key: str = "D15", z: float = 2.5) -> ComputedValue:
    return a_value(key, assessment=Assessment.WORSE, z_adjusted=z)


def test_the_latest_value_stands_out_with_the_lands_beside_it() -> None:
    land = a_value(region_code="03", value=7.7)

    (finding,) = found(a_value(period="2022", value=9.0), worse(), land)

    assert finding.pattern is Pattern.LEVEL
    assert finding.reference == land
    assert finding.strength == 2.5


def test_what_stood_out_once_and_no_longer_does_is_no_finding() -> None:
    before = a_value(period="2022", assessment=Assessment.WORSE, z_adjusted=4.0)
    now = a_value(assessment=Assessment.USUAL, z_adjusted=1.0)

    assert found(before, now) == []


def test_what_may_not_be_published_makes_no_finding() -> None:
    assert found(a_value(assessment=Assessment.WORSE, z_adjusted=4.0, is_publishable=False)) == []


def test_a_neutral_indicator_is_never_a_finding() -> None:
    rising = [a_value("D19", period=str(year), value=float(year - 2000)) for year in range(2010, 2024)]

    assert found(*rising) == []


@given(st.lists(st.floats(1, 50), min_size=1, max_size=4))
def test_four_years_are_no_trend(figures: list[float]) -> None:
    series = [a_value(period=str(2015 + place), value=figure) for place, figure in enumerate(figures)]

    assert found(*series) == []


def a_series(*figures: float, first: int = 2012, key: str = "D15") -> list[ComputedValue]:
    return [a_value(key, period=str(first + place), value=figure) for place, figure in enumerate(figures)]


def test_eight_rising_years_are_a_trend_for_the_worse() -> None:
    # Ten years, of which 2016 (limited quality) and 2020 (no full year of Abitur) are known to mislead.
    series = a_series(*(7.0 + place / 2 for place in range(10)))

    (finding,) = found(*series)

    assert finding.pattern is Pattern.TREND
    assert finding.assessment is Assessment.WORSE
    assert finding.trend is not None
    assert (finding.trend.points, finding.trend.excluded) == (8, (2016.0, 2020.0))
    sentence = finding_headline(CATALOGUE["D15"], finding, names=NAMES).replace("\u00a0", " ")
    assert sentence == (
        "Abgehende ohne Hauptschulabschluss: Der Wert stieg im Heidekreis von 7,00 % (2012) auf 11,50 % "
        "(2021), die Ausnahmejahre 2016 und 2020 nicht gerechnet; bei 8 Zeitpunkten ist das mehr, als ein "
        "zufälliges Auf und Ab erklärt."
    )


def test_seven_years_that_count_are_not_spoken_of_as_a_trend() -> None:
    assert found(*a_series(*(7.0 + place / 2 for place in range(9)))) == []


def test_years_before_a_break_of_the_series_do_not_count() -> None:
    # From 2012 on external exams are counted as well: 2007 to 2014 are two series.
    assert found(*a_series(*(7.0 + place / 2 for place in range(8)), first=2007)) == []


def test_years_before_a_new_version_do_not_count() -> None:
    old = a_series(*(7.0 + place / 2 for place in range(11)))
    new = ComputedValue(
        indicator_key="D15", indicator_version=2, region_code="03358", period="2023", value=12.0
    )

    assert found(*old, new) == []


def test_a_trend_for_the_better_is_a_finding_and_no_need() -> None:
    findings = found(*a_series(*(12.0 - place / 2 for place in range(10))))

    assert [finding.assessment for finding in findings] == [Assessment.BETTER]
    assert needs_from(findings, CATALOGUE) == []


def test_needs_follow_the_stations_of_life_whatever_the_order_of_findings() -> None:
    findings = found(worse("A12", 3.0), worse("D15", 2.0), worse("E03", -2.2))

    forward, backward = needs_from(findings, CATALOGUE), needs_from(reversed(findings), CATALOGUE)

    assert forward == backward
    assert [(need.number, need.life_stage) for need in forward] == [
        (1, "lower_secondary"),
        (2, "vocational_education"),
        (3, "framework"),
    ]


def test_findings_of_one_station_make_one_need_the_strongest_first() -> None:
    findings = found(worse("A12", 2.0), worse("A13", 3.0))

    (need,) = needs_from(findings, CATALOGUE)

    assert need.indicator_keys == ("A13", "A12")
    assert need_headline(need, CATALOGUE) == (
        "Bildungschancen auch bei geringem Einkommen sichern; Langzeitarbeitslosigkeit verringern"
    )
    assert need_headline(need, CATALOGUE, language="en").endswith("; Reduce long-term unemployment")


def test_the_latest_value_counts_even_without_a_number() -> None:
    gone = a_value(value=None, status=IndicatorStatus.INPUT_MISSING)

    assert latest([a_value(period="2022"), gone], "03358")["D15"] is gone


@pytest.mark.parametrize("is_publishable", [True, False])
def test_a_value_is_only_told_if_it_may_be_published(*, is_publishable: bool) -> None:
    sentence = headline(CATALOGUE["D15"], a_value(is_publishable=is_publishable), None, names=NAMES)

    assert ("11,00" in sentence) is is_publishable


def test_a_reference_that_may_not_be_published_is_not_told() -> None:
    land = a_value(region_code="03", value=7.7, is_publishable=False)

    assert "7,7" not in headline(CATALOGUE["D15"], a_value(), land, names=NAMES)
