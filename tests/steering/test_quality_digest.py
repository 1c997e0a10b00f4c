"""The digest: never empty, nothing twice, what is critical at once and the rest once a week."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import QualityAct, QualityCare, QualityEvent, QualityFinding, QualityState, Severity
from steering.quality_digest import Digest, Known, digest_for, responsible

NOW = datetime(2028, 3, 1, 8, tzinfo=UTC)
TODAY = date(2028, 3, 1)


@dataclass
class World:
    """Findings, what happened to them and who was told, in a form that a test can move on."""

    findings: dict[str, QualityFinding] = field(default_factory=dict)
    cares: dict[str, QualityCare] = field(default_factory=dict)
    events: dict[str, list[QualityEvent]] = field(default_factory=dict)
    told: dict[str, set[str]] = field(default_factory=dict)
    last: dict[str, date] = field(default_factory=dict)
    day: int = 0

    def find(
        self,
        name: str,
        act: QualityAct = QualityAct.APPEARED,
        *,
        severity: Severity = Severity.WARNING,
        rule: str = "readings_agree",
        source: str = "leavers",
    ) -> None:
        state = QualityState.GONE if act is QualityAct.GONE else QualityState.OPEN
        self.findings[name] = QualityFinding(
            id=name,
            region_key="r",
            suite_key="collect_data",
            rule_key=rule,
            severity=severity,
            state=state,
            what="w",
            place="p",
            mend="m",
            rows_count=2,
            owner_id="o",
            first_seen_at=NOW,
            last_seen_at=NOW,
            last_run_id="run",
        )
        self.cares.setdefault(name, QualityCare(finding_id=name, source_key=source))
        mine = self.events.setdefault(name, [])
        at = NOW + timedelta(days=self.day, seconds=len(mine))
        mine.append(QualityEvent(id=f"{name}/{len(mine)}", finding_id=name, act=act, at=at))

    @property
    def today(self) -> date:
        return TODAY + timedelta(days=self.day)

    def due(self, to: str = "coordinator") -> Digest | None:
        known = Known(cares=self.cares, events=self.events, told=self.told, last_told_on=self.last)
        return digest_for(to, self.findings.values(), known, self.today)

    def tell(self, to: str = "coordinator") -> Digest | None:
        digest = self.due(to)
        if digest is not None:
            self.told.setdefault(to, set()).update(digest.event_ids)
            self.last[to] = self.today
        return digest


def names(digest: Digest | None) -> list[str]:
    assert digest is not None
    return [item.finding.id for group in digest.groups for item in group.items]


def resolved(digest: Digest | None) -> list[str]:
    assert digest is not None
    return [item.finding.id for group in digest.resolved for item in group.items]


def test_where_nothing_is_new_nobody_is_written_to() -> None:
    assert World().due() is None


def test_findings_are_grouped_by_table_and_rule_the_worst_first() -> None:
    world = World()
    world.find("a")
    world.find("b")
    world.find("c", severity=Severity.CRITICAL, rule="counts_are_whole")
    world.find("d", source="population")

    digest = world.due()

    assert digest is not None
    assert [(each.source_key, each.rule_key, len(each.items)) for each in digest.groups] == [
        ("leavers", "counts_are_whole", 1),
        ("leavers", "readings_agree", 2),
        ("population", "readings_agree", 1),
    ]
    assert digest.groups[1].rows_count == 4
    assert digest.is_urgent


def test_nothing_is_told_twice() -> None:
    world = World()
    world.find("a", severity=Severity.CRITICAL)

    assert names(world.tell()) == ["a"]
    world.day = 30
    assert world.tell() is None


def test_warnings_wait_for_the_week_and_what_is_critical_does_not() -> None:
    world = World()
    world.find("a")
    world.tell()
    world.day = 3
    world.find("b")

    assert world.due() is None
    world.find("c", severity=Severity.CRITICAL)
    assert names(world.tell()) == ["c", "b"]
    world.day = 9
    world.find("d")
    assert world.due() is None
    world.day = 10
    assert names(world.tell()) == ["d"]


def test_notes_go_along_and_never_alone() -> None:
    world = World()
    world.find("a", severity=Severity.NOTE)

    assert world.due() is None
    world.find("b")
    assert set(names(world.due())) == {"a", "b"}


@pytest.mark.parametrize("act", [QualityAct.RETURNED, QualityAct.GREW, QualityAct.WAIVER_ENDED])
def test_what_comes_back_is_told_again(act: QualityAct) -> None:
    world = World()
    world.find("a")
    world.tell()
    world.day = 8
    world.find("a", act)

    digest = world.tell()

    assert names(digest) == ["a"]
    assert digest is not None
    assert digest.groups[0].items[0].act is act


def test_what_is_put_off_is_told_when_its_day_has_come() -> None:
    world = World()
    world.find("a")
    world.cares["a"] = QualityCare(
        finding_id="a", snoozed_until_on=TODAY + timedelta(days=9), snoozed_reason="r", snoozed_count=2
    )

    assert world.due() is None
    world.day = 10
    assert names(world.due()) == ["a"]


def test_what_is_mended_is_told_to_those_who_knew_of_it() -> None:
    world = World()
    world.find("known")
    world.tell()
    world.find("never told")
    for name in ("known", "never told"):
        world.find(name, QualityAct.GONE)
    world.day = 7

    digest = world.tell()

    assert resolved(digest) == ["known"]
    assert names(digest) == []
    assert world.tell() is None
    assert world.due("somebody else") is None


def test_each_recipient_is_told_for_itself() -> None:
    world = World()
    world.find("a")
    world.tell("one")

    assert world.due("one") is None
    assert names(world.due("two")) == ["a"]


def test_whoever_it_was_assigned_to_is_responsible() -> None:
    world = World()
    world.find("a")

    assert responsible(world.findings["a"], None) == "o"
    assert responsible(world.findings["a"], QualityCare(finding_id="a", assigned_id="x")) == "x"


ACTS = st.sampled_from([QualityAct.APPEARED, QualityAct.GONE, QualityAct.RETURNED, QualityAct.GREW])
STEPS = st.lists(
    st.tuples(st.sampled_from("abc"), ACTS, st.sampled_from(list(Severity)), st.integers(0, 8)), max_size=12
)


@given(STEPS)
@settings(max_examples=150, deadline=None)
def test_no_digest_is_empty_and_no_event_is_ever_told_twice(
    steps: list[tuple[str, QualityAct, Severity, int]],
) -> None:
    world, told = World(), []
    for name, act, severity, days in steps:
        world.day += days
        world.find(name, act, severity=severity)
        digest = world.tell()
        if digest is not None:
            assert digest.groups or digest.resolved
            assert digest.event_ids
            told += digest.event_ids
        assert world.due() is None

    assert len(told) == len(set(told))
