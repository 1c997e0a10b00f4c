"""Every rule of figures is broken once and caught; a good desk breaks none."""

import inspect

import pytest

from expectations.figures import EXPECTATIONS
from expectations.sources import arithmetic, cells, deliveries, series
from expectations.stages import collect_data
from steering.figures.checks import CHECKS
from templates.rules import rule_text
from tests.expectations.sources.a_good_desk import a_good_desk
from tests.expectations.sources.breaks import BREAKS, LAST
from tests.expectations.stages.test_suites import BREAKS as BREAKS_OF_STAGES

# Great Expectations and its libraries warn about themselves while they are imported.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")

RULES = {rule.key: rule for rule in collect_data.SUITE.rules}


def test_a_good_desk_breaks_no_rule() -> None:
    assert a_good_desk().faults() == {}


@pytest.mark.parametrize("key", BREAKS)
def test_a_rule_catches_its_fault_and_says_where(key: str) -> None:
    desk = a_good_desk()
    BREAKS[key](desk)

    fault = desk.faults(RULES[key])[key]

    assert fault.rows_count == len(fault.rows) > 0
    assert fault.severity is RULES[key].severity
    for language in ("de", "en"):
        told = rule_text(language, key, {**fault.rows[0], "count": fault.rows_count, "observed": ""})
        assert "{" not in told.what + told.mend
        assert "None" not in told.what


def test_every_rule_is_broken_somewhere() -> None:
    of_figures = [*cells.RULES, *arithmetic.RULES, *series.RULES, *deliveries.RULES]

    broken = set(BREAKS) | set(BREAKS_OF_STAGES["collect_data"])

    assert {rule.key for rule in of_figures} <= broken
    assert broken == set(RULES)


def test_each_expectation_of_figures_has_its_check_and_takes_its_options() -> None:
    options = {name: tuple(inspect.signature(check).parameters)[1:] for name, check in CHECKS.items()}

    assert options == {name: told.options for name, told in EXPECTATIONS.items()}


def test_a_secret_rest_is_told_nowhere() -> None:
    desk = a_good_desk()
    BREAKS["known_parts_fit"](desk)

    (row,) = desk.faults(RULES["known_parts_fit"])["known_parts_fit"].rows

    assert not {"total", "parts_sum", "difference"} & set(row)


def test_a_line_that_one_region_lacks_is_missed() -> None:
    desk = a_good_desk()
    gone = desk.where(breakdown="school_type=primary", region_code="03358", variable="pup", period=LAST)
    desk.cells = desk.cells[~gone]

    fault = desk.faults(RULES["categories_are_there"])["categories_are_there"]

    assert {row["missing"] for row in fault.rows} == {"school_type=primary (03358)"}
