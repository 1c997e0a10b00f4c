"""Sums of predecessors: counts only, whole only."""

from datetime import date

import pytest

from models import ValueStatus
from steering.errors import NotAllowedNow
from steering.sources.crosswalk import Figure, divided, predecessors, successor, summed
from steering.sources.territory import is_valid_on, spans
from tests.steering.sources.tables import REAL, real_file

REPORTED = ValueStatus.REPORTED


def _figures(**values: float | None) -> dict[str, Figure]:
    return {
        code.removeprefix("r"): Figure(
            value=value, status=REPORTED if value is not None else ValueStatus.UNKNOWN_OR_CONFIDENTIAL
        )
        for code, value in values.items()
    }


def test_goettingen_is_the_sum_of_its_predecessors() -> None:
    found = summed("03159", "2015-12-31", _figures(r03152=255_653, r03156=73_885), is_count=True)

    assert found == Figure(value=329_538, status=REPORTED)


def test_a_rate_is_never_added_up() -> None:
    with pytest.raises(NotAllowedNow) as refused:
        summed("03159", "2015", _figures(r03152=6.5, r03156=7.1), is_count=False)

    assert refused.value.code == "crosswalk_of_rates"


@pytest.mark.parametrize("figures", [_figures(r03152=1), _figures(r03152=1, r03156=None)])
def test_a_partial_sum_is_refused(figures: dict[str, Figure]) -> None:
    with pytest.raises(NotAllowedNow) as refused:
        summed("03159", "2015", figures, is_count=True)

    assert (refused.value.code, refused.value.facts["parts"]) == ("crosswalk_part_missing", "03156")


@pytest.mark.parametrize("code", ["15001", "15082", "15085", "15089", "13071", "13075"])
def test_a_region_that_took_parts_of_others_has_no_sum(code: str) -> None:
    figures = {part: Figure(value=1, status=REPORTED) for part in predecessors(code)}

    with pytest.raises(NotAllowedNow) as refused:
        summed(code, "2005", figures, is_count=True)

    assert refused.value.code == "crosswalk_divided"
    assert divided(code)


@pytest.mark.parametrize(("code", "period"), [("03159", "2016"), ("03159", "2017"), ("03358", "2015")])
def test_nothing_is_added_where_the_region_was_there(code: str, period: str) -> None:
    with pytest.raises(NotAllowedNow) as refused:
        summed(code, period, _figures(r03152=1, r03156=1), is_count=True)

    assert refused.value.code == "crosswalk_not_needed"


def test_walsrode_is_walsrode_and_bomlitz() -> None:
    assert predecessors("03358024") == ("03358004", "03358022")
    assert successor("03358004", date(2020, 1, 1)) == "03358024"
    assert successor("03358004", date(2019, 12, 31)) == "03358004"


def test_a_region_that_grew_is_among_its_own_predecessors() -> None:
    assert predecessors("16063") == ("16056", "16063")


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ((REPORTED, ValueStatus.TRUE_ZERO), REPORTED),
        ((ValueStatus.TRUE_ZERO, ValueStatus.TRUE_ZERO), ValueStatus.TRUE_ZERO),
        ((ValueStatus.TRUE_ZERO, ValueStatus.ROUNDED_TO_ZERO), ValueStatus.ROUNDED_TO_ZERO),
        ((REPORTED, ValueStatus.LIMITED_RELIABILITY), ValueStatus.LIMITED_RELIABILITY),
    ],
)
def test_a_sum_keeps_the_doubts_of_its_parts(
    statuses: tuple[ValueStatus, ValueStatus], expected: ValueStatus
) -> None:
    first, second = statuses
    figures = {"03152": Figure(value=0, status=first), "03156": Figure(value=0, status=second)}

    assert summed("03159", "2015", figures, is_count=True).status is expected


def test_a_rename_keeps_the_key() -> None:
    county = spans()["03358"]

    assert county.former_titles == ("Soltau-Fallingbostel, Landkreis",)
    assert is_valid_on("03358", date(2005, 1, 1))
    assert not is_valid_on("03152", date(2016, 11, 1))
    assert not is_valid_on("03159", date(2016, 10, 31))


@pytest.mark.skipif(not REAL.is_dir(), reason="the published tables are not at hand")
def test_predecessors_cover_the_area_of_their_successor() -> None:
    cells = real_file("genesis_table_csv/11111-0002_1995-2016.csv").cells
    area = {
        (str(row.region_code), str(row.period)): row.value
        for row in cells[["region_code", "period", "value"]].itertuples()
    }
    ended = {span.successor: span.valid_to for span in spans().values() if span.successor and span.valid_to}

    compared = 0
    for code, end in ended.items():
        if len(code) != 5 or divided(code) or end.year > 2016:
            continue
        before = sum(area[part, f"{end.year - 1}-12-31"] for part in predecessors(code))
        after = area[code, f"{end.year}-12-31"]
        assert before == pytest.approx(after, rel=0.002), code
        compared += 1
    assert compared == 28
