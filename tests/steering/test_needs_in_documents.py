"""The list of topics tells of needs as acknowledged, of those that were dropped, and what changed since."""

import pytest
from sqlmodel import SQLModel

from models import Dependent, Need, NeedEvidence, NeedState, NeedVersion, Staleness, StaleReason
from models.need_history import NeedAct
from steering.documents.topics import topic_list
from templates.documents import write_document
from tests.steering.documented import CYCLE, NOW, a_desk, everything

MARKED = "11,04 % verließen die Schule ohne Abschluss. [beruht auf geändertem Wert]"


def dropped() -> list[SQLModel]:
    need = Need(
        id="need/2",
        cycle_id=CYCLE,
        round=1,
        number=2,
        title="Schulwege verbessern",
        life_stage="framework",
        focus_area_key="framework",
        state=NeedState.REJECTED,
        is_own=True,
    )
    version = NeedVersion(
        need_id="need/2",
        number=1,
        act=NeedAct.REJECTED,
        state=NeedState.REJECTED,
        title=need.title,
        reason="Darüber entscheidet der Kreistag gesondert",
        actor="coordinator",
        at=NOW,
    )
    return [need, NeedEvidence(need_id="need/2", number=1, text="Umfrage 2026"), version]


def a_verdict(number: int, reason: StaleReason) -> Staleness:
    return Staleness(
        release_id=f"release/{number}",
        kind=Dependent.FINDING,
        subject_id="finding/1",
        cycle_id=CYCLE,
        reason=reason,
        number=number,
        cells_count=1,
        noted_at=NOW,
    )


def test_a_need_that_was_dropped_stays_to_be_read_with_its_reason() -> None:
    page = write_document("topic_list", topic_list(a_desk(records=[*everything(), *dropped()])))

    assert "Handlungsbedarfe, die nicht weiterverfolgt werden" in page
    assert "Begründung: Darüber entscheidet der Kreistag gesondert." in page
    assert "<li>Beleg: Umfrage 2026</li>" in page


def test_without_a_dropped_need_nothing_is_said_of_any() -> None:
    assert "nicht weiterverfolgt" not in write_document("topic_list", topic_list(a_desk()))


@pytest.mark.parametrize(
    ("verdicts", "is_marked"),
    [
        ([], False),
        ([StaleReason.INPUT], True),
        ([StaleReason.COMPARISON], True),
        ([StaleReason.INPUT, StaleReason.RESTORED], False),
        ([StaleReason.INPUT, StaleReason.RESTORED, StaleReason.INPUT], True),
    ],
)
def test_a_finding_whose_value_changed_since_is_marked_and_stays(
    verdicts: list[StaleReason],
    is_marked: bool,  # noqa: FBT001
) -> None:
    kept = [a_verdict(number, reason) for number, reason in enumerate(verdicts)]

    facts = topic_list(a_desk(records=[*everything(), *reversed(kept)]))

    (sentence,) = facts.topics[1].needs[0].sentences
    assert (sentence == MARKED) is is_marked
    assert sentence.startswith("11,04 %")
