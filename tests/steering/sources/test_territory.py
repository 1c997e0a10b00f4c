"""Keys of regions and their time."""

import pandas as pd
import pytest

from models import ValueStatus
from steering.sources.territory import absence, has_lost_zero, is_key, spans


@pytest.mark.parametrize(
    ("code", "period", "reason"),
    [
        ("03152", "2023", ValueStatus.REGION_DISSOLVED),
        ("03152", "2015-12-31", ValueStatus.NOTHING_OR_NOT_EXISTING),
        ("03152", "2016-12-31", ValueStatus.REGION_DISSOLVED),
        ("03159", "2015-12-31", ValueStatus.REGION_NOT_YET_EXISTING),
        ("03159", "2016", ValueStatus.NOTHING_OR_NOT_EXISTING),
        ("03358004", "2020", ValueStatus.REGION_DISSOLVED),
        ("03358", "2023", ValueStatus.NOTHING_OR_NOT_EXISTING),
    ],
)
def test_an_empty_region_has_its_reason(code: str, period: str, reason: ValueStatus) -> None:
    assert absence(code, period) is reason


def test_every_successor_was_there_after_its_predecessor() -> None:
    for code, span in spans().items():
        if span.successor in spans() and span.valid_to is not None:
            began = spans()[span.successor].valid_from
            assert began is None or 0 <= (began - span.valid_to).days <= 1, code


def test_keys_are_told_from_numbers() -> None:
    codes = pd.Series(
        ["DG", "03", "031", "03358", "03358021", "2023", "17", "00", "3358", "99999", ""], dtype="str"
    )

    assert is_key(codes).tolist() == [True] * 5 + [False] * 6


def test_a_lost_zero_is_seen() -> None:
    codes = pd.Series(["3", "3358", "3358021", "03358", "10041", "DG", "31"], dtype="str")

    assert has_lost_zero(codes).tolist() == [True, True, True, False, False, False, False]
