"""The lists of checks and indicators say what is there."""

import pytest

from docs import list_checks, list_data_checks, list_indicators
from docs.list_data_checks import WHAT, rules_of


@pytest.mark.parametrize("listing", [list_checks, list_data_checks, list_indicators])
def test_a_list_is_written_from_the_rules_as_they_stand(listing: object) -> None:
    kept = listing.LIST.read_text(encoding="utf-8")  # type: ignore[attr-defined]

    assert kept == listing.listed(), "The rules have changed since the list was written: make picture"  # type: ignore[attr-defined]


def test_every_number_of_the_register_has_its_rules() -> None:
    assert list(WHAT) == list(range(1, 66))
    assert all(rules_of(number) for number in WHAT)
