"""A county beside its peers: gold values by hand, who is counted, and what no sum is made of."""

from dataclasses import replace

import pytest
from scipy.stats import chi2_contingency

from models import IndicatorStatus
from steering.indicators.answering.peer_groups import usual_groups
from steering.indicators.answering.peer_standing import Member, PeerStanding, beside_peers
from steering.indicators.defining.catalogue import load_catalogue
from steering.indicators.statistics import newcombe, wilson
from steering.indicators.statistics.peers import PeerGroup
from templates.counties import county_register
from templates.peers import division_named
from tests.steering.indicators.statistics.arrays import of

CATALOGUE = load_catalogue()
D15 = CATALOGUE["D15"]
GROUP = PeerGroup(key="g", typology="t", year=2021, members=("03358", "03351", "03352", "03353", "03354"))


def a_member(code: str, k: float | None = 50, n: float | None = 700, **changes: object) -> Member:
    facts: dict[str, object] = {"code": code, "k": k, "n": n, "status": IndicatorStatus.COMPUTED}
    return Member(**{**facts, **changes})  # type: ignore[arg-type]


OWN = a_member("03358", 163, 1477)
OTHERS = [a_member(code, 40 + place, 600 + 100 * place) for place, code in enumerate(GROUP.members[1:])]


def beside(others: list[Member], own: Member = OWN, key: str = "D15") -> PeerStanding:
    found = beside_peers(GROUP, CATALOGUE[key], own, others)
    assert found is not None
    return found


def test_the_sum_is_that_of_the_cases_and_not_a_mean_of_shares() -> None:
    found = beside(OTHERS)

    assert (found.k, found.n) == (40 + 41 + 42 + 43, 600 + 700 + 800 + 900)
    assert found.value == pytest.approx(100 * 166 / 3000)
    assert found.value != pytest.approx(100 * (40 / 600 + 41 / 700 + 42 / 800 + 43 / 900) / 4)
    assert found.ci == pytest.approx([100 * float(each[0]) for each in wilson(of(166), of(3000))])


def test_the_difference_has_newcombes_interval_and_the_distance_is_that_of_chi_square() -> None:
    found = beside(OTHERS)

    low, high = newcombe((of(163), of(166)), (of(1477), of(3000)))
    table = [[163, 1477 - 163], [166, 3000 - 166]]
    square = chi2_contingency(table, correction=False).statistic
    assert found.difference == pytest.approx(100 * (163 / 1477 - 166 / 3000))
    assert found.difference_ci == pytest.approx((100 * low[0], 100 * high[0]))
    assert (found.z or 0) ** 2 == pytest.approx(square)
    assert found.z_adjusted is None


def test_the_usual_scatter_is_taken_out_of_the_distance() -> None:
    found = beside_peers(GROUP, D15, OWN, OTHERS, scatter=2.5)

    assert found is not None
    assert found.z_adjusted == pytest.approx((found.z or 0) / 2.5)


@pytest.mark.parametrize(
    ("missing", "status"),
    [
        (
            {"k": None, "n": None, "status": IndicatorStatus.INPUT_CONFIDENTIAL},
            IndicatorStatus.INPUT_CONFIDENTIAL,
        ),
        ({"k": 3, "n": 18, "status": IndicatorStatus.TOO_SMALL}, IndicatorStatus.TOO_SMALL),
    ],
)
def test_a_member_without_a_value_is_named_and_stands_in_no_sum(
    missing: dict[str, object], status: IndicatorStatus
) -> None:
    gone = replace(OTHERS[3], **missing)  # type: ignore[arg-type]

    found = beside([*OTHERS[:3], gone])

    assert found.absent == (("03354", status),)
    assert (found.k, found.n, len(found.counted), found.members_count) == (123, 2100, 3, 4)
    assert found.as_json()["missing"] == {"03354": status.value}


def test_two_members_with_a_value_are_too_few() -> None:
    gone = [replace(each, k=None, status=IndicatorStatus.INPUT_MISSING) for each in OTHERS[2:]]

    found = beside([*OTHERS[:2], *gone])

    assert (found.value, found.difference, found.counted) == (None, None, ("03351", "03352"))


def test_without_a_value_of_its_own_a_county_has_no_distance() -> None:
    found = beside(OTHERS, own=a_member("03358", None, None, status=IndicatorStatus.INPUT_MISSING))

    assert found.value is not None
    assert (found.difference, found.z) == (None, None)


def test_one_member_whose_cases_nobody_may_know_keeps_the_whole_sum_back() -> None:
    found = beside([*OTHERS[:3], replace(OTHERS[3], is_told=False)])

    assert found.n == 3000
    assert not found.is_publishable
    public = found.public
    assert (public.value, public.k, public.n, public.ci, public.difference, public.z) == (None,) * 6
    assert public.untold == ("03354",)


def test_a_rate_has_limits_but_no_newcombe_and_an_official_rate_no_sum() -> None:
    rate = next(key for key, each in CATALOGUE.items() if each.formula.kind == "rate")

    found = beside(OTHERS, key=rate)

    assert found.ci is not None
    assert found.difference is not None
    assert found.difference_ci is None
    assert beside_peers(GROUP, CATALOGUE["A11"], OWN, OTHERS) is None


def test_every_county_of_a_divided_land_has_its_region_with_a_name() -> None:
    for code in county_register():
        groups = usual_groups(code)
        assert bool(groups) == (code[2] != "0"), code
        if groups:
            assert code in groups[0].members
            assert groups[0].title != groups[0].key
            assert division_named(code[:3]) in groups[0].title


def test_a_county_that_is_in_no_register_has_no_group() -> None:
    assert usual_groups("03152") == ()
    assert usual_groups("03") == ()
