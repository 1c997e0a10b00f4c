"""What rules say of themselves, and what no body can follow."""

from fractions import Fraction
from typing import Any

import pytest

from models import Majority, MajorityBase
from steering.rules_of_procedure import Abstentions, DayUnit, Rules

COUNCIL = Rules(
    seats_count=51,
    notice_days=10,
    notice_unit=DayUnit.WORKING,
    urgent_notice_days=3,
    first_meeting_notice_days=7,
    sources={"majority": "§ 66 (1) NKomVG", "tie": "assumed", "notice_days": "proposed"},
)


def test_the_notice_period_depends_on_the_meeting() -> None:
    assert COUNCIL.notice() == (10, DayUnit.WORKING)
    assert COUNCIL.notice(is_urgent=True) == (3, DayUnit.WORKING)
    assert COUNCIL.notice(is_first_of_term=True, is_urgent=True) == (7, DayUnit.CALENDAR)
    assert Rules(seats_count=5).notice(is_first_of_term=True, is_urgent=True) == (14, DayUnit.CALENDAR)


def test_only_what_is_written_somewhere_is_quoted() -> None:
    assert COUNCIL.law("tie", "majority") == "§ 66 (1) NKomVG"
    assert COUNCIL.law("notice_days") == ""
    assert COUNCIL.source("tie", "majority") == "assumed"


def test_an_absolute_majority_is_one_of_all_seats_whatever_else_is_written() -> None:
    absolute = Rules(seats_count=9, majority=Majority.ABSOLUTE, majority_base=MajorityBase.VOTES)

    assert absolute.base is MajorityBase.SEATS
    assert absolute.abstentions_weigh
    assert not Rules(seats_count=9).abstentions_weigh
    assert Rules(seats_count=9, abstentions=Abstentions.COUNT_AS_NO).abstentions_weigh


@pytest.mark.parametrize(
    "wrong",
    [
        {"quorum_share": Fraction(3, 2)},
        {"circulation_consent_share": Fraction(-1, 2)},
        {"majority": Majority.OWN},
        {"majority_share": Fraction(3, 5)},
        {"seats_count": -1},
    ],
)
def test_what_no_body_can_follow_is_no_rule(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"share|seats"):
        Rules(**{"seats_count": 9, **wrong})
