"""Bad data cannot pass the gate in silence: hundreds of spoilt tables, each stopped or reported."""

import pytest

from tests.expectations.sources.a_good_desk import a_good_desk
from tests.expectations.sources.mutants import ACCEPTED, mutants

# Great Expectations and its libraries warn about themselves while they are imported.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")

MUTANTS = dict(mutants())
EVERY = 40


def passes_unseen(name: str) -> bool:
    desk = a_good_desk()
    MUTANTS[name](desk)
    return desk.faults() == {}


def test_there_are_hundreds_of_mutants_and_reasons_for_those_accepted() -> None:
    assert len(MUTANTS) >= 200
    assert set(ACCEPTED) <= set(MUTANTS)
    assert all(reason.endswith(".") for reason in ACCEPTED.values())


@pytest.mark.parametrize("name", list(MUTANTS)[::EVERY])
def test_a_mutant_is_noticed(name: str) -> None:
    assert passes_unseen(name) == (name in ACCEPTED)


@pytest.mark.survival
def test_every_mutant_is_noticed_but_for_those_accepted() -> None:
    assert {name for name in MUTANTS if passes_unseen(name)} == set(ACCEPTED)
