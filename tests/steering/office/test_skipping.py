"""A coordinator who skips every stage gets plain words about what is missing, and never a crash."""

from itertools import pairwise

import pytest

from flows.anatomy import walk
from models import StageState
from steering.cycle import CYCLE
from steering.office import cycles
from steering.office.opening import Office
from tests.steering.office.an_office import the_cycle

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")


def test_each_stage_says_what_it_lacks_when_the_one_before_was_skipped(office: Office) -> None:
    walk(office, the_cycle(office))

    for stage, following in pairwise(CYCLE):
        cycles.skip(office, the_cycle(office), stage.key, reason="Eilt.")
        reached = walk(office, the_cycle(office))

        assert reached is not None
        assert (reached.stage, reached.state) == (following.key, StageState.OPEN)
        assert reached.waits_for

    faulty = [letter for letter in office.archive.messages() if letter.occasion == "data_quality"]
    assert len({letter.stage_key for letter in faulty}) == 4
