"""Who works with a draft hears of a figure in it that was clearly revised, and of no other."""

import pytest

from models import Dependent, Evidence, IndicatorStatus, IndicatorValue, Staleness, StaleReason
from models.columns import key
from steering.office.opening import Office
from steering.office.revised_letters import letters
from tests.steering.office.an_office import at_stage, the_cycle
from tests.steering.releases.cells import a_release


def a_verdict(office: Office, after: float | None, reason: StaleReason = StaleReason.INPUT) -> Staleness:
    """A draft cites a share of 11,04 %; now it would be another one."""
    cycle = the_cycle(office)
    at_stage(office, "draft_plan")
    value = IndicatorValue(
        id="value", cycle_id=cycle.id, round=1, indicator_key="D15", indicator_version=1, region_code="03358",
        period="2023", value=11.04, status=IndicatorStatus.COMPUTED,
    )  # fmt: skip
    with office.writing() as tx:
        tx.keep([value])
        cited = Evidence(draft_id=key(cycle.id, "draft"), reference="E1", value_id="value", shown="11,04 %")
        tx.keep([cited])
    return Staleness(
        release_id="r", kind=Dependent.INDICATOR_VALUE, subject_id="value", cycle_id=cycle.id, reason=reason,
        number=2, cells_count=1, value_before=11.04, value_after=after, noted_at=office.now,
    )  # fmt: skip


@pytest.mark.parametrize(("after", "told"), [(13.2, "13,20"), (None, "nicht mehr zu berechnen")])
def test_a_share_that_moved_by_more_than_a_point_is_told(
    office: Office, after: float | None, told: str
) -> None:
    written = letters(office, a_release("r"), [a_verdict(office, after)])

    assert [letter.occasion for letter in written] == ["figures_revised"]
    assert "[E1]" in written[0].text
    text = " ".join(written[0].text.split()).replace("\u00a0", " ")
    assert "11,04" in text
    assert told in text


@pytest.mark.parametrize(("after", "reason"), [(11.9, StaleReason.INPUT), (13.2, StaleReason.COMPARISON)])
def test_smaller_changes_and_other_yardsticks_are_only_marked(
    office: Office, after: float, reason: StaleReason
) -> None:
    assert letters(office, a_release("r"), [a_verdict(office, after, reason)]) == []
