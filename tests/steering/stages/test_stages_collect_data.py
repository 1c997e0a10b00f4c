"""What is frozen is the newest release of each source, and nothing else."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from models import DataSnapshot, Release, SnapshotRelease, Source
from steering.stages.collect_data import DUTIES
from tests.steering.stages.desks import AT, a_desk, declared

STAGE = "collect_data"


def a_release(name: str, source: str = "s", *, supersedes: str | None = None, day: int = 0) -> Release:
    return Release(
        id=name,
        source_id=source,
        table_code="1",
        title="",
        file_name=f"{name}.csv",
        sha256=name.rjust(64, "0"),
        size_bytes=1,
        encoding="utf-8",
        layout="csv",
        retrieved_at=AT + timedelta(days=day),
        supersedes_id=supersedes,
    )


def a_source(name: str, *, is_required: bool = True) -> Source:
    return Source(
        id=name,
        region_key="r",
        key=name,
        title=name,
        table_code=name,
        owner_id="o",
        is_required=is_required,
        provider="p",
        licence="l",
    )


@given(st.permutations(["a", "b", "c", "d"]))
def test_of_a_chain_of_releases_the_last_is_the_newest_whatever_the_clock_said(order: list[str]) -> None:
    chain = [
        a_release(name, supersedes=order[place - 1] if place else None, day=-place)
        for place, name in enumerate(order)
    ]

    made = DUTIES.work(a_desk(STAGE, *chain))

    assert [link.release_id for link in made if isinstance(link, SnapshotRelease)] == [order[-1]]


def test_the_snapshot_holds_one_release_of_each_source() -> None:
    releases = (a_release("a1", "a"), a_release("a2", "a", supersedes="a1"), a_release("b1", "b"))

    made = DUTIES.work(a_desk(STAGE, *releases))

    assert sorted(r.release_id for r in made if isinstance(r, SnapshotRelease)) == ["a2", "b1"]
    assert declared(STAGE, made)


def test_the_same_releases_have_the_same_hash_and_others_another() -> None:
    def frozen(*releases: Release) -> str:
        return next(r.sha256 for r in DUTIES.work(a_desk(STAGE, *releases)) if isinstance(r, DataSnapshot))

    one, other = a_release("a1", "a"), a_release("b1", "b")

    assert frozen(one, other) == frozen(other, one)
    assert frozen(one) != frozen(one, other)


def test_only_required_sources_are_asked_for() -> None:
    asked = DUTIES.asks(a_desk(STAGE, a_source("a"), a_source("b", is_required=False)))

    assert [each.subject_id for each in asked] == ["a"]
