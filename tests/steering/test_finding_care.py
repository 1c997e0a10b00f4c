"""What a person may do about a finding, and what a run brings about for it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from models import Organisation, QualityAct, QualityCare, QualityFinding, QualityState, Severity
from steering.changes import changed
from steering.errors import NotAllowedNow
from steering.finding_care import acknowledge, assign, release, snooze
from steering.quality_events import cared_after, happened, is_snoozed

NOW = datetime(2028, 3, 1, 8, tzinfo=UTC)
TODAY = date(2028, 3, 1)
IN_MAY = date(2028, 5, 1)


def a_finding(
    severity: Severity = Severity.WARNING,
    state: QualityState = QualityState.OPEN,
    *,
    count: int = 1,
    run: str = "r/quality/collect_data/2",
) -> QualityFinding:
    is_waived = state is QualityState.WAIVED
    return QualityFinding(
        id="f",
        region_key="r",
        suite_key="collect_data",
        rule_key="readings_agree",
        severity=severity,
        state=state,
        what="w",
        place="p",
        mend="m",
        rows_count=count,
        first_seen_at=NOW,
        last_seen_at=NOW,
        last_run_id=run,
        waived_by="office" if is_waived else "",
        waived_reason="known" if is_waived else "",
        waived_until_on=IN_MAY if is_waived else None,
    )


CARE = QualityCare(finding_id="f", rows_sha256="a")
GONE = a_finding(state=QualityState.GONE)
OFFICE = Organisation(id="r/o", region_key="r", key="o", title="Amt", kind="partner", address="")


def refusal(of: object) -> str:
    assert callable(of)
    with pytest.raises(NotAllowedNow) as refused:
        of()
    return refused.value.code


def test_nothing_is_done_about_what_is_mended() -> None:
    acts = (
        lambda: acknowledge(GONE, CARE, by="b", now=NOW),
        lambda: assign(GONE, CARE, OFFICE),
        lambda: snooze(GONE, CARE, reason="r", until=IN_MAY, today=TODAY),
        lambda: release(GONE, CARE, by="b", reason="r", now=NOW),
    )

    assert {refusal(act) for act in acts} == {"finding_is_mended"}


def test_the_first_to_take_note_counts() -> None:
    first = acknowledge(a_finding(), CARE, by="one", now=NOW)
    second = acknowledge(a_finding(), first, by="two", now=NOW + timedelta(days=1))

    assert (second.acknowledged_by, second.acknowledged_at) == ("one", NOW)


def test_what_stops_the_work_is_never_put_off() -> None:
    critical = a_finding(Severity.CRITICAL)

    code = refusal(lambda: snooze(critical, CARE, reason="r", until=IN_MAY, today=TODAY))

    assert code == "critical_is_not_snoozed"


@pytest.mark.parametrize("days", [-1, 0, 185])
def test_a_snooze_ends_in_the_future_and_within_half_a_year(days: int) -> None:
    until = TODAY + timedelta(days=days)

    code = refusal(lambda: snooze(a_finding(), CARE, reason="r", until=until, today=TODAY))

    assert code == "snooze_out_of_bounds"


def test_who_puts_off_or_releases_says_why() -> None:
    critical = a_finding(Severity.CRITICAL)

    assert refusal(lambda: snooze(a_finding(), CARE, reason=" ", until=IN_MAY, today=TODAY)) == (
        "care_without_reason"
    )
    assert refusal(lambda: release(critical, CARE, by="b", reason="", now=NOW)) == "care_without_reason"


def test_what_is_waived_need_not_be_put_off() -> None:
    waived = a_finding(state=QualityState.WAIVED)

    code = refusal(lambda: snooze(waived, CARE, reason="r", until=IN_MAY, today=TODAY))

    assert code == "finding_is_waived"


def test_only_rows_in_quarantine_are_released() -> None:
    without_rows = QualityCare(finding_id="f")

    for finding, care in ((a_finding(), CARE), (a_finding(Severity.CRITICAL), without_rows)):
        code = refusal(lambda f=finding, c=care: release(f, c, by="b", reason="r", now=NOW))
        assert code == "nothing_in_quarantine"
    assert (
        release(a_finding(Severity.CRITICAL, count=3), CARE, by="b", reason="r", now=NOW).released_count == 3
    )


def test_a_snooze_holds_to_its_last_day_and_not_for_more_rows() -> None:
    care = snooze(a_finding(count=2), CARE, reason="r", until=IN_MAY, today=TODAY)

    assert is_snoozed(a_finding(count=2), care, IN_MAY)
    assert not is_snoozed(a_finding(count=2), care, IN_MAY + timedelta(days=1))
    assert not is_snoozed(a_finding(count=3), care, TODAY)


def acts(
    old: QualityFinding | None,
    new: QualityFinding,
    care: QualityCare | None = CARE,
    today: date = TODAY,
) -> list[QualityAct]:
    before = {} if old is None else {"f": old}
    cares = {} if care is None else {"f": care}
    return [event.act for event in happened(before, [new], cares, now=NOW, today=today)]


def test_a_run_tells_what_it_brought_about() -> None:
    open_, gone, waived = a_finding(), GONE, a_finding(state=QualityState.WAIVED)
    snoozed = changed(CARE, snoozed_until_on=TODAY, snoozed_reason="r", snoozed_count=1)

    assert acts(None, open_, None) == [QualityAct.APPEARED]
    assert acts(open_, open_) == []
    assert acts(open_, gone) == [QualityAct.GONE]
    assert acts(gone, gone) == []
    assert acts(gone, open_) == [QualityAct.RETURNED]
    assert acts(waived, open_) == [QualityAct.WAIVER_ENDED]
    assert acts(waived, waived) == []
    assert acts(open_, a_finding(count=2)) == [QualityAct.GREW]
    assert acts(a_finding(count=2), open_) == []
    assert acts(open_, open_, snoozed, TODAY) == []
    assert acts(open_, open_, snoozed, TODAY + timedelta(days=1)) == [QualityAct.SNOOZE_ENDED]


def test_what_is_older_than_this_record_is_told_as_new() -> None:
    assert acts(a_finding(), a_finding(), None) == [QualityAct.APPEARED]
    assert acts(GONE, GONE, None) == []


def test_the_same_run_once_more_makes_the_same_events() -> None:
    one, same = (happened({}, [a_finding()], {}, now=NOW, today=TODAY) for _ in range(2))
    later = happened({}, [a_finding(run="r/quality/collect_data/3")], {}, now=NOW, today=TODAY)

    assert [each.id for each in one] == [each.id for each in same] != [each.id for each in later]


def test_what_returns_keeps_its_owner_and_forgets_the_rest() -> None:
    care = changed(
        CARE,
        assigned_id="r/o",
        acknowledged_at=NOW,
        acknowledged_by="b",
        released_at=NOW,
        released_by="b",
        released_reason="r",
        released_count=9,
    )

    (again,) = cared_after({"f": GONE}, [a_finding()], {"f": care}, {"f": "leavers"}, TODAY)

    assert (again.assigned_id, again.source_key, again.rows_sha256) == ("r/o", "leavers", "a")
    assert (again.acknowledged_at, again.released_at, again.released_count) == (None, None, 0)


def test_what_has_woken_is_awake() -> None:
    care = changed(CARE, snoozed_until_on=TODAY, snoozed_reason="r", snoozed_count=1)

    (awake,) = cared_after({"f": a_finding()}, [a_finding()], {"f": care}, {}, TODAY + timedelta(days=1))

    assert awake.snoozed_until_on is None
