"""Each measure gets exactly one fate, as its owner proposes and the group confirms it."""

from models import Disposition, Fate, ImplementationStatus, ItemResult, MeasureReview
from steering.stages.review_measures import DUTIES
from tests.steering.stages.desks import AT, BASE, a_desk, a_fate, a_measure, a_sheet, decided, declared

STAGE = "review_measures"


def a_review(code: str, proposal: Disposition, *, number: int = 1) -> MeasureReview:
    return MeasureReview(
        id=f"{number}/{code}",
        cycle_id="r-3.0",
        round=number,
        measure_id=f"r/{code}",
        owner_id="r/office",
        status=ImplementationStatus.IN_PROGRESS,
        output="Viel.",
        proposal=proposal,
        reason="Grund.",
        answered_at=AT,
    )


def test_the_owner_of_every_measure_in_force_is_asked() -> None:
    desk = a_desk(
        STAGE,
        a_sheet("M02", BASE),
        a_sheet("M01", BASE),
        a_sheet("M03"),
        *map(a_measure, ("M01", "M02", "M03")),
    )

    asked = DUTIES.asks(desk)

    assert [each.subject_id for each in asked] == ["r/M01", "r/M02"]


def test_fates_follow_the_reviews_of_this_round() -> None:
    desk = a_desk(
        STAGE,
        a_review("M01", Disposition.DROPPED),
        a_review("M01", Disposition.CONTINUED, number=2),
        a_review("M02", Disposition.REORIENTED, number=2),
        round_number=2,
    )

    made = DUTIES.work(desk)

    fates = [record for record in made if isinstance(record, Fate)]
    assert [(fate.measure_id, fate.disposition) for fate in fates] == [
        ("r/M01", Disposition.CONTINUED),
        ("r/M02", Disposition.REORIENTED),
    ]
    assert not any(fate.is_confirmed for fate in fates)
    assert declared(STAGE, made)


def test_only_what_was_adopted_is_confirmed() -> None:
    kept, refused = a_fate("M01", Disposition.CONTINUED), a_fate("M02", Disposition.DROPPED)
    for fate in (kept, refused):
        fate.is_confirmed = False
    desk = a_desk(STAGE, kept, refused)

    made = DUTIES.settle(
        desk, decided("fates", {kept.id: ItemResult.ADOPTED, refused.id: ItemResult.REJECTED})
    )

    assert [record.id for record in made if isinstance(record, Fate) and record.is_confirmed] == [kept.id]
    assert not kept.is_confirmed
